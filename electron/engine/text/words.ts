import { isFunctionWordOf, type Language } from './language.ts';

const tokens = /[\p{L}\p{M}\p{N}]+(?:['’&.-][\p{L}\p{M}\p{N}]+)*/gu;
/** Most words: nothing in them is to be taken apart. */
const plain = /^[a-z\d]+$/;
const joining = /['’.-]/;
const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/**
 * Words that steer a question without being what is looked for: "what was the amount reported in the filing" looks for
 * none of them.
 */
const questionWords = new Set((
  'what which who whom whose how when where why many much list show tell give describe explain outline summarize summarise analyze analyse examine compare discuss detail details provide please information relate relates related relationship ' +
  'mention mentioned state stated report reported reports reporting disclose disclosed according say says said find name named does did any there ' +
  'was welche welcher welches welchen wer wie wann wo warum wieso wieviel nenne zeige beschreibe erkläre vergleiche bitte laut gibt angegeben genannt ' +
  'quel quelle quels quelles comment combien qui quand où pourquoi cuál cuáles quién cómo cuándo dónde cuánto cuántos qué document documents file files dokument dokumente datei dateien'
).split(' '));

/** Lower-case words of a text, in order, with repetition; runs of Han or Kana as overlapping pairs. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const token of text.normalize('NFKC').toLowerCase().match(tokens) ?? []) {
    if (plain.test(token)) {
      words.push(token);
      continue;
    }
    const word = token.replace(/['’]s$/, '');
    const runs = word.match(ideographs);
    if (runs === null) {
      words.push(...(joining.test(word) ? [word, ...word.split(/['’.-]/)].filter((part, index, all) => part.length > 1 && (index > 0 || all.length === 1 || /\d/.test(part) || word.includes('&'))) : [word]));
      continue;
    }
    for (const run of runs) for (let at = 0; at < Math.max(1, run.length - 1); at++) words.push(run.slice(at, at + 2));
  }
  return words;
}

/** The distinct words a question or claim is about, as stems: no function words, no words of asking, nothing of one letter. */
export function contentStems(text: string, language: Language | null, kind: 'question' | 'statement' = 'statement'): string[] {
  const stems = new Set<string>();
  for (const word of wordsOf(text)) {
    if (word.length < 2 || isFunctionWordOf(word, language)) continue;
    if (kind === 'question' && questionWords.has(word)) continue;
    stems.add(stem(word));
  }
  return [...stems];
}

/** True for words that only ask ("which", "list", "reported"). */
export function isQuestionWord(word: string): boolean {
  return questionWords.has(word);
}

const endings = [
  'ements', 'ments', 'ement', 'iveness', 'fulness', 'ingly', 'edly', 'ities', 'ungen', 'heiten', 'keiten', 'ional', 'ment', 'ings', 'ness', 'ions',
  'ance', 'ence', 'able', 'ible', 'ally', 'ung', 'heit', 'keit', 'ing', 'ies', 'ied', 'ion', 'ity', 'ers', 'ern', 'est', 'end',
  'ed', 'es', 'er', 'en', 'em', 'ly', 'al', 'or', 's', 'e', 'n', 'y',
];

/**
 * A rough stem for comparing words of one question with those of one sentence ("increased" and "increase", "Verträge" and
 * "Vertrages"). Never used for the index. Words with digits and short words stay whole.
 */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = makeStem(word);
  if (stems.size > 50_000) stems.clear();
  stems.set(word, made);
  return made;
}

/** The same few thousand words come again with every page. */
const stems = new Map<string, string>();

function makeStem(word: string): string {
  let base = word.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');
  if (base.length <= 3 || /\d/.test(base)) return base;
  // "presses" and "press", "businesses" and "business": the plural goes first, and what ends in two is none.
  if (base.endsWith('sses')) base = base.slice(0, -2);
  for (const ending of endings) {
    if (!base.endsWith(ending) || (ending === 's' && base.endsWith('ss')) || base.length - ending.length < (ending.length > 1 ? 4 : 3)) continue;
    base = base.slice(0, -ending.length);
    break;
  }
  if (/([b-df-hj-np-tv-z])\1$/.test(base) && !/(?:ss|ll|zz|ff)$/.test(base)) base = base.slice(0, -1);
  return base.endsWith('i') && base.length > 4 ? base.slice(0, -1) : base;
}

const skipped = new Set(['and', 'of', 'the', 'for', 'und', 'der', 'die', 'für', 'von', 'et', 'de', 'la', 'y']);

/** Whether words in a row begin with these letters: "r&d" with "research and development". */
export function hasInitials(words: readonly string[], acronym: string): boolean {
  const letters = acronym.replace(/[^\p{L}]/gu, '').toLowerCase();
  if (letters.length < 2 || letters.length > 5) return false;
  const spoken = words.filter((word) => !skipped.has(word));
  return spoken.some((_, at) => [...letters].every((letter, offset) => spoken[at + offset]?.startsWith(letter) === true && (spoken[at + offset]?.length ?? 0) > 2));
}

/**
 * Whether a set of stems holds one of the same family: "acquisit" (acquisition) and "acquir" (acquired), "divestitur" and
 * "divest". They share five letters or more, and one of them hardly goes on after that.
 */
export function holdsKin(stems: ReadonlySet<string>, wanted: string): boolean {
  if (wanted.length < kinLetters || /\d/.test(wanted)) return false;
  for (const other of stems) {
    if (other.length < kinLetters || !other.startsWith(wanted.slice(0, kinLetters))) continue;
    let shared = kinLetters;
    while (shared < wanted.length && wanted[shared] === other[shared]) shared++;
    const rests = [wanted.length - shared, other.length - shared];
    if (Math.min(...rests) <= 1 && Math.max(...rests) <= 5) return true;
  }
  return false;
}

/**
 * How surely a set of stems holds a word, 0..1: 1 for itself, less for one of its family, and in German and Dutch for a compound
 * with it ("frist" in "kundigungsfrist").
 */
export function holding(stems: ReadonlySet<string>, wanted: string, language: Language | null): number {
  if (stems.has(wanted)) return 1;
  if (holdsKin(stems, wanted)) return kinWorth;
  if ((language !== 'de' && language !== 'nl') || wanted.length < compoundLetters) return 0;
  for (const other of stems) {
    if (other.length < compoundLetters) continue;
    if (other.startsWith(wanted) || other.endsWith(wanted) || wanted.startsWith(other) || wanted.endsWith(other)) return compoundWorth;
  }
  return 0;
}

const kinWorth = 0.9;
const compoundWorth = 0.7;
const compoundLetters = 4;
const kinLetters = 5;
