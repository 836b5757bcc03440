import { availableParallelism } from 'node:os';
import { AppError } from '../shared/AppError.ts';
import type { OcrContract, RecogniseInput, RecognisedPage } from '../shared/ocrContract.ts';
import type { Client } from '../shared/operation.ts';
import type { HelperProcess } from './HelperProcess.ts';

/** What the pool needs of a recognising process: the real `HelperProcess` or a stand-in. */
export type OcrHelper = Pick<HelperProcess<OcrContract>, 'kill' | 'close'> & { readonly client: Client<OcrContract> };

export type OcrPoolOptions = {
  /** Makes one process; it need not run before it is used. */
  readonly create: () => OcrHelper;
  /** Pages recognised at the same time; default: one a core but one, at least one and at most four. They run at low priority. */
  readonly size?: number;
  /** A page that takes longer is given up. Default 10 min: on a busy machine low priority may mean long waits. */
  readonly pageMs?: number;
  /** An unused process is ended after this time and started again when needed: it holds some hundred megabytes. Default 20 s. */
  readonly idleMs?: number;
};

type Worker = { readonly helper: OcrHelper; busy: boolean; idle: NodeJS.Timeout | undefined };

/** Processes that recognise text, one page each at a time. What a page does to one (hanging, crashing) costs that page and the process. */
export class OcrPool {
  readonly size: number;
  readonly #create: () => OcrHelper;
  readonly #pageMs: number;
  readonly #idleMs: number;
  readonly #workers: Worker[] = [];
  #closed = false;

  constructor({ create, size = Math.max(1, Math.min(4, availableParallelism() - 1)), pageMs = 600_000, idleMs = 20_000 }: OcrPoolOptions) {
    this.size = size;
    this.#create = create;
    this.#pageMs = pageMs;
    this.#idleMs = idleMs;
  }

  /** At most `size` calls at a time. Errors: those of `ocrContract.recognise`, reader-timeout, reader-crashed, reader-memory, cancelled, engine-stopped. */
  async recognise(input: RecogniseInput, { signal }: { readonly signal: AbortSignal }): Promise<RecognisedPage> {
    if (this.#closed) throw new AppError('engine-stopped');
    const worker = this.#lend();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      worker.helper.kill();
    }, this.#pageMs);
    // Recognition itself hears nothing until it is through with the page.
    const leave = (): void => { worker.helper.kill(); };
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await worker.helper.client.recognise(input, { signal });
    } catch (error) {
      if (signal.aborted) throw new AppError('cancelled', {}, { cause: error });
      if (late) throw new AppError('reader-timeout', { seconds: Math.round(this.#pageMs / 1_000) }, { cause: error });
      if (!(error instanceof AppError) || error.code !== 'helper-stopped') throw error;
      throw new AppError(error.details['why'] === 'memory' ? 'reader-memory' : 'reader-crashed', { path: input.path }, { cause: error });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
      this.#rest(worker);
    }
  }

  /** Ends all processes; what they were recognising rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { idle } of this.#workers) clearTimeout(idle);
    await Promise.all(this.#workers.map(({ helper }) => helper.close()));
  }

  #lend(): Worker {
    let worker = this.#workers.find(({ busy }) => !busy);
    if (worker === undefined) {
      if (this.#workers.length >= this.size) throw new AppError('internal', { message: 'more pages at a time than the pool has processes' });
      worker = { helper: this.#create(), busy: false, idle: undefined };
      this.#workers.push(worker);
    }
    worker.busy = true;
    clearTimeout(worker.idle);
    return worker;
  }

  #rest(worker: Worker): void {
    worker.busy = false;
    if (this.#closed) return;
    worker.idle = setTimeout(() => { worker.helper.kill(); }, this.#idleMs);
    worker.idle.unref();
  }
}
