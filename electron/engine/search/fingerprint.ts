import { isFunctionWord } from '../text/language.ts';

const token = /[\p{L}\p{M}\p{N}]+(?:[.,'’]\p{N}+)*|[$€£¥₹%‰()+\-−–]/gu;
// Function words that turn a statement round are part of what it says.
const turning = new Set('no not nor never none neither without un only kein keine keinen keinem keiner keines nicht nie niemals ohne nur ne pas non sans jamais sin nunca ni nessuno mai niet geen não nem'.split(' '));

/**
 * What a passage says, apart from layout, capitals and function words. Two passages with the same fingerprint differ in no number,
 * sign, date, name or other content word, so one may stand for the other. The heading path belongs to it: the same row under
 * another period says something else.
 */
export function fingerprint(text: string, headingPath: readonly string[]): string {
  return [...headingPath, text].map(reduce).join('\u0001');
}

function reduce(text: string): string {
  const words = text.replaceAll(/(\p{Ll})-\n(\p{Ll})/gu, '$1$2').normalize('NFKC').toLowerCase().match(token) ?? [];
  return words.filter((word) => turning.has(word) || !isFunctionWord(word)).join(' ');
}
