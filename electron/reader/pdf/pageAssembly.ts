import type { ExtractedPage } from '../../shared/readerContract.ts';
import { readingBlocks } from './columns.ts';
import { HyphenRule } from './hyphens.ts';
import { continuesParagraph, edgeOf } from './paragraphs.ts';
import { blankBetween, rowsOf, type Row } from './rows.ts';
import { tablesIn, type TableRows } from './tables.ts';
import type { TextRun } from './TextRun.ts';
import { withWholeRows } from './wholeRows.ts';

/** The characters `from` to `to` of a run's text are the page text's `start` to `end`. */
export type PlacedRun = { readonly run: TextRun; readonly start: number; readonly end: number; readonly from: number };

/** One line of the text as it was set: the material headings are found in. `table`: it is a row of one. */
export type AssembledLine = {
  readonly start: number; readonly end: number; readonly size: number; readonly bold: boolean; readonly table: boolean;
  readonly base: number; readonly startsBlock: boolean; readonly angle: number;
};

export type AssembledPage = Pick<ExtractedPage, 'text' | 'tables'> & { readonly placed: readonly PlacedRun[]; readonly lines: readonly AssembledLine[] };

/**
 * How the pieces of text of a PDF page become its text: lines of a paragraph are joined by blanks; `\n` ends a row, list item, heading
 * or paragraph, a blank line what stands apart. Reading and locating use the same assembly, so a range of the text leads back to its
 * pieces. The text depends on the page alone, never on other pages.
 */
export function assemblePage(runs: readonly TextRun[]): AssembledPage {
  const writer = new PageWriter();
  for (const turned of byAngle(runs)) {
    const blocks = readingBlocks(rowsOf(turned));
    const hyphens = new HyphenRule(blocks);
    for (const block of blocks) writeBlock(writer, block, hyphens);
  }
  return writer.page();
}

/** Upright text first, then text turned another way (labels of axes, stamps), most of it first. */
function byAngle(runs: readonly TextRun[]): TextRun[][] {
  const groups = Map.groupBy(runs, (run) => run.angle);
  const length = (group: readonly TextRun[]) => group.reduce((sum, run) => sum + run.text.length, 0);
  return [...groups.values()].sort((a, b) => length(b) - length(a));
}

function writeBlock(writer: PageWriter, block: readonly Row[], hyphens: HyphenRule): void {
  const { rows, tables } = withWholeRows(block, tablesIn(block));
  const edges = edgeOf(rows.filter((_row, index) => tableAt(tables, index) === undefined));
  let paragraphStart: Row | null = null;
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    const table = tableAt(tables, index);
    const inTable = table !== undefined;
    if (before === undefined || inTable !== (tableAt(tables, index - 1) !== undefined) || table?.from === index) {
      writer.breakBlock();
      paragraphStart = row;
    } else if (!inTable && paragraphStart !== null && continuesParagraph(before, row, paragraphStart, edges)) writer.joinLine(hyphens, row);
    else {
      if (row.base - before.base > 1.7 * Math.max(row.size, before.size) && !inTable) writer.breakBlock();
      else writer.breakLine();
      paragraphStart = row;
    }
    writer.writeRow(row, inTable);
    if (table !== undefined) writer.noteTableRow(table, index);
  }
}

function tableAt(tables: readonly TableRows[], index: number): TableRows | undefined {
  return tables.find((table) => table.from <= index && index < table.to);
}

class PageWriter {
  #text = '';
  #startsBlock = true;
  readonly #placed: PlacedRun[] = [];
  readonly #lines: AssembledLine[] = [];
  readonly #tables: { start: number; end: number; header: string; rows: { start: number; end: number }[] }[] = [];

  breakBlock(): void {
    if (this.#text !== '' && !this.#text.endsWith('\n\n')) this.#text += this.#text.endsWith('\n') ? '\n' : '\n\n';
    this.#startsBlock = true;
  }

  breakLine(): void {
    if (this.#text !== '' && !this.#text.endsWith('\n')) this.#text += '\n';
  }

  /** Goes on in the same paragraph: a word parted at the line's end is put together, else a blank stands between. */
  joinLine(hyphens: HyphenRule, next: Row): void {
    const drop = hyphens.dropAt(this.#text, next.segments[0]?.text ?? '');
    if (drop === 'hyphen') this.#dropLast();
    else if (drop === 'nothing' && !isUnspaced(this.#text.at(-1) ?? '', next.segments[0]?.text[0] ?? '')) this.#text += ' ';
  }

  writeRow(row: Row, inTable: boolean): void {
    const start = this.#text.length;
    for (const [index, segment] of row.segments.entries()) {
      const before = row.segments[index - 1];
      if (before !== undefined) {
        const gap = segment.left > before.right ? segment.left - before.right : before.left - segment.right;
        this.#text = this.#text.trimEnd() + (inTable || gap > 2 * row.size ? '  ' : ' ');
      }
      for (const [place, run] of segment.runs.entries()) {
        const previous = segment.runs[place - 1];
        if (previous !== undefined) this.#text += blankBetween(previous, run);
        this.#write(run);
      }
    }
    this.#lines.push({ start, end: this.#text.length, size: row.size, bold: row.bold, table: inTable, base: row.base, startsBlock: this.#startsBlock, angle: row.segments[0]?.runs[0]?.angle ?? 0 });
    this.#startsBlock = false;
  }

  noteTableRow(table: TableRows, index: number): void {
    const line = this.#lines.at(-1);
    if (line === undefined) return;
    const current = this.#tables.at(-1);
    if (index === table.from || current === undefined) this.#tables.push({ start: line.start, end: line.end, header: table.header, rows: [] });
    else current.end = line.end;
    if (index >= table.from + table.headerRows) this.#tables.at(-1)?.rows.push({ start: line.start, end: line.end });
  }

  page(): AssembledPage {
    return { text: this.#text.trimEnd(), tables: this.#tables, placed: this.#placed, lines: this.#lines };
  }

  #write(run: TextRun): void {
    const from = /[\s]$/.test(this.#text) || this.#text === '' ? run.text.length - run.text.trimStart().length : 0;
    const start = this.#text.length;
    this.#text += run.text.slice(from);
    this.#placed.push({ run, start, end: this.#text.length, from });
  }

  #dropLast(): void {
    this.#text = this.#text.slice(0, -1);
    const last = this.#placed.at(-1);
    if (last !== undefined) this.#placed[this.#placed.length - 1] = { ...last, end: this.#text.length };
  }
}

/** Scripts that write no blanks between words need none where a line was broken. */
function isUnspaced(before: string, after: string): boolean {
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303f\uff00-\uffef]/u;
  return unspaced.test(before) && unspaced.test(after);
}
