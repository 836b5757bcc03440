import type { Block } from '../blocks.ts';
import { attributeOf } from '../xml.ts';

type Row = { readonly cells: string[]; readonly isHeader: boolean };
type Table = { readonly rows: Row[]; cell: string | null; repeated: number; inHeader: boolean };

/** A table with longer cells is there for the layout. */
const longestCell = 3_000;
/** Empty cells, and those with text, that are repeated more often than this, and rows with more cells, are not written out. */
const mostEmpty = 64;
const mostRepeated = 8;
const mostCells = 1_024;

/** The tables of a text as its XML goes by; a table inside a cell becomes lines of that cell. */
export class OdfTables {
  readonly #open: Table[] = [];

  /** True inside of a cell. */
  get isInside(): boolean {
    return this.#open.some(({ cell }) => cell !== null);
  }

  open(name: string, attributes: string): void {
    const table = this.#open.at(-1);
    switch (name) {
      case 'table': this.#open.push({ rows: [], cell: null, repeated: 1, inHeader: false }); break;
      case 'table-header-rows': if (table !== undefined) table.inHeader = true; break;
      case 'table-row': table?.rows.push({ cells: [], isHeader: table.inHeader }); break;
      case 'table-cell': case 'covered-table-cell':
        if (table === undefined) break;
        table.cell = '';
        table.repeated = Math.min(mostEmpty, Number(attributeOf(attributes, 'number-columns-repeated') ?? 1) || 1);
        break;
      default:
    }
  }

  /** The blocks of a table that ended outside of any other; null while none did. */
  close(name: string): Block[] | null {
    const table = this.#open.at(-1);
    if (table === undefined) return null;
    if (name === 'table-header-rows') table.inHeader = false;
    if ((name === 'table-cell' || name === 'covered-table-cell') && table.cell !== null) {
      const row = table.rows.at(-1);
      const times = table.cell === '' ? table.repeated : Math.min(mostRepeated, table.repeated);
      for (let count = 0; count < times && row !== undefined && row.cells.length < mostCells; count += 1) row.cells.push(table.cell);
      table.cell = null;
    }
    return name === 'table' ? this.#end() : null;
  }

  /** Writes a paragraph into the cell that is open; false where none is. */
  write(text: string): boolean {
    const table = this.#open.findLast(({ cell }) => cell !== null);
    if (table === undefined || table.cell === null) return false;
    table.cell += table.cell === '' ? text : `\n${text}`;
    return true;
  }

  #end(): Block[] | null {
    const table = this.#open.pop();
    if (table === undefined) return null;
    const rows = table.rows.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
    const [first, ...others] = rows;
    if (first === undefined) return null;
    if (this.isInside) {
      for (const row of rows) this.write(row.cells.join('  '));
      return null;
    }
    const isLayout = rows.every((row) => row.cells.length < 2) || rows.some((row) => row.cells.some((cell) => cell.length > longestCell));
    if (isLayout) return rows.flatMap((row) => row.cells.flatMap((cell) => cell.split('\n'))).filter((text) => text.trim() !== '').map((text) => ({ kind: 'paragraph', text }));
    const named = first.cells.filter((cell) => /\p{L}/u.test(cell) && cell.length <= 60 && !/\d{3}/.test(cell)).length;
    const hasHeader = others.length > 0 && (first.isHeader || named === first.cells.length || (first.cells[0] === '' && named > 0 && named === first.cells.length - 1));
    return [{ kind: 'table', header: hasHeader ? first.cells : null, rows: (hasHeader ? others : rows).map(({ cells }) => cells) }];
  }
}
