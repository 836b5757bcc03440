import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { HiddenKind } from '../../shared/schemas.ts';
import type { TextItem } from './TextRun.ts';

type Box = { readonly left: number; readonly bottom: number; readonly right: number; readonly top: number };
type Matrix = readonly [number, number, number, number, number, number];
/** What a page draws, as pdf.js lists it. */
export type Drawing = { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] };
export type SeenAndUnseen = { readonly items: readonly TextItem[]; readonly unseen: ReadonlyMap<HiddenKind, string> };

const { OPS } = pdfjs;
const fills: ReadonlySet<unknown> = new Set([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]);
/** Smaller letters are not read by anybody, points. */
const leastSize = 2;
/** A change of coordinates that makes the unit square this large may have drawn a picture, square points. */
const leastPicture = 100;
/** How far apart two lists of the same characters may drift, characters. */
const mostDrift = 400;

/**
 * The pieces of text of a page that show, and by kind what does not: too small, drawn in nothing or in white with nothing darker beneath. `drawing` is needed for
 * the last two; null leaves them. Text off the page is in no list of pdf.js. A page all of whose text is drawn in nothing was recognised by a scanner or has its letters drawn as shapes: that text is the page's.
 */
export function splitUnseen(items: readonly TextItem[], page: Box, drawing: Drawing | null): SeenAndUnseen {
  const kinds = drawing === null ? [] : kindsOf(items, drawing);
  const isLayer = kinds.length > 0 && items.every((item, at) => item.str.trim() === '' || kinds[at] === 'invisible');
  const kindOf = (item: TextItem, at: number): HiddenKind | null => (item.str.trim() === '' ? null : isTiny(item, page) ? 'tiny' : isLayer ? null : kinds[at] ?? null);
  const unseen = new Map<HiddenKind, string>();
  for (const [at, item] of items.entries()) {
    const kind = kindOf(item, at);
    if (kind !== null) unseen.set(kind, `${unseen.get(kind) ?? ''}${unseen.has(kind) ? ' ' : ''}${item.str}`);
  }
  // A mark or two is decoration, not words.
  for (const [kind, text] of unseen) if (!/[\p{L}\p{N}]{2}/u.test(text)) unseen.delete(kind);
  return { items: items.filter((item, at) => !unseen.has(kindOf(item, at) ?? 'comment')), unseen };
}

function isTiny({ transform: [a = 1, b = 0, c = 0, d = 1] }: TextItem, page: Box): boolean {
  const size = Math.max(Math.hypot(a, b), Math.hypot(c, d));
  return size < leastSize && size < (page.top - page.bottom) / 300;
}

/** Where a piece lies, roughly where it is turned. */
function boxOf({ transform, width, height }: TextItem): Box {
  const [a = 1, b = 0, , , e = 0, f = 0] = transform;
  const length = Math.hypot(a, b) || 1;
  const [dx, dy] = [(a / length) * width, (b / length) * width];
  return { left: Math.min(e, e + dx) - height, right: Math.max(e, e + dx) + height, bottom: Math.min(f, f + dy) - height, top: Math.max(f, f + dy) + height };
}

type Letter = { readonly kind: 'invisible' | 'white' | null; /** Dark areas drawn before it. */ readonly darkBefore: number };

/** For each piece of text how it is drawn, by going through both lists side by side: they have the same characters in the same order. */
function kindsOf(items: readonly TextItem[], drawing: Drawing): (HiddenKind | null)[] {
  const { packed, letters, dark, hasPicture } = lettersOf(drawing);
  let from = 0;
  return items.map((item) => {
    const text = pack(item.str);
    const at = text === '' ? -1 : packed.indexOf(text, from);
    if (at === -1 || at > from + mostDrift) return null;
    from = at + text.length;
    const own = letters.slice(at, from);
    if (own.every(({ kind }) => kind === 'invisible')) return hasPicture ? null : 'invisible';
    const box = boxOf(item);
    const [x, y] = [(box.left + box.right) / 2, (box.bottom + box.top) / 2];
    return own.every(({ kind, darkBefore }) => kind === 'white' && !dark.slice(0, darkBefore).some((area) => area.left <= x && x <= area.right && area.bottom <= y && y <= area.top)) ? 'white' : null;
  });
}

