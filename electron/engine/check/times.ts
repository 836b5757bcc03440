import { findDates, matchesDate, type FoundDate } from '../text/dates.ts';
import { findNumbers, matchNumber, type FoundNumber } from '../text/numbers.ts';
import { timedStretches, stretchAt } from './clauses.ts';
import type { Claim } from './claim.ts';
import type { Place } from './places.ts';

/** What time a claim gives a figure: `dates` of its own stretch, else those of the whole that are no comparison's. */
export type ClaimedTime = { readonly isBefore: boolean; readonly dates: readonly FoundDate[]; readonly isOwn: boolean };

export function timeOf(number: FoundNumber, text: string): ClaimedTime {
  const stretches = timedStretches(text);
  const own = stretchAt(stretches, number.start);
  const dated = own?.dates.filter((date) => date.year !== null) ?? [];
  const isBefore = own?.isBefore ?? false;
  if (dated.length > 0) return { isBefore, dates: dated, isOwn: true };
  return { isBefore, dates: stretches.filter((stretch) => !stretch.isBefore).flatMap((stretch) => stretch.dates).filter((date) => date.year !== null), isOwn: false };
}

/** True when a claim gives a figure to a time that is another column's, or another stretch's of the sentence, than the one it stands in. */
export function isOtherTime(number: FoundNumber, claim: Claim, place: Place): boolean {
  const time = timeOf(number, claim.text);
  return place.unit.row === null ? isOtherStretch(number, time, place) : isOtherColumn(number, time, place);
}

function isOtherColumn(number: FoundNumber, time: ClaimedTime, { columns, unit, scales }: Place): boolean {
  if (columns === null || unit.row === null || !/\d/.test(number.text) || time.dates.length === 0) return false;
  const meant = columns.map((column) => time.dates.some((date) => isColumnOf(column, date)));
  if (!meant.includes(true)) return false;
  const here = unit.row.cells.map((cell) => findNumbers(cell.text).some((other) => matchNumber(number, other, scales) !== null));
  if (!here.includes(true)) return false;
  // "… against 20 a year earlier": any column but the one the claim is dated by.
  if (time.isBefore && !time.isOwn) return !here.some((isHere, index) => isHere && meant[index] !== true);
  return !here.some((isHere, index) => isHere && meant[index] === true);
}

/** A column of a day stands for the quarter that ends on it: which one that is, a calendar cannot say of a fiscal year. */
export function isColumnOf(column: string, date: FoundDate): boolean {
  return findDates(column).some((other) => matchesDate(date, other) || (date.quarter !== null && other.quarter === null && other.year === date.year) || (date.quarter === null && date.month !== null && other.month === null && other.year === date.year));
}

/** "The prior year's quarter" and its like, which name the time a year before the document's own. */
const yearBefore = /(?<!\p{L})(?:(?:prior|previous|preceding|last)\s+(?:fiscal\s+)?year|an?\s+year\s+(?:ago|earlier|before)|year\s+before|(?:same|corresponding|comparable)\s+(?:quarter|period)|vorjahr\p{L}*|ein\s+jahr\s+(?:zuvor|davor|vorher))(?!\p{L})/iu;

/** Whether a passage speaks of a date: says it, or is of that quarter and names the year, or speaks of the year before its own. */
export function speaksOf(date: FoundDate, text: string, ofDocument: readonly FoundDate[]): boolean {
  const written = findDates(text);
  const same = (other: FoundDate): boolean => matchesDate(date, other) || (date.quarter !== null && date.quarter === other.quarter && (date.year === null || other.year === null || date.year === other.year));
  if (written.some(same) || ofDocument.some(same)) return true;
  if (date.year === null || date.month !== null) return false;
  const own = ofDocument.filter((other) => date.quarter === null || other.quarter === date.quarter);
  return own.some((other) => other.year !== null && (written.some((given) => given.year === date.year) || (other.year === (date.year ?? 0) + 1 && yearBefore.test(text))));
}

function isOtherStretch(number: FoundNumber, time: ClaimedTime, { text, numbers, scales, ofDocument }: Place): boolean {
  const stretches = timedStretches(text);
  const found = numbers.filter((other) => matchNumber(number, other, scales) !== null);
  return found.length > 0 && found.every((other) => {
    const given = stretchAt(stretches, other.start);
    const dates = given?.dates.filter((date) => date.year !== null) ?? [];
    const isDated = time.dates.length > 0 && dates.length > 0;
    if (isDated && time.dates.some((date) => dates.some((own) => matchesDate(date, own) || sameYear(date, own)))) return false;
    // A year before the document's own, said by its number.
    if (given?.isBefore === true && dates.length === 0 && time.dates.length > 0) return !time.dates.some((date) => ofDocument.some((own) => own.year !== null && own.year - 1 === date.year && (date.quarter === null || own.quarter === null || own.quarter === date.quarter)));
    if (given?.isBefore !== time.isBefore) return true;
    return isDated && time.isOwn;
  });
}

function sameYear(a: FoundDate, b: FoundDate): boolean {
  return a.year === b.year && (a.quarter === null || b.quarter === null) && (a.month === null || b.month === null);
}
