import type { Box } from './geometry.ts';
import type { PlacedSign } from './Pen.ts';

/** A step of this share of the letters' size to another line, and along the line, ends a line and a word. */
const [lineStep, wordStep] = [0.5, 0.2];

/** Whether pdf.js leaves a sign out of a page's text because it stands beside the page; by its own rule, so that the two agree. */
export function isOffPage({ from: [x, y], advance, vertical }: PlacedSign, page: Box): boolean {
  return vertical ? x < page.left || x > page.right || y + advance < page.bottom || y > page.top : x + advance < page.left || x > page.right || y < page.bottom || y > page.top;
}

/** Collects the words of a page that are not wholly on it, in the order they are drawn. */
export class OffPage {
  readonly #page: Box;
  #words: string[][] = [];
  #word: string[] = [];
  #isWordOff = false;
  #last: PlacedSign | null = null;
  #text = '';

  constructor(page: Box) {
    this.#page = page;
  }

  /** Gives whether the sign is beside the page. */
  add(sign: PlacedSign): boolean {
    const isOff = isOffPage(sign, this.#page);
    const gap = this.#last === null ? 'none' : gapBetween(this.#last, sign);
    if (gap === 'line') this.#endLine();
    else if (gap === 'word' || sign.text.trim() === '') this.#endWord();
    if (sign.text.trim() !== '') {
      this.#word.push(sign.text);
      this.#isWordOff ||= isOff;
    }
    this.#last = sign;
    return isOff;
  }

  /** All of them, a line to a line. */
  text(): string {
    this.#endLine();
    return this.#text;
  }

  #endWord(): void {
    if (this.#isWordOff) this.#words.push(this.#word);
    this.#word = [];
    this.#isWordOff = false;
  }

  #endLine(): void {
    this.#endWord();
    if (this.#words.length > 0) this.#text += `${this.#text === '' ? '' : '\n'}${asRead(this.#words.flatMap((word, at) => (at === 0 ? word : [' ', ...word])))}`;
    this.#words = [];
  }
}

function gapBetween(last: PlacedSign, { from, size }: PlacedSign): 'none' | 'word' | 'line' {
  const [ex, ey] = [last.to[0] - last.from[0], last.to[1] - last.from[1]];
  const length = Math.hypot(ex, ey);
  const [ux, uy] = length === 0 ? [1, 0] : [ex / length, ey / length];
  const [dx, dy] = [from[0] - last.to[0], from[1] - last.to[1]];
  if (Math.abs(dx * uy - dy * ux) > lineStep * size) return 'line';
  return Math.abs(dx * ux + dy * uy) > wordStep * size ? 'word' : 'none';
}

const fromTheRight = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
const fromTheLeft = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}.,:/%@-]+$/u;

/** Signs drawn from the left in the order they are read. */
function asRead(signs: readonly string[]): string {
  if (!signs.some((sign) => fromTheRight.test(sign))) return signs.join('');
  const read: string[] = [];
  let run: string[] = [];
  for (const sign of signs.toReversed()) {
    if (fromTheLeft.test(sign)) {
      run.unshift(sign);
      continue;
    }
    read.push(...run, sign);
    run = [];
  }
  return [...read, ...run].join('');
}
