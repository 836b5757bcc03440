import { AppError } from '../../../shared/AppError.ts';
import type { HiddenKind } from '../../../shared/schemas.ts';
import { builtInFormats, NumberFormat } from '../numberFormat.ts';
import { BiffText } from './BiffText.ts';
import { biff, recordsFrom, type BiffRecord } from './records.ts';

export type XlsSheet = { readonly name: string; readonly at: number; readonly isHidden: boolean };

const version8 = 0x0600;
const mostSheets = 2_000;
/** White in the palette as it is and as it comes with Excel; letters smaller than 2 points (in twentieths) are not read by anybody. */
const [whites, tinySize] = [new Set([1, 9]), 40];

/** What stands in front of the sheets of a BIFF5 or BIFF8 workbook: its sheets, strings and formats. */
export class XlsWorkbook {
  readonly sheets: XlsSheet[] = [];
  readonly strings: string[] = [];
  isBiff8 = true;
  /** Set where the table of strings breaks off. */
  isDamaged = false;
  codePage = 1252;
  #from1904 = false;
  readonly #codes = new Map<number, string>(Object.entries(builtInFormats).map(([id, code]) => [Number(id), code]));
  readonly #formatOfStyle: number[] = [];
  readonly #fonts: ('white' | 'tiny' | null)[] = [];
  readonly #lookOfStyle: { readonly font: number; readonly isColoured: boolean }[] = [];
  #hasOwnColours = false;
  readonly #formats = new Map<number, NumberFormat>();

  /** `stream` is unlocked. Errors: file-damaged, format-unsupported for workbooks of before Excel 5. */
  constructor(stream: Buffer) {
    let isFirst = true;
    for (const record of recordsFrom(stream, 0)) {
      if (isFirst && record.id !== biff.begin) throw new AppError('format-unsupported', { format: 'Excel workbook of before 1993' });
      if (isFirst) this.isBiff8 = record.data.readUInt16LE(0) === version8;
      isFirst = false;
      if (record.id === biff.eof) break;
      this.#read(record);
    }
    if (this.sheets.length === 0) throw new AppError('file-damaged');
  }

  format(style: number): NumberFormat {
    const id = this.#formatOfStyle[style] ?? 0;
    let format = this.#formats.get(id);
    if (format === undefined) this.#formats.set(id, (format = new NumberFormat(this.#codes.get(id) ?? 'General', this.#from1904)));
    return format;
  }

  /** Why what is in a cell of that style does not show. */
  hiddenKind(style: number): HiddenKind | null {
    const look = this.#lookOfStyle[style];
    // There is no fifth font: numbers go on at 5.
    const kind = look === undefined ? null : (this.#fonts[look.font > 4 ? look.font - 1 : look.font] ?? null);
    return kind === 'white' && (this.#hasOwnColours || look?.isColoured === true) ? null : kind;
  }

  /** A text whose length takes up two bytes, as cells have it. */
  text(record: Pick<BiffRecord, 'data' | 'more'>, at: number): string {
    const text = new BiffText(record, at);
    return this.isBiff8 ? text.unicode() : text.bytes(2, this.codePage);
  }

  #read(record: BiffRecord): void {
    const { id, data } = record;
    switch (id) {
      case biff.codePage: this.codePage = data.readUInt16LE(0); break;
      case biff.dateMode: this.#from1904 = data.readUInt16LE(0) === 1; break;
      case biff.format: this.#codes.set(data.readUInt16LE(0), this.isBiff8 ? new BiffText(record, 2).unicode() : new BiffText(record, 2).bytes(1, this.codePage)); break;
      case biff.font: this.#fonts.push(data.readUInt16LE(0) < tinySize ? 'tiny' : whites.has(data.readUInt16LE(4)) ? 'white' : null); break;
      case biff.palette: this.#hasOwnColours = true; break;
      case biff.cellStyle:
        this.#formatOfStyle.push(data.readUInt16LE(2));
        // Without a pattern a cell is not filled. Workbooks of before Excel 97 keep it elsewhere: nothing is said of theirs.
        this.#lookOfStyle.push({ font: data.readUInt16LE(0), isColoured: !this.isBiff8 || data.length < 20 || (data.readUInt8(17) >> 2) !== 0 });
        break;
      case biff.boundSheet: this.#addSheet(record); break;
      case biff.strings: this.#readStrings(record); break;
      default:
    }
  }

  /** Only sheets with cells, and charts that fill a sheet: what else there is holds programs. */
  #addSheet(record: BiffRecord): void {
    const state = record.data.readUInt8(4) & 3;
    const type = record.data.readUInt8(5);
    const text = new BiffText(record, 6);
    const name = this.isBiff8 ? text.unicode(1) : text.bytes(1, this.codePage);
    const at = record.data.readUInt32LE(0);
    const isKnown = this.sheets.some((sheet) => sheet.at === at);
    if ((type === 0 || type === 2) && !isKnown && this.sheets.length < mostSheets) this.sheets.push({ name, at, isHidden: state !== 0 });
  }

  /** The count in front may lie: the strings that are there are read. */
  #readStrings(record: BiffRecord): void {
    const text = new BiffText(record, 8);
    while (!text.isAtEnd) {
      try {
        this.strings.push(text.unicode());
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        this.isDamaged = true;
        return;
      }
    }
  }
}
