import { findDates, matchesDate } from '../text/dates.ts';
import { findFacts } from '../text/facts.ts';
import { detectLanguage } from '../text/language.ts';
import { findNumbers, matchNumber, statedScales } from '../text/numbers.ts';
import { contentStems, stem, wordsOf } from '../text/words.ts';

/** Where an answer has no figure, date or name, this share of its words tells that it was given. */
const enoughWords = 0.6;

/**
 * Share (0..1) of what a right answer rests on that a text holds: its figures (units, scales and rounding allowed for), dates and
 * names, each counted once; of an answer without any, 1 where most of its words are there, else 0. Facts the question itself names do not count.
 */
export function shareOfFacts(text: string, right: string, question: string): number {
  const language = detectLanguage(right);
  const facts = findFacts(right, language);
  const asked = new Set(wordsOf(question).map(stem));
  const numbers = findNumbers(text);
  const scales = statedScales(text);
  const dates = findDates(text);
  const words = new Set(wordsOf(text).map(stem));
  const isAsked = (fact: { readonly text: string }): boolean => wordsOf(fact.text).every((word) => asked.has(stem(word)));
  const held = [
    ...facts.numbers.filter((fact) => !isAsked(fact)).map((fact) => numbers.some((number) => matchNumber(fact, number, scales) !== null)),
    ...facts.dates.filter((fact) => !isAsked(fact)).map((fact) => dates.some((date) => matchesDate(fact, date))),
    ...facts.names.filter((fact) => !isAsked(fact)).map((fact) => wordsOf(fact.text).every((word) => words.has(stem(word)))),
  ];
  if (held.length > 0) return held.filter(Boolean).length / held.length;
  const stems = contentStems(right, language);
  return stems.length > 0 && stems.filter((word) => words.has(word)).length / stems.length >= enoughWords ? 1 : 0;
}
