import type { HiddenKind } from '../../../shared/schemas.ts';
import type { Block } from '../../blocks.ts';
import type { UnnumberedPage } from '../../emitPages.ts';
import type { OdfStyles } from '../../office/odfStyles.ts';
import { OdfText } from '../../office/odfText.ts';
import { pagesAt } from '../../ooxml/pagesAt.ts';
import { attributeOf, type XmlHandler } from '../../xml.ts';
import type { CellBudget } from '../CellBudget.ts';
import { HiddenColumns } from '../HiddenColumns.ts';
import { SheetPages, type SheetCell } from '../SheetPages.ts';
import { lastColumn, lastRow } from '../xlsx/cellReference.ts';

/** Rows and cells that are repeated more often are written out this often: the rest says nothing new. */
const mostRepeated = 1_000;
/** Excel takes no more text in a cell; no row is written out longer than `longestRow`. */
const longestCell = 32_767;
const longestRow = 400_000;

type Cell = { column: number; readonly why: HiddenKind | null; readonly repeated: number; readonly value: string; text: string };

/** The sheets of an OpenDocument spreadsheet as its XML goes by. Cells come as the file says they show. */
export class OdsWalk implements XmlHandler {
  readonly pages: UnnumberedPage[] = [];
  readonly #styles: OdfStyles;
  readonly #objectBlocks: (folder: string) => Block[];
  readonly #budget: CellBudget;
  #sheet: { readonly name: string; readonly isHidden: boolean; readonly rows: SheetPages } | null = null;
  #hiddenColumns = new HiddenColumns();
  #columns = 0;
  #row = 0;
  #rowRepeated = 1;
  #rowHidden = false;
  #rowUnits = 0;
  #cells: SheetCell[] = [];
  #column = 0;
  #cell: Cell | null = null;
  #paragraphs = 0;
  /** Remarks on cells and what floats above them: read as text, apart from the cells. */
  #aside: { readonly text: OdfText; depth: number } | null = null;
  #asideRow = 1;
  readonly #floating: Block[] = [];
  readonly #remarks: { readonly row: number; readonly text: string }[] = [];
  #tablesOpen = 0;

  constructor(styles: OdfStyles, objectBlocks: (folder: string) => Block[], budget: CellBudget) {
    this.#styles = styles;
    this.#objectBlocks = objectBlocks;
    this.#budget = budget;
  }

