/**
 * Counts word pieces as a BERT-like uncased tokenizer would, without its vocabulary: by the length and kind of each word.
 * Calibrated against the tokenizer of bge-small-en-v1.5 so that a passage is seldom undercounted.
 */

// A run is cut after 64 characters, so that even an endless word has places to break at and every token weighs little.
const token = /\p{Script=Latin}[\p{Script=Latin}\p{M}\p{Nd}]{0,63}|\p{Nd}[\p{Nd}\p{Script=Latin}]{0,63}|\s+|[\s\S]/gu;

const englishWeight = [0, 1, 1, 1.02, 1.04, 1.08, 1.14, 1.2, 1.26, 1.34, 1.45, 1.7, 1.8, 1.9, 2.4, 3.1];
const otherWeight = [0, 1, 1, 1.15, 1.8, 2.1, 2.4, 2.8, 3.1, 3.45, 3.8, 4.2, 4.5, 4.9, 5.3, 5.7];
const englishWords = new Set('the of and to in is for that was on as with by at be this are from or an it which were have has not its'.split(' '));
const otherWords = new Set(
  ('der die das und ist von den im mit des zu auf für ein eine nicht sich le la les et des du une est pour dans que qui sur pas el los las del y en por con una se su no ' +
    'il di che e per non sono della nel o os um uma não com da do em para de het een van dat op te zijn voor och att det som en på av med yang dan untuk dengan dari i w na z się').split(' '),
);

/** How much of the words is English, 0..1. Where nothing tells (a table of names), English is assumed. */
export type English = number;

/** Weighs function words of English against those of other languages and words with letters English does not use. */
export function englishShareOf(text: string): English {
  let english = 2;
  let other = 0;
  for (const [word] of text.slice(0, 20_000).matchAll(/\p{Script=Latin}+/gu)) {
    const lower = word.toLowerCase();
    if (englishWords.has(lower)) english += 1;
    else if (otherWords.has(lower)) other += 1;
    else if (/[^a-z]/u.test(lower)) other += 0.5;
  }
  return english / (english + other);
}

/** Calls `each` with the end and weight of every token of `text`, blanks included (weight 0). Weights add up over any cut between tokens. */
export function eachPiece(text: string, english: English, each: (end: number, pieces: number) => void): void {
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) each(token.lastIndex, weigh(match[0], english));
}

/** The number of word pieces of a text, rounded up; at least the real one for nearly every passage. */
export function countPieces(text: string, english: English = englishShareOf(text)): number {
  let sum = 0;
  eachPiece(text, english, (_end, pieces) => { sum += pieces; });
  return Math.max(0, Math.ceil(sum - 1e-6));
}

function weigh(word: string, english: English): number {
  const code = word.charCodeAt(0);
  if (word.length === 1 || (word.length === 2 && code >= 0xd800 && code < 0xdc00)) return weighCharacter(word, code);
  if (/^\s/u.test(word)) return 0;
  if (/^\p{Nd}+$/u.test(word)) return weighNumber(word);
  if (/\p{Nd}/u.test(word)) return Math.max(1.5, word.length * 0.62);
  const plain = english * knownShare(word);
  const length = word.length;
  const whenEnglish = englishWeight[length] ?? 0.33 * length - 1.5;
  const whenOther = otherWeight[length] ?? 0.4 * length - 0.3;
  return plain * Math.min(whenEnglish, whenOther) + (1 - plain) * whenOther;
}

/** How likely the vocabulary knows a word of an English text: names (capitals) less, joined words and codes (inner capitals) seldom. */
function knownShare(word: string): number {
  if (/^[a-z]+$/.test(word)) return 0.95;
  if (/^[A-Z][a-z]*$|^[A-Z]{2,}$/.test(word)) return 0.78;
  return 0.2;
}

function weighCharacter(character: string, code: number): number {
  if (code <= 32 || /\s/u.test(character)) return 0;
  // Hangul is taken apart into its letters before it is looked up.
  if (code >= 0xac00 && code <= 0xd7a3) return 2.7;
  return 1;
}

function weighNumber(digits: string): number {
  if (digits.length <= 2) return 1;
  if (digits.length === 3) return 1.65;
  if (digits.length === 4 && /^(?:19|20)/.test(digits)) return 1.1;
  return 0.66 * digits.length - 0.45;
}
