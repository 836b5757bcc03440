/** So many words in a row are a document's own; fewer stand in many. */
const wordsPerShingle = 6;
/** Scripts written without blanks: each sign is a word of its own. */
const firstUnspaced = 0x2e80;

/**
 * The shingles of a text: one number (53 bits) for each six words in a row, whatever their case and what stands between them. Calls
 * `take` for each; a text of fewer words has none.
 */
export function eachShingle(text: string, take: (shingle: number) => void): void {
  const low = new Int32Array(wordsPerShingle);
  const high = new Int32Array(wordsPerShingle);
  const folded = text.toLowerCase();
  let [words, inWord, a, b] = [0, false, 0, 0];
  const endWord = (): void => {
    low[words % wordsPerShingle] = a;
    high[words % wordsPerShingle] = b;
    words += 1;
    inWord = false;
    if (words >= wordsPerShingle) take(combine(low, high, words));
  };
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    const isLetter = code >= 128 ? code > 0xbf && code !== 0xd7 && code !== 0xf7 && (code < 0x2000 || code > 0x206f) : (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
    if (inWord && (!isLetter || code >= firstUnspaced)) endWord();
    if (!isLetter) continue;
    if (!inWord) [a, b] = [-2128831035, 84696351];
    inWord = true;
    a = Math.imul(a ^ code, 16777619);
    b = Math.imul(b + code, -1640531535) ^ (b >>> 15);
  }
  if (inWord) endWord();
}

/** The words of the ring in the order they were read. */
function combine(low: Int32Array, high: Int32Array, words: number): number {
  let [a, b] = [0, 0];
  for (let at = 0; at < wordsPerShingle; at += 1) {
    const slot = (words + at) % wordsPerShingle;
    a = Math.imul(a ^ (low[slot] ?? 0), 16777619) + 1;
    b = Math.imul(b + (high[slot] ?? 0), -2048144777) ^ (b >>> 13);
  }
  return (a >>> 0) * 2 ** 21 + (b >>> 11);
}

/** At most `most` shingles of some texts, the same ones every time, spread over all of them. */
export function sampleShingles(texts: Iterable<string>, most: number): number[] {
  let kept = new Set<number>();
  let every = 1;
  for (const text of texts) {
    eachShingle(text, (shingle) => {
      if (shingle % every === 0) kept.add(shingle);
    });
    while (kept.size > most) {
      every *= 2;
      kept = new Set([...kept].filter((shingle) => shingle % every === 0));
    }
  }
  return [...kept];
}

/** Tells in one look that most numbers are not in a set. */
export class ShingleSet {
  readonly #all: ReadonlySet<number>;
  readonly #bits = new Uint8Array(1 << 17);

  constructor(shingles: Iterable<number>) {
    this.#all = new Set(shingles);
    for (const shingle of this.#all) this.#bits[(shingle >>> 3) & 0x1ffff] = (this.#bits[(shingle >>> 3) & 0x1ffff] ?? 0) | (1 << (shingle & 7));
  }

  has(shingle: number): boolean {
    return ((this.#bits[(shingle >>> 3) & 0x1ffff] ?? 0) & (1 << (shingle & 7))) !== 0 && this.#all.has(shingle);
  }

  /** Those of the set that stand in a text. */
  in(text: string): Set<number> {
    const found = new Set<number>();
    if (this.#all.size > 0) eachShingle(text, (shingle) => { if (this.has(shingle)) found.add(shingle); });
    return found;
  }
}
