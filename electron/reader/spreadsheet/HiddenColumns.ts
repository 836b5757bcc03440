/** More than Excel has: columns count from 1. */
const mostColumns = 16_384;
/** Ranges that are taken in; a file with more is not made by hand. */
const mostRanges = 1_000;

/** Which columns of a sheet do not show: asked for every cell, so a look-up and no search. */
export class HiddenColumns {
  #flags: Uint8Array | null = null;
  #ranges = 0;

  /** Both ends included. */
  add(first: number, last: number): void {
    this.#ranges += 1;
    if (this.#ranges > mostRanges || !(first >= 1) || !(last >= first)) return;
    this.#flags ??= new Uint8Array(mostColumns + 1);
    this.#flags.fill(1, first, Math.min(last, mostColumns) + 1);
  }

  has(column: number): boolean {
    return this.#flags?.[column] === 1;
  }
}
