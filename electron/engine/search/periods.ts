import { findDates, type FoundDate } from '../text/dates.ts';

/** A day, month, quarter or year, as exact as it was written. `quarter` is what was called so: a fiscal one need not be the calendar's. */
export type Period = Pick<FoundDate, 'year' | 'month' | 'day' | 'quarter'>;

const compactDay = /(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/g;
const yearMonth = /(?<!\d)((?:19|20)\d\d)[-_. ](0[1-9]|1[0-2])(?![-_.]?\d)/g;
const shortYear = /(?<![\p{L}\d])FY\s?'?(\d\d)(?!\d)/giu;
const leadingQuarter = /(?<![\p{L}\d])([1-4])Q\s?'?((?:19|20)?\d\d)(?!\d)/giu;
const trailingYear = /(?<![\p{L}\d])Q([1-4])[-_ ]?'?(\d\d)(?!\d)/giu;

/** The periods a file name or title names: "2023_Q3", "report-2023-07", "20230701", "FY23", "3Q22", "July 2023". */
export function periodsOfName(name: string): Period[] {
  const found: Period[] = [];
  const take = (text: string, pattern: RegExp, read: (groups: readonly (string | undefined)[]) => Period): string =>
    text.replace(pattern, (...groups: (string | undefined)[]) => {
      found.push(read(groups));
      return ' ';
    });
  let rest = take(name, compactDay, (g) => period(g[1], { month: Number(g[2]), day: Number(g[3]) }));
  rest = take(rest, /(?<!\d)((?:19|20)\d\d)[-_. ](0[1-9]|1[0-2])[-_. ](0[1-9]|[12]\d|3[01])(?!\d)/g, (g) => period(g[1], { month: Number(g[2]), day: Number(g[3]) }));
  rest = take(rest, yearMonth, (g) => period(g[1], { month: Number(g[2]) }));
  rest = take(rest, leadingQuarter, (g) => period(g[2], { quarter: Number(g[1]) }));
  rest = take(rest, trailingYear, (g) => period(g[2], { quarter: Number(g[1]) }));
  rest = take(rest, shortYear, (g) => period(g[1], {}));
  for (const { year, month, day, quarter } of findDates(rest.replace(/[_\-.]+/g, ' '))) found.push({ year, month, day, quarter });
  return found;
}

/** The periods a text names, a question for one. */
export function periodsOfText(text: string): Period[] {
  return findDates(text).map(({ year, month, day, quarter }) => ({ year, month, day, quarter }));
}

/**
 * How well a period found bears out one asked for, 0..1: 1 the same in all that was asked; less where the found one is coarser, or a
 * date lies in the calendar quarter asked for; 0 where they contradict each other or share nothing.
 */
export function agreement(asked: Period, found: Period): number {
  if (asked.year !== null && found.year !== null && asked.year !== found.year) return 0;
  if (asked.year !== null && found.year === null) return 0;
  if (asked.quarter !== null) {
    if (found.quarter !== null) return asked.quarter === found.quarter ? (asked.year === null ? 0.8 : 1) : 0;
    if (found.month !== null) return Math.ceil(found.month / 3) === asked.quarter ? 0.7 : 0;
    return 0.4;
  }
  if (asked.month !== null) {
    if (found.month !== null) {
      if (asked.month !== found.month) return 0;
      return asked.day === null || found.day === null || asked.day === found.day ? 1 : 0;
    }
    if (found.quarter !== null) return Math.ceil(asked.month / 3) === found.quarter ? 0.6 : 0;
    return 0.4;
  }
  return asked.year === null ? 0 : 1;
}

/** The end of a period as yyyymmdd, for telling which is the latest; `null` without a year. */
export function endOf({ year, month, day, quarter }: Period): number | null {
  if (year === null) return null;
  const lastMonth = month ?? (quarter === null ? 12 : quarter * 3);
  return year * 10_000 + lastMonth * 100 + (day ?? 31);
}

function period(year: string | undefined, rest: Partial<Period>): Period {
  const digits = year ?? '';
  const value = digits.length === 2 ? 2000 + Number(digits) : Number(digits);
  return { year: value, month: null, day: null, quarter: null, ...rest };
}
