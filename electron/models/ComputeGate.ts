import { AppError } from '../shared/AppError.ts';

/** Who goes first: a person waiting for a vector, then the next tokens of an answer, then indexing. */
export type Rank = 'interactive' | 'generate' | 'background';
const ranks: readonly Rank[] = ['interactive', 'generate', 'background'];

type Waiter = { readonly start: () => void };

/**
 * Lets one piece of native computing run at a time, because both runtimes take every core and slow each other down many
 * times over when they meet. Pieces are small (one text, one slice of a prompt, one token), so order can change between them.
 */
export class ComputeGate {
  readonly #waiting: Record<Rank, Waiter[]> = { interactive: [], generate: [], background: [] };
  #busy = false;
  #generations = 0;

  /** Runs `work` when its turn comes. Errors: `cancelled` when the signal aborts while waiting; running work is not broken off. */
  async run<T>(rank: Rank, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#enter(rank, signal);
    try {
      return await work();
    } finally {
      this.#busy = false;
      this.#wakeNext();
    }
  }

  /** While the returned object lives, background work waits even between the tokens of the answer. */
  generation(): Disposable {
    this.#generations += 1;
    return {
      [Symbol.dispose]: () => {
        this.#generations -= 1;
        this.#wakeNext();
      },
    };
  }

  #mayStart(rank: Rank): boolean {
    return !this.#busy && (rank !== 'background' || this.#generations === 0);
  }

  #enter(rank: Rank, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(new AppError('cancelled'));
    const isFirst = ranks.slice(0, ranks.indexOf(rank) + 1).every((other) => this.#waiting[other].length === 0);
    if (isFirst && this.#mayStart(rank)) {
      this.#busy = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const queue = this.#waiting[rank];
      const leave = (): void => {
        const at = queue.indexOf(waiter);
        if (at >= 0) queue.splice(at, 1);
        reject(new AppError('cancelled'));
      };
      const waiter: Waiter = {
        start: () => {
          signal?.removeEventListener('abort', leave);
          this.#busy = true;
          resolve();
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.push(waiter);
    });
  }

  #wakeNext(): void {
    for (const rank of ranks) {
      if (!this.#mayStart(rank)) continue;
      const next = this.#waiting[rank].shift();
      if (next !== undefined) return next.start();
    }
  }
}
