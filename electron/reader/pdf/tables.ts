import type { Row } from './rows.ts';

/** Rows `from` to `to` (not included) of a block are a table; the first `headerRows` are its header. */
export type TableRows = { readonly from: number; readonly to: number; readonly headerRows: number; readonly header: string };

const mostHeaderRows = 6;
const number = /^[$€£¥]?\s*[(+\-−–—]?\s*[$€£¥]?\s*\d[\d.,'\s]*\s*[)%]*(?:[a-z*†]|\(\d\))?$|^[-–—]+%?$|^(?:n\/?a|nm|nil)$/iu;
const yearOrDate = /^(?:19|20)\d\d$|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/;

/** Tables among the rows of a block: rows of several segments that line up, with the single labels between them. */
export function tablesIn(rows: readonly Row[]): TableRows[] {
  const tables: TableRows[] = [];
  for (let index = 0; index < rows.length; ) {
    const to = tableEnd(rows, index);
    if (to === null) {
      index += 1;
      continue;
    }
    const from = withTitles(rows, index, tables.at(-1)?.to ?? 0, to);
    tables.push({ from, to, ...headerOf(rows.slice(from, to)) });
    index = to;
  }
  return tables;
}

/** Where the table that begins at `start` ends, or null when none does. */
function tableEnd(rows: readonly Row[], start: number): number | null {
  if ((rows[start]?.segments.length ?? 0) < 2) return null;
  let end = start + 1;
  for (let index = start + 1; index < rows.length && index - end <= 2; index += 1) {
    const row = rows[index];
    const before = rows[index - 1];
    if (row === undefined || before === undefined || row.base - before.base > 4.5 * Math.max(row.size, before.size)) break;
    // A line set larger than the rows is the heading of what comes next.
    if (row.segments.length === 1 && row.size > 1.12 * Math.max(rows[start]?.size ?? 0, rows[end - 1]?.size ?? 0, rows[index + 1]?.size ?? 0)) break;
    // A running foot may have segments too, but stands apart and lines up with nothing.
    if (row.segments.length > 1 && row.base - before.base > 2 * before.size && !linesUp([...rows.slice(start, end).filter((one) => one.segments.length > 1).slice(-3), row], 1)) break;
    // A long single line is prose between two tables.
    if (row.segments.length === 1 && (row.segments[0]?.text.length ?? 0) > 110) break;
    if (row.segments.length > 1) end = index + 1;
  }
  const several = rows.slice(start, end).filter((row) => row.segments.length > 1);
  const labels = Math.min(...several.map((row) => row.left)) + 3;
  // The last cell may go on below its row.
  for (let row = rows[end]; row !== undefined && row.segments.length === 1 && row.left > labels && row.base - (rows[end - 1]?.base ?? 0) <= 1.35 * row.size; row = rows[end]) end += 1;
  return several.length >= 2 && linesUp(several) ? end : null;
}

/** At least half of the rows (or the last ones, `last` of them) share the left, right or middle of a cell after the first with another row. */
function linesUp(rows: readonly Row[], last?: number): boolean {
  const edges = new Map<string, number>();
  const keysOf = (row: Row) => {
    const step = Math.max(row.size * 0.6, 2);
    return new Set(row.segments.slice(1).flatMap(({ left, right }) => [['l', left], ['r', right], ['m', (left + right) / 2]] as const)
      .flatMap(([edge, at]) => [`${edge}${Math.floor(at / step)}`, `${edge}${Math.floor(at / step + 0.5)}h`]));
  };
  const keys = rows.map(keysOf);
  for (const set of keys) for (const key of set) edges.set(key, (edges.get(key) ?? 0) + 1);
  const asked = last === undefined ? keys : keys.slice(-last);
  return asked.filter((set) => [...set].some((key) => (edges.get(key) ?? 0) > 1)).length >= asked.length / 2;
}

/** Short rows right above that stand over the later columns ("Three months ended") belong to the header. */
function withTitles(rows: readonly Row[], start: number, lowest: number, end: number): number {
  const labelsEnd = Math.max(...rows.slice(start, end).filter((row) => row.segments.length > 1).map((row) => row.segments[0]?.left ?? 0));
  let from = start;
  while (from > lowest) {
    const above = rows[from - 1];
    const below = rows[from];
    if (above === undefined || below === undefined || above.segments.length !== 1 || above.left <= labelsEnd) break;
    if (below.base - above.base > 2.2 * below.size || (above.segments[0]?.text.length ?? 0) > 60) break;
    if (above.left < (below.segments[0]?.right ?? 0) && below.segments.length > 1 && isNumberRow(below)) break;
    from -= 1;
  }
  return from;
}

function isNumberRow(row: Row): boolean {
  const cells = row.segments.slice(1).map(({ text }) => text.trim());
  const numbers = cells.filter((text) => number.test(text) && !yearOrDate.test(text));
  return numbers.length > 0 && (numbers.length >= cells.length / 2 || numbers.at(-1) === cells.at(-1));
}

function headerOf(rows: readonly Row[]): { headerRows: number; header: string } {
  const firstNumbers = rows.findIndex(isNumberRow);
  const bold = boldStart(rows);
  let headerRows = firstNumbers === -1 ? bold : Math.min(firstNumbers, bold > 0 ? bold : firstNumbers);
  const labels = Math.min(...rows.map((row) => row.left)) + 2;
  // Labels without numbers right above the first numbers ("Net sales:") are rows of the body.
  while (headerRows > 0 && rows[headerRows - 1]?.segments.length === 1 && (rows[headerRows - 1]?.left ?? 0) <= labels) headerRows -= 1;
  // Where nothing sets a header off, rows that begin with a label between its first and last are rows of words.
  if (bold === 0 && rows.slice(1, headerRows - 1).some((row) => row.left <= labels)) headerRows = /\d/.test(rows[0]?.segments.map(({ text }) => text).join('') ?? '') ? 0 : 1;
  if (headerRows > mostHeaderRows || headerRows >= rows.length) headerRows = 0;
  return { headerRows, header: headerText(rows.slice(0, headerRows)) };
}

function boldStart(rows: readonly Row[]): number {
  const end = rows.findIndex((row) => !row.bold);
  return end > 0 && end <= mostHeaderRows ? end : 0;
}

/** The header read column by column: what stands in the cells of one column is put together ("June 25," over "2022"). */
function headerText(rows: readonly Row[]): string {
  const cells: { left: number; right: number; text: string }[] = [];
  for (const row of rows) {
    const overlaps = (cell: { left: number; right: number }) => row.segments.filter((segment) => segment.left < cell.right && segment.right > cell.left);
    for (const segment of row.segments) {
      const above = cells.filter((cell) => cell.left < segment.right && cell.right > segment.left && overlaps(cell).length === 1);
      const cell = above.at(-1);
      if (cell !== undefined && above.length === 1) {
        cell.text += ` ${segment.text.trim()}`;
        cell.left = Math.min(cell.left, segment.left);
        cell.right = Math.max(cell.right, segment.right);
      } else cells.push({ left: segment.left, right: segment.right, text: segment.text.trim() });
    }
  }
  return cells.map(({ text }) => text.replace(/\s+/g, ' ')).join(' | ');
}

