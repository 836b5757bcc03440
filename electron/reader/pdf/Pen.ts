import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { identity, placeOf, times, type Matrix } from './geometry.ts';

const { OPS } = pdfjs;

/** What is needed of a font to know where its signs stand. `unit`: size of its own space in that of the text, 0.001 for most. */
export type FontShape = { readonly unit: number; readonly vertical: boolean };
/** One sign as it is drawn: where it begins and where the next one does, points; its size there; its advance in the space of the text, which pdf.js asks by. */
export type PlacedSign = { readonly text: string; readonly from: readonly [number, number]; readonly to: readonly [number, number]; readonly size: number; readonly advance: number; readonly vertical: boolean };

type TextState = {
  readonly matrix: Matrix; /** Where the pen is and where its line began, in the space of the matrix. */ readonly x: number; readonly y: number; readonly lineX: number; readonly lineY: number;
  readonly leading: number; readonly letterGap: number; readonly wordGap: number; readonly stretch: number; readonly rise: number; readonly size: number; readonly font: FontShape;
};

const start: TextState = { matrix: identity, x: 0, y: 0, lineX: 0, lineY: 0, leading: 0, letterGap: 0, wordGap: 0, stretch: 1, rise: 0, size: 0, font: { unit: 0.001, vertical: false } };

/** Follows where text is drawn through what a page draws. Source: ISO 32000-1, 9.3 and 9.4. */
export class Pen {
  readonly #fontOf: (name: string) => FontShape;
  readonly #around: TextState[] = [];
  #state = start;

  constructor(fontOf: (name: string) => FontShape) {
    this.#fontOf = fontOf;
  }

  save(): void {
    this.#around.push(this.#state);
  }

  restore(): void {
    this.#state = this.#around.pop() ?? this.#state;
  }

  /** Takes what changes where or how large text is drawn; everything else is passed over. */
  take(operation: number, args: readonly unknown[]): void {
    const state = this.#state;
    const [first = 0, second = 0] = args.map(Number);
    switch (operation) {
      case OPS.beginText: this.#state = { ...state, matrix: identity, x: 0, y: 0, lineX: 0, lineY: 0 }; break;
      case OPS.setTextMatrix: this.#state = { ...state, matrix: matrixOf(args[0]), x: 0, y: 0, lineX: 0, lineY: 0 }; break;
      case OPS.setLeadingMoveText: this.#state = { ...state, leading: -second }; this.#move(first, second); break;
      case OPS.moveText: this.#move(first, second); break;
      case OPS.nextLine: this.#move(0, -state.leading); break;
      case OPS.setLeading: this.#state = { ...state, leading: first }; break;
      case OPS.setCharSpacing: this.#state = { ...state, letterGap: first }; break;
      case OPS.setWordSpacing: this.#state = { ...state, wordGap: first }; break;
      case OPS.setHScale: this.#state = { ...state, stretch: first / 100 }; break;
      case OPS.setTextRise: this.#state = { ...state, rise: first }; break;
      case OPS.setFont: this.#state = { ...state, font: this.#fontOf(String(args[0])), size: second }; break;
    }
  }

  /** The signs of one line as they come. `around`: the space of the page in which it is drawn. */
  draw(line: unknown, around: Matrix): PlacedSign[] {
    const { matrix, size, font, stretch, rise, letterGap, wordGap, y } = this.#state;
    const whole = times(around, matrix);
    const height = Math.abs(size) * Math.hypot(whole[2], whole[3]);
    let [along, down] = [this.#state.x, y];
    const signs: PlacedSign[] = [];
    const forward = (by: number): void => { if (font.vertical) down += by; else along += by * stretch; };
    for (const sign of Array.isArray(line) ? line as readonly unknown[] : []) {
      if (typeof sign === 'number') {
        forward((-sign / 1000) * size);
        continue;
      }
      if (typeof sign !== 'object' || sign === null) continue;
      const { unicode, width, vmetric, isSpace } = sign as { readonly unicode?: unknown; readonly width?: unknown; readonly vmetric?: unknown; readonly isSpace?: unknown };
      const advance = Number(font.vertical && Array.isArray(vmetric) ? vmetric[0] : width ?? 0) * size * font.unit;
      const from = placeOf(along, down + rise, whole);
      forward(advance);
      const gap = letterGap + (isSpace === true ? wordGap : 0);
      forward(font.vertical ? -gap : gap);
      signs.push({ text: typeof unicode === 'string' ? unicode : '', from, to: placeOf(along, down + rise, whole), size: height, advance, vertical: font.vertical });
    }
    this.#state = { ...this.#state, x: along, y: down };
    return signs;
  }

  #move(x: number, y: number): void {
    const [lineX, lineY] = [this.#state.lineX + x, this.#state.lineY + y];
    this.#state = { ...this.#state, x: lineX, y: lineY, lineX, lineY };
  }
}

export function matrixOf(value: unknown): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = (Array.isArray(value) ? value : ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : []).map(Number);
  return [a, b, c, d, e, f];
}
