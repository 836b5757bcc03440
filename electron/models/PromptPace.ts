/** Each slice reads all weights once more (17 ms where a slice of 64 tokens takes 200), so slices are as long as stopping may take: 0.2 s. */
const sliceSeconds = 0.18;
const fewest = 8;
const most = 512;

/** Sizes slices of a prompt so that each takes about 0.18 s, from the speed of the slices before. Kept as long as the model is loaded. */
export class PromptPace {
  #msPerToken: number | null = null;

  /** Tokens for the next slice, 8 to 512; 16 until there is a speed. */
  get sliceTokens(): number {
    return this.#msPerToken === null ? 16 : Math.floor(Math.max(fewest, Math.min(most, (sliceSeconds * 1_000) / this.#msPerToken)));
  }

  /** Notes that `tokens` took `ms`. By halves in time: a slice ten times slower makes the next five times smaller, one twice as slow, as happens, by a third. */
  add(tokens: number, ms: number): void {
    if (tokens < fewest) return; // the rest of a prompt says little
    const measured = Math.max(ms, 1e-3) / tokens;
    this.#msPerToken = this.#msPerToken === null ? measured : (this.#msPerToken + measured) / 2;
  }
}
