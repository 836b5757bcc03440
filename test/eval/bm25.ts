/**
 * The floor every retrieval figure is printed beside: plain BM25 (k1 0.9, b 0.4) over lower-case words, no stemming, no stop
 * words, Chinese by character pairs; the same as the reference values in data/README.md. Independent of the product's code.
 */
export class Bm25 {
  readonly #ids: string[] = [];
  readonly #lengths: number[] = [];
  readonly #postings = new Map<string, Map<number, number>>();

  constructor(documents: readonly { readonly id: string; readonly text: string }[]) {
    for (const [index, { id, text }] of documents.entries()) {
      const words = plainWords(text);
      this.#ids.push(id);
      this.#lengths.push(words.length);
      for (const word of words) {
        const posting = this.#postings.get(word) ?? new Map<number, number>();
        posting.set(index, (posting.get(index) ?? 0) + 1);
        this.#postings.set(word, posting);
      }
    }
  }

  /** Ids of the best `limit` documents with a score above 0; ties in document order. */
  rank(query: string, limit: number): string[] {
    const count = this.#ids.length;
    const averageLength = this.#lengths.reduce((sum, length) => sum + length, 0) / count;
    const scores = new Map<number, number>();
    for (const word of plainWords(query)) {
      const posting = this.#postings.get(word);
      if (posting === undefined) continue;
      const idf = Math.log(1 + (count - posting.size + 0.5) / (posting.size + 0.5));
      for (const [index, frequency] of posting) {
        const norm = 0.9 * (1 - 0.4 + (0.4 * (this.#lengths[index] ?? 0)) / averageLength);
        scores.set(index, (scores.get(index) ?? 0) + (idf * frequency * 1.9) / (frequency + norm));
      }
    }
    return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, limit).map(([index]) => this.#ids[index] ?? '');
  }
}

const han = /\p{Script=Han}/u;

function plainWords(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).flatMap((word) => (han.test(word) ? characterPairs(word) : [word]));
}

function characterPairs(word: string): string[] {
  const characters = [...word];
  return characters.length === 1 ? characters : characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