  open(name: string, attributes: string): void {
    if (this.#aside !== null || name === 'annotation' || name === 'shapes' || name === 'frame' || name === 'custom-shape') {
      this.#openAside(name, attributes);
      return;
    }
    switch (name) {
      case 'table': this.#openTable(attributes); break;
      case 'table-column': this.#openColumn(attributes); break;
      case 'table-row':
        this.#rowRepeated = repeats(attributes, 'number-rows-repeated', lastRow);
        this.#rowHidden = /visibility="(?:collapse|filter)"/.test(attributes);
        this.#column = 0;
        this.#rowUnits = 0;
        this.#cells = [];
        break;
      case 'table-cell': case 'covered-table-cell':
        this.#cell = { column: this.#column + 1, why: this.#styles.hiddenKind(attributeOf(attributes, 'style-name')), repeated: repeats(attributes, 'number-columns-repeated', lastColumn), value: valueOf(attributes), text: '' };
        this.#paragraphs = 0;
        break;
      case 'p': if (this.#cell !== null && (this.#paragraphs += 1) > 1) this.#cell.text += '\n'; break;
      case 's': this.#write(' '); break;
      case 'tab': case 'line-break': this.#write(' '); break;
      default:
    }
  }

  close(name: string): void {
    if (this.#aside !== null) this.#closeAside(name);
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#endCell();
    else if (name === 'table-row') this.#endRow();
    else if (name === 'table') this.#endTable();
  }

  text(text: string): void {
    if (this.#aside !== null) this.#aside.text.text(text);
    else if (this.#paragraphs > 0) this.#write(text);
  }

  /** Closes the sheet in hand where the file ends inside of it. */
  finish(): void {
    this.#aside = null;
    this.#tablesOpen = Math.min(1, this.#tablesOpen);
    if (this.#tablesOpen === 1) this.#endTable();
  }

  #write(text: string): void {
    if (this.#cell !== null && this.#cell.text.length < longestCell) this.#cell.text += text;
  }

  #openTable(attributes: string): void {
    this.#tablesOpen += 1;
    if (this.#tablesOpen > 1) return;
    const name = attributeOf(attributes, 'name') ?? '';
    const isHidden = !this.#styles.isShown(attributeOf(attributes, 'style-name'));
    this.#sheet = { name, isHidden, rows: new SheetPages(name, isHidden) };
    this.#row = 0;
    this.#columns = 0;
    this.#hiddenColumns = new HiddenColumns();
  }

  #openColumn(attributes: string): void {
    const count = repeats(attributes, 'number-columns-repeated', lastColumn);
    if (/visibility="(?:collapse|filter)"/.test(attributes)) this.#hiddenColumns.add(this.#columns + 1, this.#columns + count);
    this.#columns = Math.min(lastColumn, this.#columns + count);
  }

  #endCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    this.#paragraphs = 0;
    if (cell === null) return;
    const text = (cell.text.trim() === '' ? cell.value : cell.text).slice(0, longestCell);
    this.#column = Math.min(lastColumn, this.#column + cell.repeated);
    if (text === '') return;
    for (let index = 0; index < Math.min(mostRepeated, cell.repeated) && this.#rowUnits < longestRow && this.#budget.take(); index += 1) {
      const column = cell.column + index;
      this.#rowUnits += text.length;
      this.#cells.push({ column, text, why: this.#hiddenColumns.has(column) ? 'hidden-rows' : cell.why });
    }
  }

  #endRow(): void {
    const sheet = this.#sheet;
    const times = this.#cells.length === 0 ? 0 : Math.min(mostRepeated, this.#rowRepeated);
    for (let index = 0; index < times && sheet !== null && (index === 0 || this.#budget.take()); index += 1) {
      if (this.#row + index + 1 <= lastRow) sheet.rows.add({ row: this.#row + index + 1, isHidden: this.#rowHidden, cells: this.#cells });
      this.pages.push(...sheet.rows.take());
    }
    this.#cells = [];
    this.#row = Math.min(lastRow, this.#row + this.#rowRepeated);
  }

  #endTable(): void {
    this.#tablesOpen -= 1;
    const sheet = this.#sheet;
    if (this.#tablesOpen > 0 || sheet === null) return;
    this.#sheet = null;
    const hidden = sheet.isHidden ? 'hidden-sheet' : undefined;
    const locator = { kind: 'rows' as const, sheet: sheet.name, firstRow: 1, lastRow: Math.max(1, this.#row) };
    this.pages.push(...sheet.rows.take(true), ...pagesAt(locator, this.#floating.splice(0), hidden));
    const remarks = this.#remarks.splice(0);
    const rows = { firstRow: remarks[0]?.row ?? 1, lastRow: remarks.at(-1)?.row ?? 1 };
    this.pages.push(...pagesAt({ ...locator, ...rows }, remarks.map(({ row, text }) => ({ kind: 'item', text: `${row}: ${text}` })), 'comment'));
  }

  #openAside(name: string, attributes: string): void {
    if (this.#aside === null) {
      this.#aside = { text: new OdfText(this.#styles, this.#objectBlocks), depth: 0 };
      this.#asideRow = Math.min(lastRow, this.#row + 1);
    }
    this.#aside.depth += 1;
    this.#aside.text.open(name, attributes);
  }

  #closeAside(name: string): void {
    if (this.#aside === null) return;
    this.#aside.text.close(name);
    this.#aside.depth -= 1;
    if (this.#aside.depth > 0) return;
    for (const block of this.#aside.text.take(true)) {
      if (block.kind === 'hidden' && block.why === 'comment') this.#remarks.push({ row: this.#asideRow, text: block.text });
      else this.#floating.push(block);
    }
    this.#aside = null;
  }
}

function repeats(attributes: string, name: string, most: number): number {
  if (!attributes.includes(name)) return 1;
  return Math.min(most, Math.max(1, Math.floor(Number(attributeOf(attributes, name))) || 1));
}

/** What a cell holds, for those that are written without the text they show. */
function valueOf(attributes: string): string {
  if (!attributes.includes('value')) return '';
  const truth = attributeOf(attributes, 'boolean-value');
  return truth?.toUpperCase() ?? attributeOf(attributes, 'date-value') ?? attributeOf(attributes, 'string-value') ?? attributeOf(attributes, 'office:value') ?? '';
}
