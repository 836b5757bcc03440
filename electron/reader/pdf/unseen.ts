import type { HiddenKind } from '../../shared/schemas.ts';
import { holds, type Box } from './geometry.ts';
import { lettersOf, pack, type Drawing, type Letter, type Letters } from './letters.ts';
import { matchLetters } from './matchLetters.ts';
import { positionIn, type TextItem } from './TextRun.ts';

export type SeenAndUnseen = { readonly items: readonly TextItem[]; readonly unseen: ReadonlyMap<HiddenKind, string> };

/** Smaller letters are not read by anybody, points. */
const leastSize = 2;

/**
 * The pieces of text of a page that show, and by kind what does not: too small, beside the page, drawn in nothing or in white with nothing darker beneath. `drawing` is needed for
 * all but the first; null leaves them. A page all of whose text is drawn in nothing was recognised by a scanner or has its letters drawn as shapes: that text is the page's.
 */
export function splitUnseen(items: readonly TextItem[], page: Box, drawing: Drawing | null): SeenAndUnseen {
  const letters = drawing === null ? null : lettersOf(drawing, page);
  const parts = letters === null ? items.map((item): Part => ({ item, kind: null })) : partsOf(items, letters);
  const isLayer = letters !== null && parts.every(({ item, kind }) => item.str.trim() === '' || kind === 'invisible');
  const kindOf = ({ item, kind }: Part): HiddenKind | null => (item.str.trim() === '' ? null : isTiny(item, page) ? 'tiny' : isLayer ? null : kind);
  const unseen = new Map<HiddenKind, string>();
  for (const part of parts) {
    const kind = kindOf(part);
    if (kind !== null) unseen.set(kind, `${unseen.get(kind) ?? ''}${unseen.has(kind) ? ' ' : ''}${part.item.str.trim()}`);
  }
  if (letters !== null && letters.offPage !== '') unseen.set('off-page', letters.offPage);
  // A mark or two is decoration, not words.
  for (const [kind, text] of unseen) if (!isWordy(text) && (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 4) unseen.delete(kind);
  const shows = (kind: HiddenKind | null): boolean => kind === null || !unseen.has(kind);
  return { items: parts.filter((part) => shows(kindOf(part))).map(({ item }) => item), unseen };
}

function isWordy(text: string): boolean {
  return /[\p{L}\p{N}]{2}/u.test(text);
}

function isTiny({ transform: [a = 1, b = 0, c = 0, d = 1] }: TextItem, page: Box): boolean {
  const size = Math.max(Math.hypot(a, b), Math.hypot(c, d));
  return size < leastSize && size < (page.top - page.bottom) / 300;
}

/** Where a piece lies, roughly where it is turned. */
function middleOf({ transform, width }: TextItem): readonly [number, number] {
  const [a = 1, b = 0, , , e = 0, f = 0] = transform;
  const length = Math.hypot(a, b) || 1;
  return [e + (a / length) * width / 2, f + (b / length) * width / 2];
}

type Part = { readonly item: TextItem; readonly kind: Letter['kind'] };

/** The pieces with how each is drawn, those that are drawn in more than one way taken apart. */
function partsOf(items: readonly TextItem[], page: Letters): Part[] {
  const match = matchLetters(page.packed);
  return items.flatMap((item) => {
    const found = match(item.str, item.dir === 'rtl');
    if (found === null) return [{ item, kind: null }];
    const own = page.letters.slice(found.start, found.end);
    if (own.every(({ kind }) => kind === own[0]?.kind) || found.order === 'other') return [{ item, kind: kindOf(item, own, page) }];
    return cut(item, found.order === 'same' ? own : own.toReversed(), page);
  });
}

/** How a piece is drawn all of whose letters are drawn alike. Text drawn in nothing over a picture is what a scanner read there. */
function kindOf(item: TextItem, own: readonly Letter[], { dark, pictures }: Letters): Letter['kind'] {
  const [x, y] = middleOf(item);
  if (own.every(({ kind }) => kind === 'invisible')) return pictures.some((area) => holds(area, x, y)) ? null : 'invisible';
  return own.every(({ kind, darkBefore }) => kind === 'white' && !dark.slice(0, darkBefore).some((area) => holds(area, x, y))) ? 'white' : null;
}

/** A piece cut where the way it is drawn changes; `own` in the order of its text. Marks and single letters stay with what is beside them. */
function cut(item: TextItem, own: readonly Letter[], page: Letters): Part[] {
  const cuts: { from: number; kind: Letter['kind'] }[] = [];
  let [at, unit] = [0, 0];
  for (const sign of item.str) {
    const letter = own[unit];
    if (letter !== undefined && pack(sign) !== '' && cuts.at(-1)?.kind !== letter.kind) cuts.push({ from: cuts.length === 0 ? 0 : at, kind: letter.kind });
    unit += pack(sign).length;
    at += sign.length;
  }
  // What is too short to be words is drawn as what stands before it.
  const ends = cuts.map((_, index) => cuts[index + 1]?.from ?? item.str.length);
  const words = cuts.filter(({ from }, index) => index === 0 || isWordy(item.str.slice(from, ends[index])));
  let before = 0;
  return words.flatMap(({ from, kind }, index) => {
    const piece = slice(item, from, words[index + 1]?.from ?? item.str.length);
    const letters = own.slice(before, before += pack(piece.str).length);
    return [{ item: piece, kind: kind === null ? null : kindOf(piece, letters.filter((letter) => letter.kind === kind), page) }];
  });
}

/** The part of a piece from one of its characters to another, where it stands by the usual widths of characters. */
function slice(item: TextItem, from: number, to: number): TextItem {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
  const line = { text: item.str, left: 0, right: item.width, rightToLeft: item.dir === 'rtl' };
  const [one, other] = [positionIn(line, from), positionIn(line, to)];
  const length = Math.hypot(a, b) || 1;
  const left = Math.min(one, other);
  return { ...item, str: item.str.slice(from, to), width: Math.abs(other - one), transform: [a, b, c, d, e + (a / length) * left, f + (b / length) * left], hasEOL: item.hasEOL && to === item.str.length };
}
