import { rowOf, segmentOf, type Row, type Segment } from './rows.ts';
import type { TableRows } from './tables.ts';

/**
 * Puts the rows of tables together that were set on several lines: header cells over each other, words wrapped inside a
 * cell, a label that goes on beside its figures. Every cell then reads as one piece.
 */
export function withWholeRows(rows: readonly Row[], tables: readonly TableRows[]): { rows: Row[]; tables: TableRows[] } {
  const whole: Row[] = [];
  const moved: TableRows[] = [];
  let done = 0;
  for (const table of tables) {
    whole.push(...rows.slice(done, table.from));
    const from = whole.length;
    const header = joined(rows.slice(table.from, table.from + table.headerRows), joinHeader);
    const body = rows.slice(table.from + table.headerRows, table.to);
    const wide = rowStep(body);
    whole.push(...header, ...joined(body, (above, row) => joinLabel(above, row) ?? joinWrapped(above, row, wide)));
    moved.push({ ...table, from, to: whole.length, headerRows: header.length });
    done = table.to;
  }
  whole.push(...rows.slice(done));
  return { rows: whole, tables: moved };
}

/** `join` gives two rows as one, or null when they are two. The step between rows is measured from the last line of the row above. */
function joined(rows: readonly Row[], join: (above: Row & { readonly lastBase: number }, row: Row) => Row | null): Row[] {
  const whole: (Row & { lastBase: number })[] = [];
  for (const row of rows) {
    const above = whole.at(-1);
    const one = above === undefined ? null : join(above, row);
    if (one === null) whole.push({ ...row, lastBase: row.base });
    else whole[whole.length - 1] = { ...one, lastBase: row.base };
  }
  return whole;
}

function joinHeader(above: Row & { readonly lastBase: number }, row: Row): Row | null {
  if (row.segments.length < 2 || row.base - above.lastBase > 1.7 * row.size) return null;
  return intoCells(above, row);
}

/** "Derivative assets subject to master netting" over "arrangements  1,427". */
function joinLabel(above: Row & { readonly lastBase: number }, row: Row): Row | null {
  const [label, ...more] = above.segments;
  const [first, ...cells] = row.segments;
  if (label === undefined || first === undefined || more.length > 0 || row.base - above.lastBase > 1.35 * row.size) return null;
  if (Math.abs(first.left - label.left) > 1.5 * row.size || !/^\p{Ll}/u.test(first.text) || /[:.]\s*$/.test(label.text)) return null;
  return rowOf([segmentOf([...label.runs, ...first.runs]), ...cells]);
}

/** Words that go on in cells of the row above. Where rows stand apart and lines do not (`wide`), any cell may go on, else only those after the label. */
function joinWrapped(above: Row & { readonly lastBase: number }, row: Row, wide: number | null): Row | null {
  const step = row.base - above.lastBase;
  if (wide === null ? step > 1.35 * row.size || row.left <= above.left + 3 : step > 0.8 * wide) return null;
  if (row.segments.some(({ text }) => !/\p{L}{2}/u.test(text) || (wide === null && /\d{3}/.test(text)))) return null;
  return intoCells(above, row);
}

/** The segments of `row` behind those they stand under, each under exactly one and no two under the same; null when they do not fit. */
function intoCells(above: Row, row: Row): Row | null {
  const cells: Segment[] = [...above.segments];
  const taken = new Set<number>();
  for (const segment of row.segments) {
    const under = cells.flatMap((cell, index) => (cell.left < segment.right && segment.left < cell.right ? [index] : []));
    const [index] = under;
    const cell = index === undefined ? undefined : cells[index];
    if (under.length !== 1 || index === undefined || cell === undefined || taken.has(index)) return null;
    taken.add(index);
    cells[index] = segmentOf([...cell.runs, ...segment.runs]);
  }
  return rowOf(cells);
}

/** The step from row to row where it is plainly wider than that from line to line inside rows; null where all steps are alike. */
function rowStep(rows: readonly Row[]): number | null {
  const steps = rows.slice(1).map((row, index) => row.base - (rows[index]?.base ?? 0)).filter((step) => step > 0).sort((a, b) => a - b);
  const tight = steps[0];
  if (tight === undefined) return null;
  const wider = steps.filter((step) => step > 1.3 * tight);
  return wider.length >= 2 && wider.length >= steps.length * 0.25 && wider.length < steps.length ? (wider[wider.length >> 1] ?? null) : null;
}
