import { AppError } from '../../../shared/AppError.ts';
import type { Compound } from '../../compound.ts';
import { unlockDoc } from './unlockDoc.ts';

/** Lengths, in characters, of the texts that lie one behind the other in a Word file. */
export type DocLengths = { readonly body: number; readonly footnotes: number; readonly heads: number; readonly macros: number; readonly remarks: number; readonly endnotes: number; readonly boxes: number; readonly headBoxes: number };

/** What the head of a Word file says ([MS-DOC] 2.5). `table` is the stream with the tables that say what lies where. */
export type DocFile = {
  readonly main: Buffer; readonly table: Buffer; readonly lengths: DocLengths;
  /** Bytes of the text of a file that has no table of pieces. */
  readonly plainText: { readonly start: number } | null;
  /** Word 6 and 95: their tables have other forms and only their pieces are read. */
  readonly isOld: boolean;
  /** The language the file was written in: it decides the code page of old files. */
  readonly languageId: number;
  /** One of the tables, by its place in the list; empty when there is none. */
  readonly tableAt: (index: number) => Buffer;
  /** The same with all that lies behind it. */
  readonly tableFrom: (index: number) => Buffer;
};

/** Places of tables in the list of the head. */
export const docTable = { styles: 1, heads: 11, characters: 12, paragraphs: 13, pieces: 33, lists: 73, listUses: 74 } as const;

const word97 = 0xa5ec;
const word6 = 0xa5dc;
const flag = { complex: 0x4, encrypted: 0x100, secondTable: 0x200, obfuscated: 0x8000 } as const;
const lengthsAt = { word97: 76, word6: 52 } as const;
const listAt = 154;
const oldPiecesAt = 352;

/** Errors: file-damaged, password-needed, format-unsupported. */
export function readFib(file: Compound, password: string | null): DocFile {
  const stored = file.read('WordDocument');
  if (stored === null || stored.length < 360) throw new AppError('file-damaged');
  const kind = stored.readUInt16LE(0);
  if (kind !== word97 && kind !== word6) throw new AppError('format-unsupported', { format: 'old Word file' });
  const flags = stored.readUInt16LE(10);
  const isOld = kind === word6 || stored.readUInt16LE(2) < 193;
  const isLocked = (flags & flag.encrypted) !== 0;
  // Older ways of locking hide the letters behind the password itself.
  if (isLocked && (isOld || (flags & flag.obfuscated) !== 0)) throw new AppError('password-needed');
  const storedTable = isOld ? stored : (file.read((flags & flag.secondTable) === 0 ? '0Table' : '1Table') ?? file.read('1Table') ?? file.read('0Table') ?? Buffer.alloc(0));
  const { main, table } = isLocked ? unlockDoc(stored, storedTable, stored.readUInt32LE(14), password) : { main: stored, table: storedTable };
  const slice = (index: number, isWhole: boolean) => {
    const at = isOld ? (index === docTable.pieces ? oldPiecesAt : -1) : listAt + index * 8;
    if (at < 0 || at + 8 > main.length) return Buffer.alloc(0);
    const start = main.readUInt32LE(at);
    const length = main.readUInt32LE(at + 4);
    return isWhole && length > 0 ? table.subarray(start) : table.subarray(start, start + length);
  };
  const first = isOld ? lengthsAt.word6 : lengthsAt.word97;
  const length = (index: number) => Math.max(0, main.readInt32LE(first + index * 4));
  const lengths = { body: length(0), footnotes: length(1), heads: length(2), macros: length(3), remarks: length(4), endnotes: length(5), boxes: length(6), headBoxes: length(7) };
  return { main, table, lengths, isOld, languageId: main.readUInt16LE(6), tableAt: (index) => slice(index, false), tableFrom: (index) => slice(index, true), plainText: isOld && (flags & flag.complex) === 0 ? { start: main.readUInt32LE(24) } : null };
}
