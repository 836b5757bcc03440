import { rowOf, type Row, type Segment } from './rows.ts';

type Interval = { readonly from: number; readonly to: number };

/** Pages with more rows than this are read straight down: the search for columns would take too long. */
const mostRows = 3_000;
const gutterWidth = 0.8;

/**
 * Groups of rows in reading order: rows that run across the page come alone; where text is set in columns, each column
 * is a group of its own, read from top to bottom before the next. Columns of a table are not columns of text.
 */
export function readingBlocks(rows: readonly Row[]): Row[][] {
  if (rows.length > mostRows) return [[...rows]];
  const page = { from: Math.min(...rows.map((row) => row.left)), to: Math.max(...rows.map((row) => row.right)) };
  const blocks: Row[][] = [];
  let plain: Row[] = [];
  for (let index = 0; index < rows.length; ) {
    const zone = zoneFrom(rows, index, page);
    const columns = zone === null ? null : columnsOf(rows.slice(index, zone.end), zone.gutters);
    if (columns !== null && zone !== null) {
      if (plain.length > 0) blocks.push(plain);
      plain = [];
      blocks.push(...columns);
    } else plain.push(...rows.slice(index, zone?.end ?? index + 1));
    index = zone?.end ?? index + 1;
  }
  if (plain.length > 0) blocks.push(plain);
  return blocks;
}

/** The longest stretch of rows from `start` that leaves a strip free from top to bottom with text on both its sides. */
function zoneFrom(rows: readonly Row[], start: number, page: Interval): { end: number; gutters: Interval[] } | null {
  const margin = (page.to - page.from) * 0.12;
  const inner = { from: page.from + margin, to: page.to - margin };
  let open: Interval[] = [inner];
  let found: { end: number; gutters: Interval[] } | null = null;
  let left = Infinity;
  let right = -Infinity;
  for (const [index, row] of rows.slice(start).entries()) {
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
  const texts = rows.map((row) => row.segments.map((segment) => segment.text).join(' '));
  const all = texts.join('');
  const letters = all.match(/\p{L}/gu)?.length ?? 0;
  if (letters < all.length * 0.55 || all.length < rows.length * 14) return false;
  if (rows.filter((row) => row.segments.length > 1).length > rows.length * 0.3) return false;
  const width = Math.max(...rows.map((row) => row.right)) - Math.min(...rows.map((row) => row.left));
  if (median(rows.map((row) => row.right - row.left)) < width * 0.6) return false;
  const steps = rows.slice(1).map((row, index) => row.base - (rows[index]?.base ?? 0));
  return (median(steps) * (rows.length - 1)) / Math.max(last.base - first.base, 1) > 0.7;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
