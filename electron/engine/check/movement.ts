import { findDates, type FoundDate } from '../text/dates.ts';
import { movementIn } from '../text/movement.ts';
import { matchNumber, type FoundNumber } from '../text/numbers.ts';
import { stretchAt, timedStretches } from './clauses.ts';
import type { Claim } from './claim.ts';
import type { Place } from './places.ts';
import { isColumnOf, timeOf } from './times.ts';

/** Whether a claim has something move the other way than its own figures, the cells of the row or the words of the sentence do. Cautious: where that cannot be told it is false. */
export function movesOtherWay(claim: Claim, place: Place): boolean {
  const said = movementIn(claim.text);
  if (said === null) return false;
  const isTurned = said.isComparative && isEarlierFirst(claim);
  const direction = isTurned === (said.direction === 'up') ? 'down' : 'up';
  const inClaim = directionOf(claim.facts.numbers, claim.text);
  if (inClaim !== null && inClaim !== direction && !isTurned) return true;
  const actual = place.unit.row === null ? inSentence(claim, place) : inRow(claim, place);
  return actual !== null && actual !== direction;
}

/** "In 2022 sales were lower than in 2023" speaks of the earlier time first. */
function isEarlierFirst({ facts }: Claim): boolean {
  const [first, second] = facts.dates.filter((date) => date.year !== null);
  return first !== undefined && second !== undefined && orderOf(first) < orderOf(second);
}

const orderOf = (date: FoundDate): number => (date.year ?? 0) * 12 + (date.month ?? (date.quarter ?? 0) * 3);

/** Of two figures of one kind, one of them said to be compared with: which way it went. */
function directionOf(numbers: readonly FoundNumber[], text: string): 'up' | 'down' | null {
  const stretches = timedStretches(text);
  const before = numbers.filter((number) => stretchAt(stretches, number.start)?.isBefore === true);
  const now = numbers.filter((number) => stretchAt(stretches, number.start)?.isBefore === false);
  const [a] = before;
  const b = now.find((number) => number.kind === a?.kind);
  if (a === undefined || b === undefined || before.length > 1) return null;
  return compare(worth(b), worth(a));
}

function inSentence(claim: Claim, place: Place): 'up' | 'down' | null {
  // The stretch around the claimed figure may speak of one way where the whole speaks of two.
  return movementIn(place.text)?.direction ?? directionOf(place.numbers.filter((number) => !number.looksLikeYear && !findDates(place.text).some((date) => date.start < number.end && date.end > number.start)), place.text);
}

function inRow(claim: Claim, { unit, columns, scales, numbers }: Place): 'up' | 'down' | null {
  const cells = unit.row?.cells.map((cell) => numbers.find((number) => number.start >= cell.start - 1 && number.end <= cell.end + 1) ?? null) ?? [];
  const value = (index: number): number | null => { const number = cells[index]; return number === null || number === undefined ? null : worth(number); };
  if (columns === null) {
    // Statements set the newer figure first.
    if (cells.length !== 2) return null;
    const [now, before] = [value(0), value(1)];
    return now === null || before === null ? null : compare(now, before);
  }
  const dates = claim.facts.dates.filter((date) => date.year !== null).sort((a, b) => orderOf(b) - orderOf(a));
  const claimed = claim.facts.numbers.find((number) => !timeOf(number, claim.text).isBefore && cells.some((cell) => cell !== null && matchNumber(number, cell, scales) !== null));
  const latest = dates[0];
  const now = columns.findIndex((column, index) => {
    if (latest !== undefined && !isColumnOf(column, latest)) return false;
    const cell = cells[index];
    return claimed === undefined || (cell !== null && cell !== undefined && matchNumber(claimed, cell, scales) !== null);
  });
  if (now === -1) return null;
  const plain = (column: string): string => column.replace(/(?:19|20)\d\d/g, '').replace(/[\s,]+/g, ' ').trim();
  const year = (column: string): number => findDates(column)[0]?.year ?? 0;
  const own = columns[now] ?? '';
  const before = columns.findIndex((column, index) => index !== now && plain(column) === plain(own) && year(column) < year(own) && (dates[1] === undefined || isColumnOf(column, dates[1])));
  const [a, b] = [value(now), value(before)];
  return before === -1 || a === null || b === null ? null : compare(a, b);
}

function worth(number: FoundNumber): number {
  return (number.values[0] ?? 0) * (number.scale ?? 1) * (number.negative ? -1 : 1);
}

function compare(now: number, before: number): 'up' | 'down' | null {
  return now === before ? null : now > before ? 'up' : 'down';
}
