/** A term in the index is so many hexadecimal digits, and a blank stands between two. */
const digits = 16;
const blank = 0x20;
const bits = 1 << 20;

/**
 * Finds hashed terms in the bytes of an index row without making a string of each: a row has hundreds of them, and nearly all are
 * told from the wanted ones by their first eight digits.
 */
export class HashedWords {
  readonly #wanted: ReadonlySet<string>;
  readonly #marks = new Uint8Array(bits >>> 3);

  constructor(terms: readonly string[]) {
    this.#wanted = new Set(terms);
    for (const term of this.#wanted) {
      const mark = markOf(Buffer.from(term, 'latin1'), 0) & (bits - 1);
      this.#marks[mark >>> 3] = (this.#marks[mark >>> 3] ?? 0) | (1 << (mark & 7));
    }
  }

  /** Whether one of them stands between two places of `bytes`, whatever the length of what stands there. */
  standIn(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#wanted.size === 0) return false;
    let start = from;
    while (start < to) {
      let end = start + digits;
      if (end > to || (end < to && bytes[end] !== blank)) {
        for (end = start; end < to && bytes[end] !== blank; end += 1);
      }
      const mark = markOf(bytes, start) & (bits - 1);
      if (((this.#marks[mark >>> 3] ?? 0) & (1 << (mark & 7))) !== 0 && this.#wanted.has(Buffer.from(bytes.subarray(start, end)).toString('latin1'))) return true;
      start = end + 1;
    }
    return false;
  }
}

/** The first eight digits as a number. */
function markOf(bytes: Uint8Array, at: number): number {
  let mark = 0;
  for (let index = at; index < at + 8; index += 1) {
    const code = bytes[index] ?? 0;
    mark = (mark << 4) | ((code & 0xf) + (code >>> 6) * 9);
  }
  return mark;
}
