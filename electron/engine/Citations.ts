import type { Quote, Source } from '../shared/schemas.ts';

/** Gives places their numbers, once for the evidence and the sources of one answer: the same place has the same chip. */
export class Citations {
  readonly #sources: Source[] = [];

  /** The number of a place; a new place gets the next one. */
  add(quote: Quote): number {
    const known = this.#sources.find((source) => source.documentId === quote.documentId && source.page === quote.page && source.start === quote.start && source.end === quote.end);
    if (known !== undefined) return known.n;
    const n = this.#sources.length + 1;
    this.#sources.push({ n, ...quote });
    return n;
  }

  /** The places with these numbers, in the order of the numbers. */
  of(numbers: Iterable<number>): Source[] {
    const wanted = new Set(numbers);
    return this.#sources.filter((source) => wanted.has(source.n));
  }
}
