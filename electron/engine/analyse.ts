import { germanParts } from './text/germanParts.ts';
import { detectLanguage, type Language } from './text/language.ts';
import { anyLightStem, isRussian, lightStem } from './text/lightStems.ts';

/**
 * Raised whenever the same text would give other terms: the index and the vocabulary are then built anew.
 * @see SearchIndex.open, createRecount
 */
export const analysisVersion = 3;

/** So much of a text tells its language, UTF-16 units. */
const mostTold = 500;

/** Longer words are cut here, in documents and questions alike: encoded data must not fill the vocabulary. */
const longestTerm = 48;

// A number with its separators, or a word with an apostrophe inside. Marks belong to the letter before them.
const wordPattern = /\p{Nd}+(?:[.,'’\u00a0\u202f]\p{Nd}+)*(?![\p{L}\p{M}\p{Nd}])|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const grouped = /^[1-9]\p{Nd}{0,2}(?:([.,'’\u00a0\u202f])\p{Nd}{3})(?:\1\p{Nd}{3})*(?:[.,]\p{Nd}+)?$/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hangul}ー]+/gu;
const beyondAscii = /[^\x00-\x7f]/;
// Characters without a shape: they hide words from search, so they do not exist for terms (the page text keeps them).
const invisible = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/gu;
const brokenWord = /(\p{Ll}{2,})-\n(\p{Ll}{2,})/gu;

/**
 * The terms of a text in order, with repetition: what is indexed of a passage and looked up of a question. Words of any script,
 * lower case, without accents on Latin letters and without the `s` of a plural; scripts written without blanks, and Korean with its
 * particles, give pairs of characters; numbers lose their thousands separators. Deterministic, and the same for both sides.
 */
export function analyseTerms(text: string): string[] {
  const terms: string[] = [];
  for (const [word] of fold(text).matchAll(wordPattern)) addWord(word, terms);
  return terms;
}

/**
 * What is indexed of a text: its terms and behind them, by its language, the nouns that German words are made of, or the words without their endings.
 * English has its plurals folded in the terms themselves. Finding every place goes by `analyseTerms` alone.
 */
export function indexTerms(text: string, language = detectLanguage(text.slice(0, mostTold))): string[] {
  const terms = analyseTerms(text);
  return [...terms, ...terms.flatMap((term) => {
    const parts = language === 'de' || language === null ? germanParts(term) : [];
    return parts.length > 0 || (language === null && !isRussian(term)) ? parts : lightStem(term, language ?? 'en');
  })];
}

/** What is looked up of a question: as `indexTerms`, but a bare word may be of any language and finds its other forms in each. */
export function askedTerms(text: string, language: Language | null): string[] {
  if (language !== null) return indexTerms(text, language);
  const terms = analyseTerms(text);
  return [...terms, ...terms.flatMap((term) => [...germanParts(term), ...anyLightStem(term)])];
}

/** The words of a text in order, folded but with their endings, each with its terms: `analyseTerms` is all of these in a row. */
export function analyseWords(text: string): { readonly word: string; readonly terms: readonly string[] }[] {
  return Array.from(fold(text).matchAll(wordPattern), ([word]) => {
    const terms: string[] = [];
    addWord(word, terms);
    return { word, terms };
  });
}

function addWord(word: string, terms: string[]): void {
  const addPlain = (part: string): void => {
    terms.push(singular(withoutApostrophe(part)).slice(0, longestTerm));
  };
  if (isDigit(word)) {
    terms.push(numberTerm(word));
    return;
  }
  if (!beyondAscii.test(word)) {
    addPlain(word);
    return;
  }
  let end = 0;
  for (const run of word.matchAll(unspaced)) {
    if (run.index > end) addPlain(word.slice(end, run.index));
    addPairs(run[0], terms);
    end = run.index + run[0].length;
  }
  if (end < word.length) addPlain(word.slice(end));
}

/** "company's" is about the company, "l'année" about the year: what stands alone on one side carries no meaning. */
function withoutApostrophe(word: string): string {
  const apostrophe = word.search(/['’]/);
  if (apostrophe === -1) return word;
  if (/['’]s$/.test(word)) return word.slice(0, -2);
  return apostrophe <= 2 && word.length - apostrophe > 3 ? word.slice(apostrophe + 1) : word.replaceAll(/['’]/g, '');
}

/** Folds the plural of English and of the Romance languages. Wrong singulars do no harm: both sides get the same. */
function singular(word: string): string {
  if (!word.endsWith('s') || word.length < 4 || !/^[a-z]+$/.test(word) || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:ch|sh|x|ss|z)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

function numberTerm(word: string): string {
  const plain = grouped.test(word) ? ungroup(word) : word.replaceAll(',', '.');
  return (plain.length === 2 && plain.startsWith('0') ? plain.slice(1) : plain).slice(0, longestTerm);
}

function ungroup(word: string): string {
  const separator = /[^\p{Nd}]/u.exec(word)?.[0] ?? ',';
  return word.replaceAll(separator, '').replace(',', '.');
}

function addPairs(run: string, terms: string[]): void {
  const letters = run.match(/\P{M}\p{M}*/gu) ?? [run];
  if (letters.length === 1) terms.push(run.slice(0, longestTerm));
  for (let at = 0; at + 1 < letters.length; at++) terms.push(`${letters[at] ?? ''}${letters[at + 1] ?? ''}`);
}

function fold(text: string): string {
  const joined = text.includes('-\n') ? text.replaceAll(brokenWord, '$1-\n$2 $1$2') : text;
  if (!beyondAscii.test(joined)) return joined.toLowerCase();
  return joined
    .replaceAll(invisible, '')
    .normalize('NFKD')
    .replaceAll(/(\p{Script=Latin})[\u0300-\u036f]+/gu, '$1')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ё', 'е');
}

function isDigit(word: string): boolean {
  return /^\p{Nd}[\p{Nd}.,'’\u00a0\u202f]*$/u.test(word);
}
