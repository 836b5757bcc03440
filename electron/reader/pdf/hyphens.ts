import type { Row } from './rows.ts';

const parted = /\p{L}[-\u2010]\s*$/u;
const prefixes = /(?:^|[^\p{L}])(?:self|non|long|short|high|low|well|full|part|cross|year|month|day|one|two|three|four|multi|third|first|second|follow|on|off|up|in|re|pre|post|co|so|cost|risk|tax|rate|market)[-\u2010]$/iu;

/**
 * Decides what becomes of a hyphen at a line's end. Where many lines end in one, the page is set with hyphenation and words
 * are put together; where few do, the hyphen belongs to the word (long-term). The same word elsewhere on the page decides first.
 */
export class HyphenRule {
  readonly #hyphenated: boolean;
  readonly #words: Set<string>;

  constructor(blocks: readonly (readonly Row[])[]) {
    const lines = blocks.flat().map((row) => row.segments.at(-1)?.text ?? '');
    const ends = lines.filter((line) => parted.test(line)).length;
    this.#hyphenated = ends >= 2 && ends >= lines.length * 0.03;
    this.#words = ends === 0 ? new Set() : new Set(lines.join('\n').toLowerCase().match(/\p{L}+(?:[-\u2010]\p{L}+)*/gu) ?? []);
  }

  /** `hyphen`: it goes and the halves are joined; `blank`: it stays and no blank follows; `nothing`: the line does not end in a parted word. */
  dropAt(text: string, next: string): 'hyphen' | 'blank' | 'nothing' {
    const end = text.slice(-60);
    if (end.endsWith('\u00ad')) return 'hyphen';
    if (!parted.test(end) || !/^\p{Ll}/u.test(next)) return 'nothing';
    const first = /\p{L}+(?=[-\u2010]$)/u.exec(end)?.[0].toLowerCase() ?? '';
    const second = /^\p{L}+/u.exec(next)?.[0].toLowerCase() ?? '';
    if (this.#words.has(first + second)) return 'hyphen';
    if (this.#words.has(`${first}-${second}`) || prefixes.test(end)) return 'blank';
    return this.#hyphenated ? 'hyphen' : 'blank';
  }
}
