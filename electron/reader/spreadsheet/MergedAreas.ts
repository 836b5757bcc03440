import type { SheetCell } from './SheetPages.ts';

/** Rows and columns count from 1, both ends included. */
export type Area = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

/** How many areas are looked at, how many may overlap a row, and how tall one may be whose text is repeated. */
const mostMerged = 20_000;
const mostAbove = 64;
const tallestMerged = 1_000;

/** Cells merged over several rows: their text stands for each of these rows, but is written in the first alone. */
export class MergedAreas {
  readonly #byTop = new Map<number, Area[]>();
  #count = 0;
  /** Areas that reach below their first row, with its text. */
  #above: { readonly area: Area; readonly text: string; readonly why: SheetCell['why'] }[] = [];

  add(area: Area): void {
    this.#count += 1;
    if (this.#count > mostMerged || area.bottom <= area.top || area.bottom - area.top > tallestMerged) return;
    const list = this.#byTop.get(area.top);
    if (list === undefined) this.#byTop.set(area.top, [area]);
    else list.push(area);
  }

  /** The cells of a row from left to right, with what reaches down to it. Rows come from top to bottom, those without text need not come. */
  fill(row: number, cells: readonly SheetCell[]): SheetCell[] {
    this.#above = this.#above.filter(({ area }) => area.bottom >= row);
    const repeated = this.#above.filter(({ area }) => !cells.some(({ column }) => area.left <= column && column <= area.right));
    for (const area of this.#byTop.get(row) ?? []) {
      const cell = cells.find(({ column }) => column === area.left);
      // Of a row that is hidden the rest of the area still shows it.
      if (cell !== undefined && this.#above.length < mostAbove) this.#above.push({ area, text: cell.text, why: cell.why === 'hidden-rows' ? null : cell.why });
    }
    return [...cells, ...repeated.map(({ area, text, why }) => ({ column: area.left, text, why }))].toSorted((a, b) => a.column - b.column);
  }
}
