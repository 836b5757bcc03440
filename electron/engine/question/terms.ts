import { analyseTerms } from '../analyse.ts';
import { findDates, type FoundDate } from '../text/dates.ts';
import { isFunctionWordOf, type Language } from '../text/language.ts';
import { findNumbers, type FoundNumber } from '../text/numbers.ts';
import { isQuestionWord, stem, wordsOf } from '../text/words.ts';

/**
 * One word a question is about. `weight` is its inverse document frequency in the library, natural logarithm, more than 0.
 * `topic` is what is asked, `name` of whom, `frame` of when, in what kind of document, how it moved: the last two are often said by a document once, on its first
 * page, and not beside the answer.
 */
export type QuestionTerm = { readonly stem: string; readonly word: string; readonly weight: number; readonly role: 'topic' | 'name' | 'frame'; readonly isNowhere: boolean;
  /** Written as an acronym ("R&D"), which documents may spell out. */
  readonly isAcronym: boolean;
};

/** A question weighed against a library. */
export type QuestionTerms = {
  readonly text: string; readonly language: Language | null; readonly terms: readonly QuestionTerm[];
  readonly names: readonly { readonly text: string; readonly stems: readonly string[]; readonly isNowhere: boolean }[];
  readonly dates: readonly FoundDate[]; readonly numbers: readonly FoundNumber[];
  /** Years written in the question that stand nowhere in the library. */
  readonly yearsNowhere: readonly number[];
};

/** How often terms stand in the library: `library.vocabulary`. */
export type Frequencies = { frequencies(terms: readonly string[]): Map<string, number>; total(): number };

/** Cuts a question into weighed terms. Reads the vocabulary once. */
export function weighQuestion(text: string, names: readonly string[], language: Language | null, vocabulary: Frequencies): QuestionTerms {
  const dates = findDates(text);
  const dateWords = new Set(dates.flatMap((date) => wordsOf(date.text)));
  const nameWords = new Set(names.flatMap((name) => wordsOf(name)));
  const words = [...new Set(wordsOf(text))].filter((word) => word.length > 1 && !isFunctionWordOf(word, language) && !isQuestionWord(word));
  const years = [...new Set(dates.flatMap((date) => (date.year === null ? [] : [date.year])))];
  const termsOf = new Map([...words, ...nameWords].map((word) => [word, analyseTerms(word)]));
  const counts = vocabulary.frequencies([...new Set([...[...termsOf.values()].flat(), ...years.map(String)])]);
  const total = Math.max(1, vocabulary.total());
  const frequency = (word: string): number => Math.min(...(termsOf.get(word) ?? [word]).map((term) => counts.get(term) ?? 0), total);
  const acronyms = new Set((text.match(/(?<![\p{L}\p{N}])(?:\p{Lu}{2,5}|\p{Lu}{1,3}&\p{Lu}{1,2})(?![\p{L}\p{N}])/gu) ?? []).map((word) => word.toLowerCase()));
  const terms = words.map((word): QuestionTerm => {
    const count = frequency(word);
    return {
      stem: stem(word), word, weight: Math.log(1 + (total - count + 0.5) / (count + 0.5)),
      role: nameWords.has(word) ? 'name' : dateWords.has(word) || isFrameWord(word) ? 'frame' : 'topic', isNowhere: count === 0, isAcronym: acronyms.has(word),
    };
  });
  const dateRanges = dates.map((date) => [date.start, date.end] as const);
  return {
    text, language, terms: uniqueByStem(terms), dates,
    numbers: findNumbers(text).filter((number) => !number.looksLikeYear && !dateRanges.some(([start, end]) => start < number.end && end > number.start)),
    names: names.map((name) => {
      const parts = wordsOf(name);
      return { text: name, stems: parts.map(stem), isNowhere: parts.every((part) => frequency(part) === 0) || parts.some((part) => part.length > 2 && frequency(part) === 0) };
    }),
    yearsNowhere: years.filter((year) => (counts.get(String(year)) ?? 0) === 0),
  };
}

const frameWords = new Set('trend trends change changes changed changing shift shifts shifted fluctuate fluctuates fluctuated fluctuation fluctuations vary varied variation evolve evolved evolution alteration alterations develop developed development entwickelt entwicklung verändert veränderung änderung änderungen quarter quarters quarterly year years yearly annual annually month months monthly period periods fiscal latest recent recently newest current currently previous previously prior past earlier quartal quartale quartals quartalen jahr jahre jahres jahren monat monate zeitraum geschäftsjahr letzte letzten letztes aktuell aktuelle aktuellen vorherige vorherigen trimestre année an mois año mes'.split(' '));

/** Words that say when or how something moved, and codes of kinds of documents ("10-Q"): not beside the answer, or in other words. */
function isFrameWord(word: string): boolean {
  return frameWords.has(word) || /^\d{1,4}-\p{L}{1,2}$/u.test(word);
}

function uniqueByStem(terms: readonly QuestionTerm[]): QuestionTerm[] {
  const best = new Map<string, QuestionTerm>();
  for (const term of terms) {
    const other = best.get(term.stem);
    if (other === undefined || (other.isNowhere && !term.isNowhere)) best.set(term.stem, term);
  }
  return [...best.values()];
}
