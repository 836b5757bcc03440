import type { Span } from './cells.ts';

const tooCommon = new Set((
  'the and for with from that this which what when where who whom whose how why was were are is be been has have had did does do can could may might must shall should will would not any all its our your their into than then there ' +
  'der die das und für mit von dem den des ein eine einer eines ist sind war waren wird werden wurde wurden wie was wann wer wem wen wo warum nicht auch auf aus bei nach über zum zur'
).split(' '));

/** Where the words of a question stand in a quote: for the eye only, the quote stays as it is. Word forms count when they share most of their letters. */
export function wordsThatMatter(quote: string, question: string): readonly Span[] {
  const asked = [...question.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word.toLowerCase()).filter((word) => word.length > 2 && !tooCommon.has(word));
  return [...quote.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => asked.some((other) => isSameWord(word.toLowerCase(), other)))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  const shared = Math.max(4, Math.min(one.length, other.length) - 2);
  return one.length >= shared && other.length >= shared && Math.abs(one.length - other.length) <= 3 && one.slice(0, shared) === other.slice(0, shared);
}
