import { rowOf, type Row, type Segment } from './rows.ts';

type Interval = { readonly from: number; readonly to: number };

/** Pages with more rows than this are read straight down: the search for columns would take too long. */
const mostRows = 3_000;
/** Beginnings of columns tried on a page. */
const mostTries = 12;
const gutterWidth = 0.8;

/**
 * Groups of rows in reading order: rows that run across the page come alone; where text is set in columns, each column
 * is a group of its own, read from top to bottom before the next. Columns of a table are not columns of text.
 */
export function readingBlocks(rows: readonly Row[]): Row[][] {
  const page = { from: rows.reduce((least, row) => Math.min(least, row.left), Infinity), to: rows.reduce((most, row) => Math.max(most, row.right), -Infinity) };
  if (rows.length > mostRows || !mayHaveColumns(rows, page)) return [[...rows]];
  const blocks: Row[][] = [];
  let plain: Row[] = [];
  let triesLeft = mostTries;
  for (let index = 0; index < rows.length; ) {
    const zone = triesLeft > 0 ? zoneFrom(rows, index, page) : null;
    if (zone !== null) triesLeft -= 1;
    const set = zone === null ? null : columnsWithin(rows.slice(index, zone.end), zone.gutters);
    if (set === null) plain.push(...rows.slice(index, index + 1));
    else {
      if (plain.length > 0) blocks.push(plain);
      plain = [];
      blocks.push(...set.columns);
    }
    index += set?.rows ?? 1;
  }
  if (plain.length > 0) blocks.push(plain);
  return blocks;
}

/** A second column needs a few stretches of words that begin well inside the page; most pages have none. */
function mayHaveColumns(rows: readonly Row[], page: Interval): boolean {
  const inside = page.from + (page.to - page.from) * 0.25;
  let found = 0;
  for (const row of rows) {
    if (row.segments.some(({ left, text }) => left > inside && text.length >= 14 && /\p{L}{3}/u.test(text))) found += 1;
    if (found >= 3) return true;
  }
  return false;
}

/** Columns at the start of a zone: as far down as they read like text, for a figure or table may stand below. */
function columnsWithin(rows: readonly Row[], gutters: readonly Interval[]): { rows: number; columns: Row[][] } | null {
  if (!gutters.every((gutter) => hasWordsBeside(rows, gutter))) return null;
  const steps = rows.slice(1).map((row, index) => row.base - (rows[index]?.base ?? 0));
  const wide = 1.8 * median(steps);
  const ends = [rows.length, ...steps.flatMap((step, index) => (step > wide || (rows[index + 1]?.segments.length ?? 0) > gutters.length + 1 ? [index + 1] : [])).toReversed(), ...[0.8, 0.65, 0.5].map((part) => Math.round(rows.length * part))];
  for (const end of ends.slice(0, 12)) {
    const columns = end >= 4 ? columnsOf(rows.slice(0, end), gutters) : null;
    if (columns !== null) return { rows: end, columns };
  }
  return null;
}

/** On each side of the strip at least three rows of words: what tables rarely have, found out before the columns are built. */
function hasWordsBeside(rows: readonly Row[], { from, to }: Interval): boolean {
  let before = 0;
  let after = 0;
  for (const { segments } of rows) {
    for (const { left, right, text } of segments) {
      if (text.length < 14 || !/\p{L}{3}/u.test(text)) continue;
      if (right <= from + 1) before += 1;
      else if (left >= to - 1) after += 1;
    }
    if (before >= 3 && after >= 3) return true;
  }
  return false;
}

/** The longest stretch of rows from `start` that leaves a strip free from top to bottom with text on both its sides. */
function zoneFrom(rows: readonly Row[], start: number, page: Interval): { end: number; gutters: Interval[] } | null {
  const margin = (page.to - page.from) * 0.12;
  const inner = { from: page.from + margin, to: page.to - margin };
  let open: Interval[] = [inner];
  let found: { end: number; gutters: Interval[] } | null = null;
  let left = Infinity;
  let right = -Infinity;
  for (let index = 0; start + index < rows.length; index += 1) {
    const row = rows[start + index];
    if (row === undefined) break;
    const free = freeOf(row, inner);
    open = open.flatMap((strip) => free.map((gap) => ({ from: Math.max(strip.from, gap.from), to: Math.min(strip.to, gap.to) })))
      .filter((strip) => strip.to - strip.from >= gutterWidth * row.size);
    left = Math.min(left, row.left);
    right = Math.max(right, row.right);
    const gutters = open.filter((strip) => left < strip.from && right > strip.to);
    if (index >= 2 && gutters.length > 0) found = { end: start + index + 1, gutters };
    else if (open.length === 0 || found !== null) break;
  }
  return found;
}

function freeOf(row: Row, inner: Interval): Interval[] {
  const free: Interval[] = [];
  let from = inner.from;
  for (const segment of row.segments.toSorted((a, b) => a.left - b.left)) {
    if (segment.left > from) free.push({ from, to: Math.min(segment.left, inner.to) });
    from = Math.max(from, segment.right);
  }
  if (from < inner.to) free.push({ from, to: inner.to });
  return free;
}

/** The columns a zone falls into, or null when they do not read like columns of text. */
function columnsOf(rows: readonly Row[], gutters: readonly Interval[]): Row[][] | null {
  const borders = gutters.map(({ from, to }) => (from + to) / 2).sort((a, b) => a - b);
  const columns: Row[][] = Array.from({ length: borders.length + 1 }, () => []);
  for (const row of rows) {
    const parts: Segment[][] = columns.map(() => []);
    for (const segment of row.segments) parts[borders.filter((border) => border < (segment.left + segment.right) / 2).length]?.push(segment);
    for (const [index, part] of parts.entries()) if (part.length > 0) columns[index]?.push(rowOf(part));
  }
  return columns.every(readsLikeText) ? columns : null;
}

/** Lines of letters that mostly fill the width of the column and follow one another without holes. */
function readsLikeText(rows: readonly Row[]): boolean {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined || rows.length < 3) return false;
  if (rows.filter((row) => row.segments.length > 1).length > rows.length * 0.3) return false;
  const width = Math.max(...rows.map((row) => row.right)) - Math.min(...rows.map((row) => row.left));
  if (median(rows.map((row) => row.right - row.left)) < width * 0.6) return false;
  const all = rows.map((row) => row.segments.map((segment) => segment.text).join(' ')).join('');
  const letters = all.match(/\p{L}+/gu)?.reduce((sum, word) => sum + word.length, 0) ?? 0;
  if (letters < all.length * 0.55 || all.length < rows.length * 14) return false;
  const steps = rows.slice(1).map((row, index) => row.base - (rows[index]?.base ?? 0));
  return (median(steps) * (rows.length - 1)) / Math.max(last.base - first.base, 1) > 0.7;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
