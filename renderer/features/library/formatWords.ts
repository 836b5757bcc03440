import type { DocumentFormat } from '../../../electron/shared/schemas.ts';
import type { SpeakAll } from '../../words/later.ts';

const spoken = ['text', 'mail', 'mailbox', 'archive', 'image', 'html', 'unknown'] as const;

/** What a document is, as people call it; formats with no other name by the ending of their files. */
export function formatWords(format: DocumentFormat, { say }: SpeakAll): string {
  const word = spoken.find((name) => name === format);
  return word !== undefined ? say(`list.format.${word}`) : format === 'markdown' ? 'Markdown' : format.toUpperCase();
}
