import { docTable, type DocFile } from './fib.ts';

/** What is set for a paragraph. `style` is its number in the style sheet; `level` its own outline level, 0 for the top. */
export type ParagraphFormat = { readonly style: number; readonly level: number | null; readonly inTable: boolean; readonly isRowEnd: boolean; readonly isHeaderRow: boolean; readonly hasGround: boolean; /** Its own place in a list; `null` where only the style may have one, 0 as list for none. */ readonly list: number | null; readonly listLevel: number | null };
/** What is set for characters. */
export type CharacterFormat = { readonly isHidden: boolean; readonly isDeleted: boolean; readonly isTiny: boolean; /** White, with no ground of their own. */ readonly isWhite: boolean };

export const plainParagraph: ParagraphFormat = { style: 0, level: null, inTable: false, isRowEnd: false, isHeaderRow: false, hasGround: false, list: null, listLevel: null };
export const plainCharacters: CharacterFormat = { isHidden: false, isDeleted: false, isTiny: false, isWhite: false };

/** Formats by the byte at which they begin, in upward order. */
export type Runs<T> = readonly { readonly from: number; readonly to: number; readonly format: T }[];

const pageBytes = 512;
const mostRuns = 2_000_000;
/** Smaller than 2 points nobody can read it. */
const tinyHalfPoints = 4;
/** White in the palette of Word, and as red, green, blue, 0. */
const white = { palette: 8, colour: 0xffffff } as const;
/** Modifiers of properties ([MS-DOC] 2.6). */
const sprm = { outlineLevel: 0x2640, inTable: 0x2416, rowEnd: 0x2417, list: 0x460b, listLevel: 0x260a, headerRow: 0x3404, hidden: 0x083c, deleted: 0x0800, tableDefinition: 0xd608, style: 0x4600,
  size: 0x4a43, paletteColour: 0x2a42, colour: 0x6870, highlight: 0x2a0c, oldShading: 0x4866, shading: 0xca71, oldParagraphShading: 0x442d, paragraphShading: 0xc64d } as const;

export function paragraphRuns(file: DocFile): Runs<ParagraphFormat> {
  return runsOf(file, docTable.paragraphs, 13, (page, at) => {
    const words = page[at * 2] ?? 0;
    const isLong = words === 0;
    const start = at * 2 + (isLong ? 2 : 1);
    const length = isLong ? (page[at * 2 + 1] ?? 0) * 2 : words * 2 - 1;
    const data = page.subarray(start, start + Math.max(0, length));
    return data.length < 2 ? plainParagraph : paragraphFormat(data.readUInt16LE(0), data.subarray(2));
  }, plainParagraph);
}

export function characterRuns(file: DocFile): Runs<CharacterFormat> {
  return runsOf(file, docTable.characters, 1, (page, at) => {
    const set = modifiers(page.subarray(at * 2 + 1, at * 2 + 1 + (page[at * 2] ?? 0)));
    const has = (...ids: number[]) => ids.some((id) => (set.get(id) ?? 0) !== 0);
    const isWhite = set.get(sprm.paletteColour) === white.palette || set.get(sprm.colour) === white.colour;
    return { isHidden: set.get(sprm.hidden) === 1, isDeleted: set.get(sprm.deleted) === 1, isTiny: (set.get(sprm.size) ?? tinyHalfPoints) < tinyHalfPoints, isWhite: isWhite && !has(sprm.highlight, sprm.oldShading, sprm.shading) };
  }, plainCharacters);
}

/** The format that modifiers give to a paragraph of that style. */
export function paragraphFormat(style: number, data: Buffer): ParagraphFormat {
  const set = modifiers(data);
  const isOn = (id: number) => (set.get(id) ?? 0) === 1;
  const level = set.get(sprm.outlineLevel) ?? 9;
  return { style: set.get(sprm.style) ?? style, level: level < 9 ? level : null, inTable: isOn(sprm.inTable), isRowEnd: isOn(sprm.rowEnd), isHeaderRow: isOn(sprm.headerRow), hasGround: (set.get(sprm.oldParagraphShading) ?? 0) !== 0 || set.has(sprm.paragraphShading), list: set.get(sprm.list) ?? null, listLevel: set.get(sprm.listLevel) ?? null };
}

/** The formatted pages that a table lists: each says, for stretches of bytes, where on it their format stands. */
function runsOf<T>(file: DocFile, index: number, entryBytes: number, read: (page: Buffer, at: number) => T, plain: T): Runs<T> {
  const table = file.tableAt(index);
  const count = Math.floor((table.length - 4) / 8);
  const runs: { from: number; to: number; format: T }[] = [];
  for (let entry = 0; entry < count && runs.length < mostRuns; entry += 1) {
    const number = table.readUInt32LE((count + 1) * 4 + entry * 4) & 0x3fffff;
    const page = file.main.subarray(number * pageBytes, number * pageBytes + pageBytes);
    const runCount = page[pageBytes - 1] ?? 0;
    if (page.length < pageBytes || (runCount + 1) * 4 + runCount * entryBytes > pageBytes - 1) continue;
    for (let run = 0; run < runCount; run += 1) {
      const at = page[(runCount + 1) * 4 + run * entryBytes] ?? 0;
      runs.push({ from: page.readUInt32LE(run * 4), to: page.readUInt32LE(run * 4 + 4), format: at === 0 ? plain : read(page, at) });
    }
  }
  return runs.toSorted((a, b) => a.from - b.from);
}

/** Modifiers and their values where these are numbers of up to four bytes; 1 for a longer one. */
function modifiers(data: Buffer): Map<number, number> {
  const found = new Map<number, number>();
  for (let at = 0; at + 3 <= data.length; ) {
    const id = data.readUInt16LE(at);
    const size = operandBytes(id, data, at + 2);
    if (size >= 1 && size <= 4 && at + 2 + size <= data.length && id >> 13 !== 6) found.set(id, data.readUIntLE(at + 2, size));
    else if (id >> 13 === 6) found.set(id, 1);
    at += 2 + size;
  }
  return found;
}

function operandBytes(id: number, data: Buffer, at: number): number {
  if (id >> 13 !== 6) return [1, 1, 2, 4, 2, 2, 0, 3][id >> 13] ?? 0;
  if (id === sprm.tableDefinition) return at + 2 <= data.length ? data.readUInt16LE(at) + 1 : data.length;
  return 1 + (data[at] ?? 0);
}

/** The format at a byte. */
export function formatAt<T>(runs: Runs<T>, at: number, plain: T): { format: T; to: number } {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const run = runs[low - 1];
  if (run !== undefined && at < run.to) return { format: run.format, to: run.to };
  return { format: plain, to: runs[low]?.from ?? Infinity };
}
