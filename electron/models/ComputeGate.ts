import { AppError } from '../shared/AppError.ts';

/** Who goes first: a person waiting for a vector, then the next tokens of an answer, then indexing. */
export type Rank = 'interactive' | 'generate' | 'background';
const ranks: readonly Rank[] = ['interactive', 'generate', 'background'];

type Waiter = { readonly slots: number; readonly beside: boolean; readonly start: () => void };
type GateOptions = {
  readonly signal?: AbortSignal;
  /** Share of the machine the work takes, 1..`slots` of the gate; all of it when not said. */
  readonly slots?: number;
  /** May start beside background work that fills all slots: a short text that a person waits for need not wait for a long one to end. Never beside a step of an answer. */
  readonly beside?: boolean;
};

/**
 * Shares the cores among pieces of native computing. Embedding a text takes one slot; a step of an answer takes all, because
 * llama.cpp uses every core and both slow each other down many times over when they meet. Pieces are small (one text, one slice
 * of a prompt, one token), so order can change between them.
 */
export class ComputeGate {
  readonly slots: number;
  readonly #waiting: Record<Rank, Waiter[]> = { interactive: [], generate: [], background: [] };
  readonly #running: Record<Rank, number> = { interactive: 0, generate: 0, background: 0 };
  #free: number;
  #generations = 0;

  /** `slots`: how many pieces of the smallest size run at once, ≥ 1. */
  constructor(slots = 1) {
    this.slots = slots;
    this.#free = slots;
  }

  /** Runs `work` when its turn comes. Errors: `cancelled` when the signal aborts while waiting; running work is not broken off. */
  async run<T>(rank: Rank, work: () => Promise<T>, { signal, slots = this.slots, beside = false }: GateOptions = {}): Promise<T> {
    const taken = Math.max(1, Math.min(slots, this.slots));
    await this.#enter(rank, { slots: taken, beside }, signal);
    try {
      return await work();
    } finally {
      this.#free += taken;
      this.#running[rank] -= 1;
      this.#wake();
    }
  }

  /** While the returned object lives, background work waits even between the tokens of the answer. */
  generation(): Disposable {
    this.#generations += 1;
    return {
      [Symbol.dispose]: () => {
        this.#generations -= 1;
        this.#wake();
      },
    };
  }

  /** One piece at a time: two beside indexing would slow each other down. */
  #fitsBeside({ beside }: Waiter): boolean {
    return beside && this.#free >= 0 && this.#running.background > 0 && this.#running.generate === 0;
  }

  #isHeld(rank: Rank): boolean {
    return rank === 'background' && this.#generations > 0;
  }

  #enter(rank: Rank, wants: Pick<Waiter, 'slots' | 'beside'>, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(new AppError('cancelled'));
    return new Promise((resolve, reject) => {
      const queue = this.#waiting[rank];
      const leave = (): void => {
        const at = queue.indexOf(waiter);
        if (at < 0) return;
        queue.splice(at, 1);
        reject(new AppError('cancelled'));
        this.#wake();
      };
      const waiter: Waiter = {
        ...wants,
        start: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.push(waiter);
      this.#wake();
    });
  }

  /** Starts whoever fits, in order. One that does not fit yet holds back all behind it, or wide work would starve. */
  #wake(): void {
    for (const rank of ranks) {
      const queue = this.#waiting[rank];
      while (!this.#isHeld(rank)) {
        const next = queue[0];
        if (next === undefined) break;
        if (next.slots > this.#free && !this.#fitsBeside(next)) return;
        queue.shift();
        this.#free -= next.slots;
        this.#running[rank] += 1;
        next.start();
      }
    }
  }
}
