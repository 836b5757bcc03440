import { lettersOf, romanOf } from '../../ooxml/numerals.ts';
import { docTable, type DocFile } from './fib.ts';

/** A paragraph's place in a list: the list's number, from 1, and how deep it lies, from 0. */
export type ListPlace = { readonly list: number; readonly level: number };
type Level = { readonly start: number; readonly format: number; readonly text: string };

const [listBytes, useBytes, levelBytes] = [28, 16, 28];
const mostLists = 4_000;
const bullet = 23;

/** Gives the paragraphs of lists and numbered headings the numbers Word would draw in front of them ([MS-DOC] 2.4.6.3). */
export class DocNumbers {
  readonly #lists = new Map<number, Level[]>();
  /** The list that each use of one, by its number, stands for. */
  readonly #uses: number[] = [];
  readonly #counters = new Map<number, (number | undefined)[]>();

  constructor(file: DocFile) {
    try {
      this.#read(file.tableFrom(docTable.lists), file.tableAt(docTable.listUses));
    } catch (error) {
      // What is damaged here costs numbers, not words.
      if (!(error instanceof RangeError)) throw error;
    }
  }

  /** `4.2`, `(a)`, `•` … for the next paragraph at this place, '' where there is no number. */
  next({ list, level }: ListPlace): string {
    const id = this.#uses[list - 1];
    const levels = id === undefined ? undefined : this.#lists.get(id);
    const here = levels?.[level];
    if (id === undefined || levels === undefined || here === undefined) return '';
    if (here.format === bullet) return '•';
    const counters = this.#counters.get(id) ?? [];
    this.#counters.set(id, counters);
    const count = counters[level];
    counters[level] = count === undefined ? here.start : count + 1;
    for (let at = 0; at < level; at += 1) counters[at] ??= levels[at]?.start ?? 1;
    counters.length = level + 1;
    return [...here.text].map((sign) => (sign.charCodeAt(0) < 9 ? drawn(counters[sign.charCodeAt(0)] ?? 0, levels[sign.charCodeAt(0)]?.format ?? 0) : sign)).join('').trim();
  }

  #read(lists: Buffer, uses: Buffer): void {
    if (lists.length < 2 || uses.length < 4) return;
    const count = Math.min(mostLists, lists.readUInt16LE(0));
    let at = 2 + count * listBytes;
    for (let index = 0; index < count; index += 1) {
      const isSimple = ((lists[2 + index * listBytes + 26] ?? 0) & 1) === 1;
      const levels: Level[] = [];
      for (let level = 0; level < (isSimple ? 1 : 9); level += 1) {
        const textAt = at + levelBytes + (lists[at + 24] ?? 0) + (lists[at + 25] ?? 0);
        const length = lists.readUInt16LE(textAt);
        levels.push({ start: lists.readInt32LE(at), format: lists[at + 4] ?? 0, text: lists.toString('utf16le', textAt + 2, textAt + 2 + Math.min(length, 200) * 2) });
        at = textAt + 2 + length * 2;
      }
      this.#lists.set(lists.readInt32LE(2 + index * listBytes), levels);
    }
    for (let index = 0; index < Math.min(mostLists, uses.readUInt32LE(0)) && 8 + index * useBytes <= uses.length; index += 1) this.#uses.push(uses.readInt32LE(4 + index * useBytes));
  }
}

function drawn(value: number, format: number): string {
  switch (format) {
    case 1: return romanOf(value);
    case 2: return romanOf(value).toLowerCase();
    case 3: return lettersOf(value).toUpperCase();
    case 4: return lettersOf(value);
    case 22: return String(value).padStart(2, '0');
    case 255: return '';
    default: return String(value);
  }
}
