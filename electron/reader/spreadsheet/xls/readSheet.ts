import type { CellBudget } from '../CellBudget.ts';
import { HiddenColumns } from '../HiddenColumns.ts';
import { MergedAreas } from '../MergedAreas.ts';
import { general } from '../numberFormat.ts';
import type { SheetCell, SheetRow } from '../SheetPages.ts';
import { BiffText } from './BiffText.ts';
import { biff, recordsFrom, type BiffRecord } from './records.ts';
import type { XlsSheet, XlsWorkbook } from './XlsWorkbook.ts';

export type XlsSheetContent = { readonly rows: SheetRow[]; readonly boxes: string[]; readonly remarks: { readonly row: number; readonly text: string }[] };

const errors: Readonly<Record<number, string>> = { 0x00: '#NULL!', 0x07: '#DIV/0!', 0x0f: '#VALUE!', 0x17: '#REF!', 0x1d: '#NAME?', 0x24: '#NUM!', 0x2a: '#N/A' };
const noteObject = 0x19;

/** The cells of a sheet as they show, by rows; what is written in boxes above them; remarks. Errors: file-damaged. */
export function readSheet(stream: Buffer, sheet: XlsSheet, workbook: XlsWorkbook, budget: CellBudget): XlsSheetContent {
  const reader = new SheetReader(workbook, budget);
  let depth = 0;
  for (const record of recordsFrom(stream, sheet.at)) {
    if (record.id === biff.begin) depth += 1;
    if (record.id === biff.eof) depth -= 1;
    if (depth <= 0 || budget.isSpent) break;
    // What is embedded (charts) has records of its own in between: its labels are not cells.
    if (depth === 1) reader.read(record);
  }
  return reader.content();
}

class SheetReader {
  readonly #workbook: XlsWorkbook;
  readonly #budget: CellBudget;
  readonly #cells = new Map<number, SheetCell[]>();
  readonly #hiddenRows = new Set<number>();
  readonly #hiddenColumns = new HiddenColumns();
  readonly #merged = new MergedAreas();
  readonly #boxes: string[] = [];
  readonly #noteTexts = new Map<number, string>();
  readonly #notes: { readonly row: number; readonly id: number; readonly author: string }[] = [];
  /** A formula whose text stands in a record of its own behind it. */
  #pending: { readonly row: number; readonly column: number; readonly style: number } | null = null;
  #object = { type: 0, id: 0 };

  constructor(workbook: XlsWorkbook, budget: CellBudget) {
    this.#workbook = workbook;
    this.#budget = budget;
  }

  read(record: BiffRecord): void {
    const { id, data } = record;
    switch (id) {
      case biff.row: if (data.length >= 16 && (data.readUInt16LE(12) & 0x20) !== 0) this.#hiddenRows.add(data.readUInt16LE(0) + 1); break;
      case biff.columnInfo: if ((data.readUInt16LE(8) & 1) === 1) this.#hiddenColumns.add(data.readUInt16LE(0) + 1, data.readUInt16LE(2) + 1); break;
      case biff.number: this.#number(data, data.readDoubleLE(6)); break;
      case biff.rk: this.#number(data, rkNumber(data.readInt32LE(6))); break;
      case biff.multipleRk: for (let at = 4, column = data.readUInt16LE(2); at + 8 <= data.length; at += 6, column += 1) this.#put(data.readUInt16LE(0), column, data.readUInt16LE(at), this.#shown(data.readUInt16LE(at), rkNumber(data.readInt32LE(at + 2)))); break;
      case biff.labelString: this.#text(data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4), this.#workbook.strings[data.readUInt32LE(6)] ?? ''); break;
      case biff.label: case biff.richString: this.#text(data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4), this.#workbook.text(record, 6)); break;
      case biff.boolOrError: this.#put(data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4), data[7] === 1 ? (errors[data[6] ?? -1] ?? '') : data[6] === 1 ? 'TRUE' : 'FALSE'); break;
      case biff.formula: this.#formula(data); break;
      case biff.string: this.#formulaText(record); break;
      case biff.mergedCells: this.#merge(data); break;
      case biff.object: if (data.length >= 8 && data.readUInt16LE(0) === 0x15) this.#object = { type: data.readUInt16LE(4), id: data.readUInt16LE(6) }; break;
      case biff.textObject: this.#textObject(record); break;
      case biff.note: this.#notes.push({ row: data.readUInt16LE(0) + 1, id: data.readUInt16LE(6), author: this.#workbook.isBiff8 && data.length > 11 ? this.#workbook.text(record, 8) : '' }); break;
      default:
    }
  }

