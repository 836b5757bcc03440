import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { identity, moved, times, type Box, type Matrix } from './geometry.ts';
import { OffPage } from './OffPage.ts';
import { matrixOf, Pen, type FontShape } from './Pen.ts';

/** What a page draws, as pdf.js lists it, and the shape of a font by the name it has there. */
export type Drawing = { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[]; readonly fontOf: (name: string) => FontShape };
export type Letter = { readonly kind: 'invisible' | 'white' | null; /** Dark areas drawn before it. */ readonly darkBefore: number };
/**
 * Every letter that stands on a page, in order, with how it is drawn: `packed` has one UTF-16 unit for each of `letters`. `dark`: areas that are painted in another colour than white; `pictures`: those that may
 * be one, empty where none is large. `offPage`: what stands beside the page.
 */
export type Letters = { readonly packed: string; readonly letters: readonly Letter[]; readonly dark: readonly Box[]; readonly pictures: readonly Box[]; readonly offPage: string };

const { OPS } = pdfjs;
const fills: ReadonlySet<unknown> = new Set([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]);
const everywhere: Box = { left: -Infinity, bottom: -Infinity, right: Infinity, top: Infinity };
/** A change of coordinates that makes the unit square this large may have drawn a picture, and one that may be a scan, square points. */
const [leastPicture, leastScan] = [100, 100_000];
/** A fill that lets so much through is not seen. */
const mostClear = 0.05;

type State = { readonly matrix: Matrix; readonly isWhite: boolean; readonly mode: number; readonly isClear: boolean };

export function lettersOf({ fnArray, argsArray, fontOf }: Drawing, page: Box): Letters {
  let state: State = { matrix: identity, isWhite: false, mode: 0, isClear: false };
  const [pen, offPage] = [new Pen(fontOf), new OffPage(page)];
  const around: State[] = [];
  const [dark, pictures, letters, packed]: [Box[], Box[], Letter[], string[]] = [[], [], [], []];
  let [largest, annotations] = [0, 0];
  for (const [at, operation] of fnArray.entries()) {
    const args = listOf(argsArray[at]);
    if (operation === OPS.beginAnnotation) annotations += 1;
    else if (operation === OPS.endAnnotation) annotations -= 1;
    if (annotations > 0) continue;
    switch (operation) {
      case OPS.save: case OPS.paintFormXObjectBegin:
        around.push(state);
        pen.save();
        if (operation === OPS.paintFormXObjectBegin && args[0] !== null && args[0] !== undefined) state = { ...state, matrix: times(state.matrix, matrixOf(args[0])) };
        break;
      case OPS.restore: case OPS.paintFormXObjectEnd:
        state = around.pop() ?? state;
        pen.restore();
        break;
      case OPS.transform: {
        state = { ...state, matrix: times(state.matrix, matrixOf(args)) };
        const picture = moved({ left: 0, bottom: 0, right: 1, top: 1 }, state.matrix);
        const area = (picture.right - picture.left) * (picture.top - picture.bottom);
        largest = Math.max(largest, area);
        if (area < leastPicture) break;
        dark.push(picture);
        pictures.push(picture);
        break;
      }
      case OPS.setFillRGBColor: state = { ...state, isWhite: isWhite(args) }; break;
      case OPS.setFillColorN: case OPS.setFillColor: state = { ...state, isWhite: false }; break;
      case OPS.setTextRenderingMode: state = { ...state, mode: Number(args[0]) }; break;
      case OPS.setGState: {
        const alpha = listOf(args[0]).map(listOf).find(([name]) => name === 'ca');
        if (alpha !== undefined) state = { ...state, isClear: Number(alpha[1]) <= mostClear };
        break;
      }
      case OPS.shadingFill: dark.push(everywhere); break;
      case OPS.constructPath: if (fills.has(args[0]) && !state.isWhite && !state.isClear) dark.push(moved(areaOf(args[2]), state.matrix)); break;
      case OPS.showText: {
        const kind = state.mode === 3 || state.mode === 7 || state.isClear ? 'invisible' : state.isWhite && state.mode % 4 === 0 ? 'white' : null;
        const letter: Letter = { kind, darkBefore: dark.length };
        for (const sign of pen.draw(args[0], state.matrix)) {
          if (offPage.add(sign)) continue;
          const text = pack(sign.text);
          packed.push(text);
          for (let unit = 0; unit < text.length; unit += 1) letters.push(letter);
        }
        break;
      }
      default: pen.take(operation, args);
    }
  }
  return { packed: packed.join(''), letters, dark, pictures: largest > leastScan ? pictures : [], offPage: offPage.text() };
}

/** The letters of a text alone, taken apart so far that what is one sign in one list and two in the other is the same. */
export function pack(text: string): string {
  return text.normalize('NFKD').replace(/[\s\p{Cf}]+/gu, '');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : [];
}

function areaOf(minMax: unknown): Box {
  const [left = 0, bottom = 0, right = 0, top = 0] = listOf(minMax).map(Number);
  return { left, bottom, right, top };
}

/** As `#ffffff`, or three bytes. */
function isWhite(args: readonly unknown[]): boolean {
  const [first] = args;
  return typeof first === 'string' ? /^#(?:f[a-f89]|f){3}$/i.test(first) && Number.parseInt(first.slice(1, 3), 16) > 247 : args.length === 3 && args.every((value) => Number(value) > 247);
}
