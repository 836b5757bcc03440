import { whereOf } from '../../components/names.ts';
import type { Turn } from '../../hooks/turns.ts';
import type { Speak } from '../../words/words.ts';
import { escaped, quoteHtml } from './dragQuote.ts';

/** Question, answer with marks, and every source with its words, as plain text for pasting. */
export function copyText(turn: Turn, words: Speak): string {
  const answer = turn.answer;
  if (answer === null) return turn.question;
  const marks = { supported: '', partly: ` [${words.say('answer.partlySupported')}]`, unsupported: ` [${words.say('answer.unsupported')}]` };
  const sentences = answer.sentences.map((sentence) => `${sentence.text}${sentence.citations.map((n) => ` [${n}]`).join('')}${marks[sentence.support]}`);
  const sources = answer.sources.map((source) => `[${source.n}] ${whereOf(source, words, source.path)}: “${source.quote}”`);
  return [turn.question, '', ...sentences, '', ...sources].join('\n');
}

/** Puts question, answer and sources on the clipboard: as plain text, and as text with its form for programs that take it. */
export async function copyAnswer(turn: Turn, words: Speak): Promise<void> {
  const part = (type: string, text: string): Record<string, Blob> => ({ [type]: new Blob([text], { type }) });
  await navigator.clipboard.write([new ClipboardItem({ ...part('text/plain', copyText(turn, words)), ...part('text/html', copyHtml(turn, words)) })]);
}

function copyHtml({ question, answer }: Turn, words: Speak): string {
  const sentences = answer?.sentences.map(({ text, citations }) => `<p>${escaped(text)}${citations.map((n) => `<sup>[${n}]</sup>`).join('')}</p>`) ?? [];
  const sources = answer?.sources.map((source) => `<li value="${source.n}">${quoteHtml(source, words)}</li>`) ?? [];
  return `<h3>${escaped(question)}</h3>${sentences.join('')}<ol>${sources.join('')}</ol>`;
}