type State = { readonly matrix: Matrix; readonly isWhite: boolean; readonly mode: number; readonly isClear: boolean };

/** Every letter a page shows, in order, with how it is drawn; the areas that are painted in another colour than white; whether a large part of the page is a picture. */
function lettersOf({ fnArray, argsArray }: Drawing): { readonly packed: string; readonly letters: readonly Letter[]; readonly dark: readonly Box[]; readonly hasPicture: boolean } {
  let state: State = { matrix: [1, 0, 0, 1, 0, 0], isWhite: false, mode: 0, isClear: false };
  const around: State[] = [];
  const [dark, letters]: [Box[], Letter[]] = [[], []];
  let [packed, largest, annotations] = ['', 0, 0];
  for (const [at, operation] of fnArray.entries()) {
    const args = listOf(argsArray[at]);
    if (operation === OPS.beginAnnotation) annotations += 1;
    else if (operation === OPS.endAnnotation) annotations -= 1;
    if (annotations > 0) continue;
    switch (operation) {
      case OPS.save: case OPS.paintFormXObjectBegin:
        around.push(state);
        if (operation === OPS.paintFormXObjectBegin && args[0] !== null && args[0] !== undefined) state = { ...state, matrix: times(state.matrix, matrixOf(args[0])) };
        break;
      case OPS.restore: case OPS.paintFormXObjectEnd: state = around.pop() ?? state; break;
      case OPS.transform: {
        state = { ...state, matrix: times(state.matrix, matrixOf(args)) };
        const picture = moved({ left: 0, bottom: 0, right: 1, top: 1 }, state.matrix);
        const area = (picture.right - picture.left) * (picture.top - picture.bottom);
        largest = Math.max(largest, area);
        if (area >= leastPicture) dark.push(picture);
        break;
      }
      case OPS.setFillRGBColor: state = { ...state, isWhite: isWhite(args) }; break;
      case OPS.setFillColorN: case OPS.setFillColor: state = { ...state, isWhite: false }; break;
      case OPS.setTextRenderingMode: state = { ...state, mode: Number(args[0]) }; break;
      case OPS.setGState: {
        const alpha = listOf(args[0]).map(listOf).find(([name]) => name === 'ca');
        if (alpha !== undefined) state = { ...state, isClear: alpha[1] === 0 };
        break;
      }
      case OPS.shadingFill: dark.push({ left: -Infinity, bottom: -Infinity, right: Infinity, top: Infinity }); break;
      case OPS.constructPath: if (fills.has(args[0]) && !state.isWhite && !state.isClear) dark.push(moved(areaOf(args[2]), state.matrix)); break;
      case OPS.showText: {
        const text = pack(listOf(args[0]).map((glyph) => (typeof glyph === 'object' && glyph !== null && 'unicode' in glyph && typeof glyph.unicode === 'string' ? glyph.unicode : '')).join(''));
        const kind = state.mode === 3 || state.mode === 7 || state.isClear ? 'invisible' : state.isWhite && state.mode % 4 === 0 ? 'white' : null;
        packed += text;
        for (let letter = 0; letter < text.length; letter += 1) letters.push({ kind, darkBefore: dark.length });
        break;
      }
    }
  }
  return { packed, letters, dark, hasPicture: largest > 100_000 };
}

function pack(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : [];
}

function matrixOf(value: unknown): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = listOf(value).map(Number);
  return [a, b, c, d, e, f];
}

function areaOf(minMax: unknown): Box {
  const [left = 0, bottom = 0, right = 0, top = 0] = listOf(minMax).map(Number);
  return { left, bottom, right, top };
}

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function moved({ left, bottom, right, top }: Box, [a, b, c, d, e, f]: Matrix): Box {
  const corners = [[left, bottom], [left, top], [right, bottom], [right, top]].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

/** As `#ffffff`, or three bytes. */
function isWhite(args: readonly unknown[]): boolean {
  const [first] = args;
  return typeof first === 'string' ? /^#(?:f[a-f89]|f){3}$/i.test(first) && Number.parseInt(first.slice(1, 3), 16) > 247 : args.length === 3 && args.every((value) => Number(value) > 247);
}
