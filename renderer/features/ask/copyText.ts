import { placeOf } from '../../components/names.ts';
import type { Turn } from '../../hooks/turns.ts';
import type { Speak } from '../../words/words.ts';

/** Question, answer with marks, and every source with its words, as plain text for pasting. */
export function copyText(turn: Turn, words: Speak): string {
  const answer = turn.answer;
  if (answer === null) return turn.question;
  const marks = { supported: '', partly: ` [${words.say('answer.partlySupported')}]`, unsupported: ` [${words.say('answer.unsupported')}]` };
  const sentences = answer.sentences.map((sentence) => `${sentence.text}${sentence.citations.map((n) => ` [${n}]`).join('')}${marks[sentence.support]}`);
  const sources = answer.sources.map((source) => `[${source.n}] ${source.path}, ${placeOf(source.locator, source.page, words)}: “${source.quote}”`);
  return [turn.question, '', ...sentences, '', ...sources].join('\n');
}
