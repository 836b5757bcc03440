import type { HiddenKind } from '../../shared/schemas.ts';
import { partsOf, rowText, sectionUnits } from '../blocks.ts';
import type { UnnumberedPage } from '../emitPages.ts';
import { HeaderSearch } from './HeaderSearch.ts';

/** A cell as it shows. `column` counts from 1; `why` where it does not show. */
export type SheetCell = { readonly column: number; readonly text: string; readonly why: HiddenKind | null };
/** A row with its cells from left to right; empty ones may be left out. `row` counts from 1. */
export type SheetRow = { readonly row: number; readonly isHidden: boolean; readonly cells: readonly SheetCell[] };

/** A block of rows is about this long, UTF-16 units. */
const blockUnits = 4_000;
/** More empty columns than this between two cells are shown as one gap. */
const mostGaps = 30;

/**
 * Puts the rows of one sheet together to pages. The sheet's name heads the first; every page knows the header of its tables. What
 * does not show comes on pages of its own, by reason, behind those of the same rows.
 */
export class SheetPages {
  readonly #sheet: string;
  readonly #isHidden: boolean;
  readonly #done: UnnumberedPage[] = [];
  readonly #shown: RowBlock;
  readonly #hidden = new Map<HiddenKind, RowBlock>();
  readonly #search: HeaderSearch;

  /** `headerRows`: rows known to be headers of tables. */
  constructor(sheet: string, isHidden: boolean, headerRows: ReadonlySet<number> = new Set()) {
    this.#sheet = sheet;
    this.#isHidden = isHidden;
    this.#shown = new RowBlock();
    this.#search = new HeaderSearch(headerRows);
    this.#shown.heading(sheet);
  }

  /** Rows come from top to bottom. */
  add({ row, isHidden, cells }: SheetRow): void {
    const filled = cells.filter((cell) => cell.text.trim() !== '');
    if (filled.length === 0) return;
    // In a sheet that is hidden as a whole nothing needs to be told apart.
    const shown = this.#isHidden ? filled : filled.filter((cell) => !isHidden && cell.why === null);
    if (shown.length > 0) for (const ready of this.#search.push({ row, cells: shown })) this.#write(this.#shown, ready.row, ready.cells, ready.header, ready.isRow, ready.left);
    else this.#search.passOver(row);
    if (this.#isHidden || shown.length === filled.length) return;
    for (const [why, apart] of Map.groupBy(filled, (cell) => (isHidden ? 'hidden-rows' : cell.why))) if (why !== null) this.#write(this.#blockOf(why), row, apart, '', true, apart[0]?.column ?? 1);
  }

  /** Pages finished so far, each once; `finish` closes the one in hand. */
  take(finish = false): UnnumberedPage[] {
    if (finish) {
      for (const ready of this.#search.finish()) this.#write(this.#shown, ready.row, ready.cells, ready.header, ready.isRow, ready.left);
      this.#close();
    }
    return this.#done.splice(0);
  }

  #write(block: RowBlock, row: number, cells: readonly SheetCell[], header: string, isRow: boolean, left: number): void {
    for (const part of partsOf(rowText(inColumns(cells, left)))) {
      if (block.units + part.length > Math.min(blockUnits, sectionUnits.most) && !block.isEmpty) this.#close();
      block.write(part, row, header, isRow);
    }
  }

  #blockOf(why: HiddenKind): RowBlock {
    const block = this.#hidden.get(why) ?? new RowBlock();
    this.#hidden.set(why, block);
    return block;
  }

  #close(): void {
    if (!this.#shown.isEmpty) this.#done.push({ ...this.#shown.take(this.#sheet), ...(this.#isHidden ? { hidden: 'hidden-sheet' } : {}) });
    for (const [hidden, block] of this.#hidden) if (!block.isEmpty) this.#done.push({ ...block.take(this.#sheet), hidden });
  }
}

/** Cells with empty ones in between, so that each stands under its header; `left` is the column the table begins in. */
function inColumns(cells: readonly SheetCell[], left: number): string[] {
  const texts: string[] = [];
  let column = Math.min(left, cells[0]?.column ?? left);
  for (const cell of cells) {
    const gap = cell.column - column;
    for (let empty = gap > mostGaps ? 1 : gap; empty > 0; empty -= 1) texts.push('');
    texts.push(cell.text);
    column = cell.column + 1;
  }
  return texts;
}

/** The text of one page in the making, its tables and the rows it covers. */
class RowBlock {
  #text = '';
  #headings: UnnumberedPage['headings'] = [];
  #tables: { start: number; end: number; header: string; rows: { start: number; end: number }[] }[] = [];
  #firstRow: number | null = null;
  #lastRow = 1;

  get units(): number {
    return this.#text.length;
  }

  /** True while no row is in it, whatever stands at its head. */
  get isEmpty(): boolean {
    return this.#firstRow === null;
  }

  heading(text: string): void {
    const line = text.replace(/\s+/g, ' ').trim().slice(0, 300);
    if (line === '') return;
    this.#headings = [{ start: 0, end: line.length, level: 1 }];
    this.#text = line;
  }

  write(text: string, row: number, header: string, isRow: boolean): void {
    if (this.#text !== '') this.#text += this.isEmpty ? '\n\n' : '\n';
    const start = this.#text.length;
    this.#text += text;
    this.#lastRow = this.#firstRow === null ? row : Math.max(this.#lastRow, row);
    this.#firstRow = Math.min(this.#firstRow ?? row, row);
    // A header's own line opens its table; a plain line stands outside of any.
    if (!isRow && header === '') return;
    const before = this.#tables.at(-1);
    const goesOn = before !== undefined && before.header === header && before.end + 1 === start && isRow;
    const table = goesOn ? before : { start, end: start, header, rows: [] };
    if (!goesOn) this.#tables.push(table);
    if (isRow) table.rows.push({ start, end: this.#text.length });
    table.end = this.#text.length;
  }

  take(sheet: string): UnnumberedPage {
    const page: UnnumberedPage = {
      text: this.#text, locator: { kind: 'rows', sheet, firstRow: this.#firstRow ?? 1, lastRow: this.#lastRow }, headings: this.#headings, tables: this.#tables,
    };
    this.#text = '';
    this.#headings = [];
    this.#tables = [];
    this.#firstRow = null;
    return page;
  }
}
