const sliceSeconds = 0.1;
const fewest = 8;
const most = 512;
/** From so many tokens on llama.cpp reads a fifth faster (measured: 0.79 to 0.82 of reading all at once below, 0.96 and more from there on); worth a slice a little longer. */
const wide = 64;
const wideSeconds = 0.2;

/** Sizes slices of a prompt so that each takes about 0.1 s, at most 0.2 s where that makes them wide, from the speed of the slices before. Kept as long as the model is loaded. */
export class PromptPace {
  #tokensPerSecond: number | null = null;

  /** Tokens for the next slice, 8 to 512; 16 until there is a speed. */
  get sliceTokens(): number {
    const speed = this.#tokensPerSecond;
    if (speed === null) return 16;
    const tokens = speed * sliceSeconds;
    return tokens < wide && wide <= speed * wideSeconds ? wide : Math.round(Math.max(fewest, Math.min(most, tokens)));
  }

  /** Notes that `tokens` took `ms`. A slower slice counts at once, a faster one by half, so that a busy machine does not make stopping slow. */
  add(tokens: number, ms: number): void {
    if (tokens < fewest) return; // the rest of a prompt says little
    const measured = tokens / Math.max(ms / 1_000, 1e-4);
    const known = this.#tokensPerSecond;
    this.#tokensPerSecond = known === null || measured < known ? measured : (known + measured) / 2;
  }
}
