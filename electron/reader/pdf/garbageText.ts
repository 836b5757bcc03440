/** Of the signs, so many may stand for nothing before the text counts as unusable. */
const mostUnknown = 0.2;
/** Fewer letters say nothing about the share of vowels. */
const leastLetters = 80;
const [leastVowels, mostVowels] = [0.15, 0.75];

/**
 * True for a text layer that is there but says nothing: fonts without a table of what their shapes mean give private or control characters,
 * or letters at random. Vowels make up 35 to 50 % of the letters in languages of Latin script; lists of codes have fewer.
 */
export function isGarbage(text: string): boolean {
  const signs = text.replace(/\s/gu, '');
  if (signs.length < 20) return false;
  const unknown = signs.match(/[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu)?.length ?? 0;
  if (unknown > mostUnknown * signs.length) return true;
  const letters = signs.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters < leastLetters || letters < 0.6 * signs.length) return false;
  const vowels = signs.normalize('NFD').match(/[aeiouyæøœı]/giu)?.length ?? 0;
  return vowels < leastVowels * letters || vowels > mostVowels * letters;
}
