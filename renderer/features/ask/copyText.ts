import type { Turn } from '../../hooks/useAsk.ts';

/** Question, answer with marks, and every source with its words, as plain text for pasting. */
export function copyText(turn: Turn): string {
  const answer = turn.answer;
  if (answer === null) return turn.question;
  const marks = { supported: '', partly: ' [partly supported]', unsupported: ' [not found in the sources]' };
  const sentences = answer.sentences.map((sentence) => `${sentence.text}${sentence.citations.map((n) => ` [${n}]`).join('')}${marks[sentence.support]}`);
  const sources = answer.sources.map((source) => `[${source.n}] ${source.path}, page ${source.page}: “${source.quote}”`);
  return [turn.question, '', ...sentences, '', ...sources].join('\n');
}
