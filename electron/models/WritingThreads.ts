/** Tokens by which a number of threads is judged, and after how many the other is tried again. */
const [judgedBy, again] = [4, 1_000];

/**
 * Tells with how many threads tokens are written fastest: all that are free, or half of them. Where two share a core they only wait for each other (measured: 60 tokens/s with
 * one, 40 with both), while a prompt is read nearly twice as fast by both. Kept as long as the model is loaded.
 */
export class WritingThreads {
  readonly #times = new Map<number, number[]>();
  #last = 0;
  #written = 0;

  /** `free`: threads that pay off just now, ≥ 1. */
  choose(free: number): number {
    const half = Math.ceil(free / 2);
    const untried = [free, half].find((threads) => (this.#times.get(threads)?.length ?? 0) < judgedBy);
    return untried ?? (this.#typical(half) < this.#typical(free) ? half : free);
  }

  /** Notes that a token took `ms` with so many threads. The first after a change says nothing. */
  add(threads: number, ms: number): void {
    const isFirst = threads !== this.#last;
    this.#last = threads;
    this.#written += 1;
    // Whatever was slower before may be faster by now.
    if (this.#written % again === 0) for (const other of this.#times.keys()) if (other !== threads) this.#times.delete(other);
    if (!isFirst) this.#times.set(threads, [...(this.#times.get(threads) ?? []), ms].slice(-judgedBy));
  }

  /** Of the last tokens the middle one, which a moment's pause does not move. */
  #typical(threads: number): number {
    const times = [...(this.#times.get(threads) ?? [])].sort((a, b) => a - b);
    return times[Math.floor((times.length - 1) / 2)] ?? Infinity;
  }
}
