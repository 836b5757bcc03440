/** So much of the past tells how fast work goes. */
const windowMs = 10_000;

/** Counts of what was done, and how fast it goes just now. */
export class Progress {
  #done = 0;
  #samples: { readonly atMs: number; readonly done: number }[] = [];

  get done(): number {
    return this.#done;
  }

  add(count: number, nowMs = performance.now()): void {
    if (this.#samples.length === 0) this.#samples.push({ atMs: nowMs, done: this.#done });
    this.#done += count;
    const last = this.#samples.at(-1);
    // A sample a quarter of a second is enough, however small the steps are.
    if (last !== undefined && nowMs - last.atMs >= 250) this.#samples.push({ atMs: nowMs, done: this.#done });
    while ((this.#samples[0]?.atMs ?? nowMs) < nowMs - windowMs) this.#samples.shift();
  }

  reset(): void {
    this.#done = 0;
    this.#samples = [];
  }

  /** A second, over the last ten seconds; 0 when nothing was done in them. */
  perSecond(nowMs = performance.now()): number {
    const first = this.#samples.find(({ atMs }) => atMs >= nowMs - windowMs);
    if (first === undefined || nowMs - first.atMs < 500) return 0;
    return ((this.#done - first.done) * 1_000) / (nowMs - first.atMs);
  }
}
