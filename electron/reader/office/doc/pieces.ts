import { AppError } from '../../../shared/AppError.ts';
import { decodeCodePage } from '../../codePages.ts';
import { docTable, type DocFile } from './fib.ts';

/** A stretch of text and where it lies: characters `from` to `to` begin at byte `at`, `width` bytes each. */
export type Piece = { readonly from: number; readonly to: number; readonly at: number; readonly width: 1 | 2 };

const mostPieces = 1_000_000;
const kind = { changes: 1, pieces: 2 } as const;

/** The pieces of the text in order ([MS-DOC] 2.8.35): more than one where it was saved fast or has foreign letters. Errors: file-damaged. */
export function readPieces(file: DocFile): Piece[] {
  const total = Object.values(file.lengths).reduce((sum, length) => sum + length, 0);
  if (file.plainText !== null) return [{ from: 0, to: Math.min(total, file.main.length - file.plainText.start), at: file.plainText.start, width: 1 }];
  const table = pieceTable(file.tableAt(docTable.pieces));
  const count = Math.min(mostPieces, Math.floor((table.length - 4) / 12));
  if (count < 1) throw new AppError('file-damaged');
  const pieces: Piece[] = [];
  for (let index = 0; index < count; index += 1) {
    const from = table.readUInt32LE(index * 4);
    const to = table.readUInt32LE(index * 4 + 4);
    const place = table.readUInt32LE((count + 1) * 4 + index * 8 + 2);
    const isNarrow = file.isOld || (place & 0x4000_0000) !== 0;
    const at = file.isOld ? place : isNarrow ? (place & 0x3fff_ffff) >>> 1 : place & 0x3fff_ffff;
    const width = isNarrow ? 1 : 2;
    // A piece beyond the end of the file is cut to what is there; pieces run upwards or the table lies.
    const held = Math.max(0, Math.floor((file.main.length - at) / width));
    if (to <= from || from < (pieces.at(-1)?.to ?? 0)) continue;
    pieces.push({ from, to: Math.min(to, from + held), at, width });
  }
  return pieces;
}

function pieceTable(table: Buffer): Buffer {
  for (let at = 0; at + 5 <= table.length; ) {
    if (table[at] === kind.changes) at += 3 + table.readUInt16LE(at + 1);
    else if (table[at] === kind.pieces) return table.subarray(at + 5, at + 5 + table.readUInt32LE(at + 1));
    else break;
  }
  throw new AppError('file-damaged');
}

/** Code pages by the language of an old file: the low half of its number. */
const pages: Readonly<Record<number, number>> = { 0x01: 1256, 0x02: 1251, 0x04: 936, 0x05: 1250, 0x08: 1253, 0x0d: 1255, 0x0e: 1250, 0x11: 932, 0x12: 949, 0x15: 1250, 0x18: 1250, 0x19: 1251, 0x1b: 1250, 0x1e: 874, 0x1f: 1254, 0x22: 1251, 0x24: 1250, 0x25: 1257, 0x26: 1257, 0x27: 1257 };

export function decodePiece(file: DocFile, { from, to, at, width }: Piece): string {
  const bytes = file.main.subarray(at, at + (to - from) * width);
  return width === 2 ? bytes.toString('utf16le') : decodeCodePage(bytes, file.isOld ? (pages[file.languageId & 0xff] ?? 1252) : 1252).padEnd(to - from, '\0');
}
