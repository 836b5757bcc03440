import type { Span } from './cells.ts';

const tooCommon = new Set((
  'the and for with from that this which what when where who whom whose how why was were are is be been has have had did does do can could may might must shall should will would not any all its our your their into than then there about also such some between under over after before more most only other per each every ' +
  'der die das und für mit von dem den des ein eine einer eines ist sind war waren wird werden wurde wurden wie was wann wer wem wen wo warum nicht auch auf aus bei nach über zum zur'
).split(' '));

/** Where the words of a question stand in a quote: for the eye only, the quote stays as it is. Word forms count when they share most of their letters. */
export function wordsThatMatter(quote: string, question: string): readonly Span[] {
  const asked = [...question.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word.toLowerCase()).filter((word) => word.length > 2 && !tooCommon.has(word));
  return [...quote.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => asked.some((other) => isSameWord(word.toLowerCase(), other)))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** What words of one stem may end in, in English and German. */
const endings = new Set('|s|es|e|d|ed|ing|er|ers|y|ies|ied|ly|al|n|en|em|ern|et|te|ten|ung|ungen'.split('|'));

function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  // Where both go on after the stem, the stem has to be long enough to be one.
  for (let stem = shared; stem >= Math.max(3, shared - 1); stem -= 1) if (endings.has(one.slice(stem)) && endings.has(other.slice(stem))) return true;
  return false;
}
