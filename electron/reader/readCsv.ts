import Papa from 'papaparse';
import type { ExtractedPage, ReadEvent } from '../shared/readerContract.ts';
import { measured } from '../shared/reasonDetail.ts';
import { rowText, sectionUnits } from './blocks.ts';
import { LanguageGuess } from './language.ts';
import { TextBudget, type ReadLimits } from './limits.ts';
import { nameWords } from './names.ts';

const pagesPerEvent = 32;
/** A block of rows is about this long, UTF-16 units. */
const blockUnits = 4_000;

/** Blocks of rows; the first row, where it names the columns, is the table header of every block. */
export function* readCsv(text: string, path: string, limits: ReadLimits): Generator<ReadEvent> {
  const blocks = new RowBlocks(limits);
  Papa.parse<string[]>(text, {
    delimitersToGuess: [',', ';', '\t', '|'], skipEmptyLines: false,
    step: ({ data }, parser) => {
      if (!blocks.add(data)) parser.abort();
    },
  });
  const pages = blocks.finish();
  const language = new LanguageGuess();
  for (const page of pages.slice(0, 10)) language.add(page.text);
  yield { type: 'facts', facts: { format: 'csv', title: nameWords(path), language: language.best(), pageCount: pages.length, documentDate: null } };
  for (let from = 0; from < pages.length; from += pagesPerEvent) yield { type: 'pages', pages: pages.slice(from, from + pagesPerEvent) };
  if (pages.length === 0) yield { type: 'outcome', outcome: { state: 'skipped', reason: { code: 'no-text' } } };
  else yield { type: 'outcome', outcome: blocks.isCut ? { state: 'indexed-partly', reason: { code: 'limit-exceeded', detail: measured('rows', blocks.rows) } } : { state: 'indexed', reason: null } };
}

class RowBlocks {
  rows = 0;
  isCut = false;
  #header: string | null = null;
  #text = '';
  #ranges: { start: number; end: number }[] = [];
  #firstRow = 1;
  #lastRow = 1;
  #waiting: { readonly cells: readonly string[]; readonly row: number } | null = null;
  readonly #pages: ExtractedPage[] = [];
  readonly #budget: TextBudget;
  readonly #mostPages: number;

  constructor(limits: ReadLimits) {
    this.#budget = new TextBudget(limits.maxTextUnits);
    this.#mostPages = limits.maxPages;
  }

  /** False once the limit is reached. */
  add(cells: readonly string[]): boolean {
    this.rows += 1;
    if (cells.every((cell) => cell.trim() === '')) return true;
    // Whether the first row is a header shows only beside the second.
    if (this.#header === null && this.#waiting === null) {
      this.#waiting = { cells: [...cells], row: this.rows };
      return true;
    }
    this.#settleHeader(cells);
    return this.#write(cells, this.rows, true);
  }

  finish(): ExtractedPage[] {
    this.#settleHeader(null);
    this.#close();
    return this.#pages;
  }

  #settleHeader(next: readonly string[] | null): void {
    const first = this.#waiting;
    if (first === null) return;
    this.#waiting = null;
    const isHeader = next !== null && namesColumns(first.cells, next);
    this.#header = isHeader ? rowText(first.cells) : '';
    this.#write(first.cells, first.row, !isHeader);
  }

  #write(cells: readonly string[], row: number, isRow: boolean): boolean {
    const text = rowText(cells);
    if (this.isCut || this.#pages.length >= this.#mostPages || !this.#budget.take(text.length + 1)) {
      this.isCut = true;
      return false;
    }
    if (this.#text !== '' && this.#text.length + text.length > Math.min(blockUnits, sectionUnits.most)) this.#close();
    if (this.#text === '') this.#firstRow = row;
    this.#lastRow = row;
    const start = this.#text === '' ? 0 : this.#text.length + 1;
    this.#text += this.#text === '' ? text : `\n${text}`;
    if (isRow) this.#ranges.push({ start, end: this.#text.length });
    return true;
  }

  #close(): void {
    if (this.#text === '') return;
    this.#pages.push({
      number: this.#pages.length + 1, text: this.#text, locator: { kind: 'rows', firstRow: this.#firstRow, lastRow: this.#lastRow }, headings: [],
      tables: [{ start: 0, end: this.#text.length, header: this.#header ?? '', rows: this.#ranges }],
    });
    this.#text = '';
    this.#ranges = [];
  }
}

/** A header has a name in (nearly) every column and no figures, while the row below it has some or is longer. */
function namesColumns(first: readonly string[], second: readonly string[]): boolean {
  const named = first.filter((cell) => /\p{L}/u.test(cell) && cell.length <= 80).length;
  const isFigure = (cell: string) => /^[^\p{L}]*\d[^\p{L}]*$/u.test(cell.trim());
  if (named < Math.max(1, first.length * 0.6) || first.filter(isFigure).length > first.length * 0.2) return false;
  return first.length > 1 && (second.some(isFigure) || new Set(first).size === first.length);
}
