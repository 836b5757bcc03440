import { indexTerms } from '../analyse.ts';
import { contextOf } from '../chunk.ts';
import type { PassageText } from '../library/writeRecords.ts';

/** Terms of what stands in front of a passage: the words of the file's name, the document's title, the headings. */
export function contextTerms({ contextName, title, headingPath }: Omit<PassageText, 'text'>): string[] {
  return indexTerms(contextOf({ name: contextName, title, headingPath }));
}

/** All terms a passage is indexed under: of what stands in front of it, then its own. */
export function passageTerms(passage: PassageText): string[] {
  return [...contextTerms(passage), ...indexTerms(passage.text)];
}

/** The text that is embedded for a passage: what stands in front of it, then its own. */
export function embeddedText({ contextName, title, headingPath, text }: PassageText): string {
  return `${contextOf({ name: contextName, title, headingPath })}\n${text}`;
}
