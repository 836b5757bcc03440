import type { ExtractedPage } from '../shared/readerContract.ts';
import { breaksOf, skipBlanks, type Break } from './breaks.ts';
import { fitHeadingPath } from './contextOf.ts';
import { eachPiece, englishShareOf } from './countPieces.ts';

export { contextOf } from './contextOf.ts';
export { countPieces } from './countPieces.ts';

/** An exact range of one page's text, UTF-16 units, without blanks at its ends. `headingPath`: outermost first, at most 50 pieces. */
export type ChunkedPassage = { readonly page: number; readonly start: number; readonly end: number; readonly headingPath: readonly string[] };

/** Word pieces a passage should have and may have at most. */
export const targetPieces = 180;
export const maxPieces = 200;
/** A section smaller than this is joined with the next one where both fit. */
const smallSectionPieces = 60;

type Section = { readonly start: number; readonly end: number; readonly path: readonly string[] };

/**
 * Cuts pages into passages. Every character that is not a blank lies in exactly one passage; passages follow reading
 * order, end at sentences, rows and headings, and never cross a page. The headings in force go on from page to page.
 */
export function chunkPages(pages: readonly ExtractedPage[]): ChunkedPassage[] {
  const chunker = new Chunker();
  return pages.flatMap((page) => chunker.push(page));
}

/** `chunkPages` for a document whose pages arrive one after the other. */
export class Chunker {
  #headings: { readonly level: number; readonly text: string }[] = [];

  push(page: ExtractedPage): ChunkedPassage[] {
    const pieces = new PieceSums(page.text);
    const breaks = breaksOf(page).filter(({ at }) => pieces.isTokenEnd(at));
    return this.#sections(page, pieces)
      .flatMap((section) => cutSection(section, breaks, pieces, page.text).map((range) => ({ range, section })))
      .map(({ range, section }) => ({ page: page.number, ...range, headingPath: fitHeadingPath(section.path, tableHeaderAt(page, range.start)) }));
  }

  #sections(page: ExtractedPage, pieces: PieceSums): Section[] {
    const sections: Section[] = [];
    let start = 0;
    const close = (end: number) => {
      if (page.text.slice(start, end).trim() === '') return;
      const path = this.#headings.map(({ text }) => text);
      const before = sections.at(-1);
      const joined = before !== undefined && pieces.between(before.start, before.end) < smallSectionPieces && pieces.between(before.start, end) <= targetPieces;
      if (joined) sections[sections.length - 1] = { start: before.start, end, path: commonStart(before.path, path) };
      else sections.push({ start, end, path });
      start = end;
    };
    for (const heading of page.headings) {
      const text = (heading.text ?? page.text.slice(heading.start, heading.end)).replace(/\s+/g, ' ').trim();
      if (text === '' || heading.start < start) continue;
      close(pieces.tokenEndAt(heading.start));
      this.#headings = [...this.#headings.filter(({ level }) => level < heading.level), { level: heading.level, text }];
    }
    close(page.text.length);
    return sections;
  }
}

/** Sums of word pieces over a text, so that any range between tokens is weighed at once. */
class PieceSums {
  readonly #ends: number[] = [0];
  readonly #sums: number[] = [0];
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    let sum = 0;
    eachPiece(text, englishShareOf(text), (end, pieces) => {
      sum += pieces;
      this.#ends.push(end);
      this.#sums.push(sum);
    });
  }

  between(start: number, end: number): number {
    return this.#sumAt(end) - this.#sumAt(start);
  }

  isTokenEnd(at: number): boolean {
    return this.#ends[this.#indexAt(at)] === at;
  }

  /** The last place between tokens at or before `at`. */
  tokenEndAt(at: number): number {
    return this.#ends[this.#indexAt(at)] ?? 0;
  }

  /** Places between tokens after `start` that leave at most `max` pieces before them. */
  endsWithin(start: number, end: number, max: number): number[] {
    const base = this.#sumAt(start);
    const ends: number[] = [];
    for (let index = this.#indexAt(start) + 1; index < this.#ends.length; index += 1) {
      const at = this.#ends[index] ?? end;
      if (at > end || (this.#sums[index] ?? 0) - base > max) break;
      ends.push(at);
    }
    return ends;
  }

  #sumAt(at: number): number {
    return this.#sums[this.#indexAt(at)] ?? 0;
  }

  #indexAt(at: number): number {
    let low = 0;
    let high = this.#ends.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#ends[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function cutSection(section: Section, breaks: readonly Break[], pieces: PieceSums, text: string): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  const inside = breaks.filter(({ at }) => at > section.start && at < section.end);
  let next = 0;
  let start = skipBlanks(text, section.start);
  while (start < section.end) {
    while ((inside[next]?.at ?? Infinity) <= start) next += 1;
    const end = pieces.between(start, section.end) <= maxPieces ? section.end : bestEnd(start, section.end, inside.slice(next, next + 400), pieces);
    ranges.push({ start, end: start + text.slice(start, end).trimEnd().length });
    start = skipBlanks(text, end);
  }
  return ranges;
}

const strengthCost = { 4: -0.25, 3: -0.05, 2: 0.05, 1: 0.15 } as const;

/** Parts of a section are made about equally long, ending where the text itself does. */
function bestEnd(start: number, sectionEnd: number, breaks: readonly Break[], pieces: PieceSums): number {
  const left = pieces.between(start, sectionEnd);
  const aim = left / Math.ceil(left / ((targetPieces + maxPieces) / 2));
  let best: { at: number; cost: number } | null = null;
  for (const { at, strength } of breaks) {
    const length = pieces.between(start, at);
    if (length > maxPieces) break;
    if (length < aim * 0.35) continue;
    const cost = Math.abs(length - aim) / aim + strengthCost[strength];
    if (best === null || cost < best.cost) best = { at, cost };
  }
  return best?.at ?? endInsideSentence(start, sectionEnd, aim, pieces);
}

/** For a sentence longer than a passage: after a comma or the like, else at a blank, else wherever the maximum is reached. */
function endInsideSentence(start: number, sectionEnd: number, aim: number, pieces: PieceSums): number {
  const ends = pieces.endsWithin(start, sectionEnd, maxPieces);
  const last = ends.at(-1) ?? sectionEnd;
  const late = ends.filter((at) => pieces.between(start, at) >= aim * 0.6);
  const blank = late.filter((at) => /\s/.test(pieces.text.charAt(at - 1)));
  const clause = blank.filter((at) => /[,;:–—]\s+$/u.test(pieces.text.slice(Math.max(start, at - 4), at)));
  const nearest = (places: readonly number[]) => places.reduce<number | undefined>((found, at) => (found === undefined || Math.abs(pieces.between(start, at) - aim) < Math.abs(pieces.between(start, found) - aim) ? at : found), undefined);
  return nearest(clause) ?? nearest(blank) ?? last;
}

/** The header of the table that a passage begins inside of, empty when it has the header row itself. */
function tableHeaderAt(page: ExtractedPage, start: number): string {
  const table = page.tables.find((candidate) => candidate.start <= start && start < candidate.end);
  if (table === undefined) return '';
  const headerInText = page.text.slice(table.start, table.rows[0]?.start ?? table.end).trim() !== '';
  return headerInText && start <= skipBlanks(page.text, table.start) ? '' : table.header;
}

function commonStart(a: readonly string[], b: readonly string[]): string[] {
  const end = a.findIndex((text, index) => text !== b[index]);
  return a.slice(0, end === -1 ? a.length : end);
}
