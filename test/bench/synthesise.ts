import { Random } from '../eval/random.ts';
import type { EmbeddedPassage } from './realVectors.ts';

export type SyntheticPassage = { readonly terms: readonly string[]; readonly vector: Float32Array };

/** Terms of a passage made from a real one and two others, as many as it has. The same numbers give the same terms. */
export class TermMixer<T extends { readonly terms: readonly string[] }> {
  readonly #real: readonly T[];
  readonly #random: Random;

  constructor(real: readonly T[], random: Random) {
    this.#real = real;
    this.#random = random;
  }

  /** `source`: the real passage that most of them come from. */
  next(): { readonly source: T; readonly terms: string[] } {
    const source = this.#random.pick(this.#real);
    const pool = [source, source, this.#random.pick(this.#real), this.#random.pick(this.#real)];
    return { source, terms: source.terms.map(() => this.#random.pick(this.#random.pick(pool).terms)) };
  }
}

/**
 * Passages that behave in an index as real ones do. A vector is a real one turned by noise, as far as some real passage is
 * from its nearest neighbour (a distance drawn from theirs). Terms come from the real passage it was made from and
 * two others, as many as a real passage has. The same seed gives the same passages.
 */
export class Synthesiser {
  readonly #mixer: TermMixer<{ readonly terms: readonly string[]; readonly vector: Float32Array }>;
  readonly #neighbourCosines: readonly number[];
  readonly #random: Random;

  constructor(real: readonly EmbeddedPassage[], termsOf: (text: string) => string[], seed: number) {
    const sources = real.map(({ text, vector }) => ({ terms: termsOf(text), vector })).filter(({ terms }) => terms.length > 0);
    this.#neighbourCosines = nearestCosines(sources.map(({ vector }) => vector));
    this.#random = new Random(seed);
    this.#mixer = new TermMixer(sources, this.#random);
  }

  next(): SyntheticPassage {
    const { source, terms } = this.#mixer.next();
    return { terms, vector: this.#near(source.vector, this.#random.pick(this.#neighbourCosines)) };
  }

  /** A unit vector in a random direction at this cosine from `vector`. */
  #near(vector: Float32Array, cosine: number): Float32Array {
    const noise = Float32Array.from(vector, () => this.#random.normal());
    const along = dot(noise, vector);
    const across = noise.map((value, i) => value - along * (vector[i] ?? 0));
    const length = Math.sqrt(dot(across, across));
    const sine = Math.sqrt(Math.max(0, 1 - cosine * cosine));
    return across.map((value, i) => cosine * (vector[i] ?? 0) + (sine * value) / length);
  }
}

/** Of each vector (unit length), the cosine to its nearest other; copies (above 0.9999) are no neighbours. */
export function nearestCosines(vectors: readonly Float32Array[]): number[] {
  return vectors.map((vector, index) => {
    let best = -1;
    for (const [other, candidate] of vectors.entries()) {
      if (other === index) continue;
      const cosine = dot(vector, candidate);
      if (cosine > best && cosine < 0.9999) best = cosine;
    }
    return best;
  });
}

/** Indices of the `count` vectors with the largest dot product, best first: exact search over vectors one after the other. */
export function exactNearest(all: Float32Array, dimensions: number, query: Float32Array, count: number): number[] {
  const best: { index: number; score: number }[] = [];
  for (let index = 0; index < all.length / dimensions; index += 1) {
    let score = 0;
    const offset = index * dimensions;
    for (let i = 0; i < dimensions; i += 1) score += (all[offset + i] ?? 0) * (query[i] ?? 0);
    if (best.length === count && score <= (best.at(-1)?.score ?? 0)) continue;
    const at = best.findIndex((entry) => entry.score < score);
    best.splice(at < 0 ? best.length : at, 0, { index, score });
    if (best.length > count) best.pop();
  }
  return best.map(({ index }) => index);
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
