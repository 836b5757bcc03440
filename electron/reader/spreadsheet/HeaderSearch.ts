import { rowText } from '../blocks.ts';
import type { SheetCell } from './SheetPages.ts';

type Row = { readonly row: number; readonly cells: readonly SheetCell[] };
/** A row with what it is: `header` names its columns ('' for none), `isRow` is false for the header's own line and for plain lines. */
export type PlacedRow = Row & { readonly header: string; readonly isRow: boolean; readonly left: number };

/** How far down in a group of rows its header may stand: titles and remarks come above it. */
const deepestHeader = 6;

/**
 * Finds the rows that name the columns of those below them. A group of rows ends at an empty one; a group without a header of its own
 * goes on under the last one where it stands in the same columns.
 */
export class HeaderSearch {
  readonly #known: ReadonlySet<number>;
  #header: { readonly text: string; readonly left: number; readonly right: number } | null = null;
  #foundHere = false;
  #rowsHere = 0;
  #waiting: Row | null = null;
  #lastRow = 0;

  constructor(known: ReadonlySet<number>) {
    this.#known = known;
  }

  /** Whether a row is a header shows only beside the next one: it comes back with that. */
  push(row: Row): PlacedRow[] {
    const follows = row.row === this.#lastRow + 1;
    const out = this.#waiting === null ? [] : [this.#place(this.#waiting, follows ? row : null)];
    if (!follows || (this.#header !== null && liesBeside(row.cells, this.#header))) {
      this.#foundHere = false;
      this.#rowsHere = 0;
      if (this.#header !== null && !stands(row.cells, this.#header)) this.#header = null;
    }
    this.#lastRow = row.row;
    this.#waiting = row;
    return out;
  }

  /** A row that does not show ends no group. */
  passOver(row: number): void {
    if (row === this.#lastRow + 1) this.#lastRow = row;
  }

  finish(): PlacedRow[] {
    const last = this.#waiting;
    this.#waiting = null;
    return last === null ? [] : [this.#place(last, null)];
  }

  #place(row: Row, next: Row | null): PlacedRow {
    this.#rowsHere += 1;
    const left = row.cells[0]?.column ?? 1;
    const right = row.cells.at(-1)?.column ?? left;
    const isHeader = this.#known.has(row.row) || (!this.#foundHere && this.#rowsHere <= deepestHeader && next !== null && namesColumns(row.cells, next.cells));
    if (isHeader) {
      this.#foundHere = true;
      this.#header = { text: rowText(row.cells.map(({ text }) => text)).slice(0, 2_000), left, right };
      return { ...row, header: this.#header.text, isRow: false, left };
    }
    const isPlain = row.cells.length === 1 && !this.#foundHere;
    const header = isPlain || this.#header === null ? '' : this.#header.text;
    return { ...row, header, isRow: !isPlain, left: this.#header === null ? left : Math.min(left, this.#header.left) };
  }
}

/** A table that begins to the right or left of the last one is another one, even without an empty row between them. */
function liesBeside(cells: readonly SheetCell[], { left, right }: { readonly left: number; readonly right: number }): boolean {
  return (cells[0]?.column ?? 0) > right || (cells.at(-1)?.column ?? 0) < left;
}

function stands(cells: readonly SheetCell[], { left, right }: { readonly left: number; readonly right: number }): boolean {
  return cells.length > 1 && (cells[0]?.column ?? 0) >= left && (cells.at(-1)?.column ?? 0) <= right;
}

/** A header has a name in (nearly) every column and no figures but years, while the row below it has some or as many cells. */
function namesColumns(first: readonly SheetCell[], second: readonly SheetCell[]): boolean {
  const isFigure = ({ text }: SheetCell) => text.length <= 80 && /^[^\p{L}]*\d[^\p{L}]*$/u.test(text.trim());
  const isYear = ({ text }: SheetCell) => /^(?:19|20)\d\d$/.test(text.trim());
  const named = first.filter((cell) => (/\p{L}/u.test(cell.text) && cell.text.length <= 80) || isYear(cell)).length;
  if (first.length < 2 || named < first.length * 0.6 || first.filter((cell) => isFigure(cell) && !isYear(cell)).length > first.length * 0.2) return false;
  if (second.length < first.length * 0.4) return false;
  return second.some(isFigure) || new Set(first.map(({ text }) => text)).size === first.length;
}
