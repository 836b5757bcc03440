import { findDates, type FoundDate } from './dates.ts';
import type { Language } from './language.ts';
import { findNames, type FoundName } from './names.ts';
import { findNumbers, type FoundNumber } from './numbers.ts';

/** What can be checked of a statement: its numbers, dates and certain names; none is part of another. */
export type Facts = { readonly numbers: readonly FoundNumber[]; readonly dates: readonly FoundDate[]; readonly names: readonly FoundName[] };

/** @param source what the statement rests on, for names with numbers to be told from figures. */
export function findFacts(text: string, language: Language | null, source = ''): Facts {
  const dates = findDates(text);
  const isFree = (item: { readonly start: number; readonly end: number }): boolean => !dates.some((date) => date.start < item.end && date.end > item.start);
  const numbers = findNumbers(text).filter((number) => isFree(number) && !isCounting(number) && !isPeriod(text, number));
  const names = findNames(text, language).filter((name) => name.isCertain && isFree(name) && !numbers.some((number) => number.start < name.end && number.end > name.start)).map((name) => withNumber(name, text, numbers, source));
  return { dates, numbers: numbers.filter((number) => !names.some((name) => number.start < name.end && number.end > name.start)), names };
}

/** "Harbour Street 14", "Note 6": the number is part of the name where the source writes it so. */
function withNumber(name: FoundName, text: string, numbers: readonly FoundNumber[], source: string): FoundName {
  const number = numbers.find((item) => item.start === name.end + 1 && item.kind === 'plain' && item.scale === null);
  if (number === undefined) return name;
  const whole = text.slice(name.start, number.end);
  return source.includes(whole) ? { ...name, end: number.end, text: whole } : name;
}

/** "Three months ended" says of when, not how many. */
function isPeriod(text: string, number: FoundNumber): boolean {
  return /^\s(?:months?|weeks?|quarters?|years?)\s(?:ended|ending)|^\s(?:Monate|Wochen|Quartale)\s(?:bis|zum)/u.test(text.slice(number.end, number.end + 24));
}

/** "one of the parties", "both … two": small number words are ways of speaking, not figures. */
function isCounting(number: FoundNumber): boolean {
  return /^\p{L}+$/u.test(number.text) && number.scale === null && (number.values[0] ?? 0) <= 1;
}
