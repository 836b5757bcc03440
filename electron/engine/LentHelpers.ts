import type { StopCause } from './HelperProcess.ts';
import { AppError } from '../shared/AppError.ts';
import { afterAwake } from './afterAwake.ts';

/** What lending needs of a process: the real `HelperProcess` or a stand-in. */
type Endable = { kill(): void; close(): Promise<void> };
/** One process and how many use it just now. */
export type Lent<H extends Endable> = { readonly helper: H; users: number; idle: NodeJS.Timeout | undefined };

export type LentHelpersOptions<H extends Endable> = {
  /** Makes one process; it need not run before it is used. */
  readonly create: () => H;
  /** There are never more. */
  readonly most: number;
  /** An unused process is ended after this time; its next use starts it again. */
  readonly idleMs: number;
};

/** Processes of one kind, made when first needed and ended while nobody needs them. */
export class LentHelpers<H extends Endable> {
  readonly #options: LentHelpersOptions<H>;
  readonly #all: Lent<H>[] = [];
  #closed = false;

  constructor(options: LentHelpersOptions<H>) {
    this.#options = options;
  }

  /** One nobody uses; null while there are `most` and all are used. Errors: engine-stopped. */
  lend(): Lent<H> | null {
    const free = this.#all.find(({ users }) => users === 0);
    return free === undefined && this.#all.length >= this.#options.most ? null : this.#use(free);
  }

  /** The first of them, used or not. Errors: engine-stopped. */
  share(): Lent<H> {
    return this.#use(this.#all[0]);
  }

  /** Every `lend` and `share` ends with this. */
  giveBack(lent: Lent<H>): void {
    lent.users -= 1;
    if (lent.users > 0 || this.#closed) return;
    lent.idle = setTimeout(() => { lent.helper.kill(); }, this.#options.idleMs).unref();
  }

  /** Ends all of them; what they were at rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { idle } of this.#all) clearTimeout(idle);
    await Promise.all(this.#all.map(({ helper }) => helper.close()));
  }

  #use(known: Lent<H> | undefined): Lent<H> {
    if (this.#closed) throw new AppError('engine-stopped');
    const lent = known ?? { helper: this.#options.create(), users: 0, idle: undefined };
    if (known === undefined) this.#all.push(lent);
    lent.users += 1;
    clearTimeout(lent.idle);
    return lent;
  }
}

/** The answer of a process that is killed when it takes longer, not counting what neither of them was given to run. Errors: those of the answer, reader-timeout. */
export async function answerWithin<T>(ms: number, helper: Endable, answer: Promise<T>): Promise<T> {
  let isLate = false;
  const stop = afterAwake(ms, () => {
    isLate = true;
    helper.kill();
  });
  try {
    return await answer;
  } catch (error) {
    if (isLate) throw new AppError('reader-timeout', { seconds: Math.round(ms / 1_000) }, { cause: error });
    throw error;
  } finally {
    stop();
  }
}

/** What the end of a process means for the file it was at: reader-memory or reader-crashed; other errors are given back as they are. */
export function readerError(error: unknown, path: string): unknown {
  if (!(error instanceof AppError) || error.code !== 'helper-stopped') return error;
  const why = error.details['why'] as StopCause | undefined;
  return new AppError(why === 'memory' ? 'reader-memory' : 'reader-crashed', { path }, { cause: error });
}
