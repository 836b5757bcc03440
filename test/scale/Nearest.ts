import { dot } from '../bench/synthesise.ts';

/** The ids of the vectors nearest to each question, by exact search over vectors that come one at a time and are not kept. */
export class Nearest {
  readonly #questions: readonly Float32Array[];
  readonly #best: { readonly id: number; readonly score: number }[][];
  readonly #count: number;

  /** `count`: how many ids for each question. Vectors and questions are of unit length. */
  constructor(questions: readonly Float32Array[], count: number) {
    this.#questions = questions;
    this.#best = questions.map(() => []);
    this.#count = count;
  }

  add(id: number, vector: Float32Array): void {
    for (const [at, question] of this.#questions.entries()) {
      const best = this.#best[at] ?? [];
      const score = dot(question, vector);
      if (best.length === this.#count && score <= (best.at(-1)?.score ?? 0)) continue;
      const place = best.findIndex((other) => other.score < score);
      best.splice(place < 0 ? best.length : place, 0, { id, score });
      if (best.length > this.#count) best.pop();
    }
  }

  /** For each question its nearest, best first. */
  ids(): number[][] {
    return this.#best.map((best) => best.map(({ id }) => id));
  }
}
