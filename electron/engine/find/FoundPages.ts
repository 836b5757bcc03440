import type { FoundPage } from '../findAll.ts';

/** `from`: how many passages of the first page come before the stretch. `placesBefore`: of all pages before that one. */
export type Stretch = { readonly pages: readonly FoundPage[]; readonly from: number; readonly placesBefore: number };

/** Where the passages of an expression stand, without their words: enough to show any stretch of them, however many there are. */
export class FoundPages {
  readonly #pages: FoundPage[] = [];
  readonly #passagesBefore: number[] = [];
  readonly #placesBefore: number[] = [];
  #passages = 0;
  #places = 0;

  add(page: FoundPage): void {
    this.#pages.push(page);
    this.#passagesBefore.push(this.#passages);
    this.#placesBefore.push(this.#places);
    this.#passages += page.passages;
    this.#places += page.places;
  }

  get places(): number {
    return this.#places;
  }

  /** The pages that hold the passages from `offset` to before `offset + limit`. */
  stretch(offset: number, limit: number): Stretch {
    const first = this.#pageOf(offset);
    const end = this.#pageOf(offset + limit - 1) + 1;
    if (offset >= this.#passages) return { pages: [], from: 0, placesBefore: this.#places };
    return { pages: this.#pages.slice(first, end), from: offset - (this.#passagesBefore[first] ?? 0), placesBefore: this.#placesBefore[first] ?? 0 };
  }

  /** The last page before which at most so many passages lie. */
  #pageOf(passage: number): number {
    let [low, high] = [0, this.#pages.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#passagesBefore[middle] ?? 0) <= passage) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
