/** So many words in a row are a document's own; fewer stand in many. */
const wordsPerShingle = 6;
/** Scripts written without blanks: each sign is a word of its own. */
const firstUnspaced = 0x2e80;
/** The lower part of a shingle, of its 53 bits. */
const lowBits = 21;
const markBits = 1 << 20;

/**
 * The shingles of a text: one number (53 bits) for each six words in a row, whatever their case and what stands between them. Calls
 * `take` for each; a text of fewer words has none. All text of a library goes through here: with `marks` those whose lowest bits are not
 * among them are passed over before they are even made.
 */
export function eachShingle(text: string, take: (shingle: number) => void, marks: Uint8Array | null = null): void {
  const [ups, downs] = [new Int32Array(wordsPerShingle), new Int32Array(wordsPerShingle)];
  const folded = text.toLowerCase();
  const { length } = folded;
  let [words, oldest, inWord, up, down] = [0, 0, false, 0, 0];
  for (let at = 0; at <= length; at += 1) {
    // Behind the end stands what is in no word.
    const code = at < length ? folded.charCodeAt(at) : 0;
    const isLetter = code < 128 ? (code >= 97 && code <= 122) || (code >= 48 && code <= 57) : code > 0xbf && code !== 0xd7 && code !== 0xf7 && (code < 0x2000 || code > 0x206f);
    if (inWord && (!isLetter || code >= firstUnspaced)) {
      ups[oldest] = up;
      downs[oldest] = down;
      oldest = oldest + 1 === wordsPerShingle ? 0 : oldest + 1;
      words += 1;
      inWord = false;
      if (words >= wordsPerShingle) {
        const low = lowOf(downs, oldest);
        if (marks === null || ((marks[(low >>> 3) & (markBits / 8 - 1)] ?? 0) & (1 << (low & 7))) !== 0) take(highOf(ups, oldest) * 2 ** lowBits + low);
      }
    }
    if (!isLetter) continue;
    if (!inWord) {
      up = -2128831035;
      down = 84696351;
      inWord = true;
    }
    up = Math.imul(up ^ code, 16777619);
    down = Math.imul(down + code, -1640531535) ^ (down >>> 15);
  }
}

/** The words of a ring in the order they were read, as one number. */
function highOf(ring: Int32Array, oldest: number): number {
  let sum = 0;
  for (let at = 0, slot = oldest; at < wordsPerShingle; at += 1, slot = slot + 1 === wordsPerShingle ? 0 : slot + 1) sum = (Math.imul(sum ^ (ring[slot] ?? 0), 16777619) + 1) | 0;
  return sum >>> 0;
}

function lowOf(ring: Int32Array, oldest: number): number {
  let sum = 0;
  for (let at = 0, slot = oldest; at < wordsPerShingle; at += 1, slot = slot + 1 === wordsPerShingle ? 0 : slot + 1) sum = Math.imul(sum + (ring[slot] ?? 0), -2048144777) ^ (sum >>> 13);
  return sum >>> (32 - lowBits);
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

const none: ReadonlySet<number> = new Set();

/** Tells in one look that most numbers are not in a set. */
export class ShingleSet {
  readonly #all: ReadonlySet<number>;
  readonly #marks = new Uint8Array(markBits / 8);

  constructor(shingles: Iterable<number>) {
    this.#all = new Set(shingles);
    for (const shingle of this.#all) {
      const mark = shingle % markBits;
      this.#marks[mark >>> 3] = (this.#marks[mark >>> 3] ?? 0) | (1 << (mark & 7));
    }
  }

  /** Those of the set that stand in a text. */
  in(text: string): ReadonlySet<number> {
    if (this.#all.size === 0) return none;
    let found: Set<number> | null = null;
    eachShingle(text, (shingle) => { if (this.#all.has(shingle)) (found ??= new Set()).add(shingle); }, this.#marks);
    return found ?? none;
  }
}
