import { findDates, type FoundDate } from './dates.ts';
import type { Language } from './language.ts';
import { findNames, type FoundName } from './names.ts';
import { findNumbers, type FoundNumber } from './numbers.ts';

/** What can be checked of a statement: its numbers, dates and certain names; none is part of another. */
export type Facts = { readonly numbers: readonly FoundNumber[]; readonly dates: readonly FoundDate[]; readonly names: readonly FoundName[] };

export function findFacts(text: string, language: Language | null): Facts {
  const dates = findDates(text);
  const isFree = (item: { readonly start: number; readonly end: number }): boolean => !dates.some((date) => date.start < item.end && date.end > item.start);
  return {
    dates,
    numbers: findNumbers(text).filter((number) => isFree(number) && !isCounting(number)),
    names: findNames(text, language).filter((name) => name.isCertain && isFree(name)),
  };
}

/** "one of the parties", "both … two": small number words are ways of speaking, not figures. */
function isCounting(number: FoundNumber): boolean {
  return /^\p{L}+$/u.test(number.text) && number.scale === null && (number.values[0] ?? 0) <= 1;
}
