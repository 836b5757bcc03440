import { styleText } from 'node:util';
import { printable } from '../shared/printable.ts';

type Output = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
export type TerminalStreams = { readonly out: Output; readonly err: Output };
type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

const progressEveryMs = 2_000;
const eraseLine = '\r\u001b[2K';

/** Results go to standard output, everything else to standard error. Text of documents cannot steer the terminal. */
export class Terminal {
  readonly #out: Output;
  readonly #err: Output;
  readonly #now: () => number;
  #lastProgress = { text: '', atMs: Number.NEGATIVE_INFINITY };
  #isShowing = false;

  constructor({ out, err }: TerminalStreams, now: () => number = Date.now) {
    this.#out = out;
    this.#err = err;
    this.#now = now;
  }

  get isInteractive(): boolean {
    return this.#err.isTTY === true;
  }

  /** One line, or several, of result. */
  line(text = ''): void {
    this.#clearProgress();
    this.#out.write(`${text}\n`);
  }

  json(value: unknown): void {
    this.#clearProgress();
    this.#out.write(`${toJson(value)}\n`);
  }

  log(text: string): void {
    this.#clearProgress();
    this.#err.write(`${text}\n`);
  }

  /** On a terminal one line rewritten in place; elsewhere a line at most every 2 s. */
  progress(text: string): void {
    if (text === this.#lastProgress.text && this.#isShowing) return;
    if (this.isInteractive) {
      this.#err.write(eraseLine + cut(text, (this.#err.columns || 80) - 1));
      this.#isShowing = true;
    } else {
      if (text === this.#lastProgress.text || this.#now() - this.#lastProgress.atMs < progressEveryMs) return;
      this.#err.write(`${text}\n`);
    }
    this.#lastProgress = { text, atMs: this.#now() };
  }

  /** Takes the progress line away. */
  endProgress(): void {
    this.#clearProgress();
  }

  style(style: Style, text: string): string {
    const isColour = this.#out.isTTY === true && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
    return isColour ? styleText(style, text, { validateStream: false }) : text;
  }

  #clearProgress(): void {
    if (!this.#isShowing) return;
    this.#err.write(eraseLine);
    this.#isShowing = false;
  }
}

/** As `printable`, but line breaks and tabs stay. */
export function printableLines(text: string): string {
  return text.split(/\r?\n/).map((line) => line.split('\t').map(printable).join('\t')).join('\n');
}

/** JSON whose strings hold no control characters either, so that it is safe on a screen. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function cut(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`;
}