  content(): XlsSheetContent {
    const rows = [...this.#cells].toSorted(([a], [b]) => a - b).map(([row, cells]) => ({ row, isHidden: this.#hiddenRows.has(row), cells: this.#merged.fill(row, cells.toSorted((a, b) => a.column - b.column)) }));
    const remarks = this.#notes.flatMap(({ row, id, author }) => {
      const text = this.#noteTexts.get(id)?.trim() ?? '';
      // Notes begin with their author's name unless somebody took it out.
      return text === '' ? [] : [{ row, text: author === '' || text.startsWith(author) ? text : `${author}: ${text}` }];
    });
    return { rows, boxes: this.#boxes, remarks: remarks.toSorted((a, b) => a.row - b.row) };
  }

  #put(row: number, column: number, style: number, shown: { readonly text: string; readonly isHidden: boolean } | string): void {
    const { text, isHidden } = typeof shown === 'string' ? { text: shown, isHidden: false } : shown;
    if (text === '' || !this.#budget.take()) return;
    const cell = { column: column + 1, text, why: isHidden || this.#hiddenColumns.has(column + 1) ? 'hidden-rows' as const : this.#workbook.hiddenKind(style) };
    const cells = this.#cells.get(row + 1);
    if (cells === undefined) this.#cells.set(row + 1, [cell]);
    else cells.push(cell);
  }

  #number(data: Buffer, value: number): void {
    this.#put(data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4), this.#shown(data.readUInt16LE(4), value));
  }

  /** A format such as `;;;` shows nothing of what is there. */
  #shown(style: number, value: number): { text: string; isHidden: boolean } {
    const text = this.#workbook.format(style).number(value);
    return text === '' && value !== 0 ? { text: general(value), isHidden: true } : { text, isHidden: false };
  }

  #text(row: number, column: number, style: number, value: string): void {
    this.#put(row, column, style, value === '' ? '' : this.#workbook.format(style).text(value));
  }

  /** The value that was last worked out: eight bytes that are a number unless the last two are full. */
  #formula(data: Buffer): void {
    this.#pending = null;
    const [row, column, style] = [data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4)];
    if (data.readUInt16LE(12) !== 0xffff) {
      this.#put(row, column, style, this.#shown(style, data.readDoubleLE(6)));
      return;
    }
    const kind = data[6];
    if (kind === 0) this.#pending = { row, column, style };
    if (kind === 1) this.#put(row, column, style, data[8] === 1 ? 'TRUE' : 'FALSE');
    if (kind === 2) this.#put(row, column, style, errors[data[8] ?? -1] ?? '');
  }

  #formulaText(record: BiffRecord): void {
    const pending = this.#pending;
    this.#pending = null;
    if (pending !== null) this.#text(pending.row, pending.column, pending.style, this.#workbook.text(record, 0));
  }

  #merge(data: Buffer): void {
    for (let at = 2; at + 8 <= data.length; at += 8) this.#merged.add({ top: data.readUInt16LE(at) + 1, bottom: data.readUInt16LE(at + 2) + 1, left: data.readUInt16LE(at + 4) + 1, right: data.readUInt16LE(at + 6) + 1 });
  }

  /** The text of a box or a note stands in the records behind, each with the width of its characters in front. */
  #textObject({ data, more }: BiffRecord): void {
    const count = data.length >= 12 ? data.readUInt16LE(10) : 0;
    const [first] = more;
    if (!this.#workbook.isBiff8 || count === 0 || first === undefined) return;
    const text = new BiffText({ data: first, more: more.slice(1) }, 1).characters(count, ((first[0] ?? 0) & 1) === 1).replace(/\r\n?/g, '\n');
    if (this.#object.type === noteObject) this.#noteTexts.set(this.#object.id, text);
    else if (text.trim() !== '') this.#boxes.push(text);
  }
}

/** A number in 30 bits: whole or the upper part of a double, perhaps a hundredth. */
function rkNumber(rk: number): number {
  let value = rk >> 2;
  if ((rk & 2) === 0) {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32LE(rk & ~3, 4);
    value = bytes.readDoubleLE(0);
  }
  return (rk & 1) === 1 ? value / 100 : value;
}
