import type { AnswerStage } from '../shared/schemas.ts';

/** How long the stages of one answer took, in milliseconds. What happens between them is in none. */
export class StageTimes {
  readonly #now: () => number;
  readonly #ms: Partial<Record<AnswerStage, number>> = {};

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Work of a stage; done several times it adds up, and counts where it fails as well. */
  async measure<T>(stage: AnswerStage, work: () => Promise<T>): Promise<T> {
    const startMs = this.#now();
    try {
      return await work();
    } finally {
      this.add(stage, this.#now() - startMs);
    }
  }

  add(stage: AnswerStage, ms: number): void {
    this.#ms[stage] = (this.#ms[stage] ?? 0) + ms;
  }

  /** To a hundredth; only stages that were reached. */
  all(): Partial<Record<AnswerStage, number>> {
    return Object.fromEntries(Object.entries(this.#ms).map(([stage, ms]) => [stage, Math.round(ms * 100) / 100]));
  }
}
