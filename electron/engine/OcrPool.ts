import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../shared/AppError.ts';
import type { DrawInput, DrawnPage, OcrContract, RecogniseInput, RecognisedPage } from '../shared/ocrContract.ts';
import type { Client } from '../shared/operation.ts';
import type { HelperProcess } from './HelperProcess.ts';
import { answerWithin, LentHelpers, readerError } from './LentHelpers.ts';

/** What the pool needs of a recognising process: the real `HelperProcess` or a stand-in. */
export type OcrHelper = Pick<HelperProcess<OcrContract>, 'kill' | 'close'> & { readonly client: Client<OcrContract> };

type Lent = NonNullable<ReturnType<LentHelpers<OcrHelper>['lend']>>;

/** How often it is looked whether a process is free. */
const waitMs = 50;

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

/** Processes that recognise text, one page each at a time. What a page does to one (hanging, crashing) costs that page and the process. */
export class OcrPool {
  readonly size: number;
  readonly #pageMs: number;
  readonly #helpers: LentHelpers<OcrHelper>;

  constructor({ create, size = Math.max(1, Math.min(4, availableParallelism() - 1)), pageMs = 600_000, idleMs = 20_000 }: OcrPoolOptions) {
    this.size = size;
    this.#pageMs = pageMs;
    this.#helpers = new LentHelpers({ create, most: size, idleMs });
  }

  /** As soon as a process is free. Errors: those of `ocrContract.recognise`, reader-timeout, reader-crashed, reader-memory, cancelled, engine-stopped. */
  async recognise(input: RecogniseInput, { signal }: { readonly signal: AbortSignal }): Promise<RecognisedPage> {
    return await this.#use(input.path, signal, (client) => client.recognise(input, { signal }));
  }

  /** Draws a page, as soon as a process is free. Errors: those of `ocrContract.draw`, reader-timeout, reader-crashed, reader-memory, cancelled, engine-stopped. */
  async draw(input: DrawInput, { signal }: { readonly signal: AbortSignal }): Promise<DrawnPage> {
    return await this.#use(input.path, signal, (client) => client.draw(input, { signal }));
  }

  async #free(signal: AbortSignal): Promise<Lent> {
    for (;;) {
      const lent = this.#helpers.lend();
      if (lent !== null) return lent;
      await sleep(waitMs, undefined, { signal });
    }
  }

  async #use<T>(path: string, signal: AbortSignal, work: (client: OcrHelper['client']) => Promise<T>): Promise<T> {
    const lent = await this.#free(signal);
    const { helper } = lent;
    // Recognition itself hears nothing until it is through with the page.
    const leave = (): void => { helper.kill(); };
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await answerWithin(this.#pageMs, helper, work(helper.client));
    } catch (error) {
      if (signal.aborted) throw new AppError('cancelled', {}, { cause: error });
      throw readerError(error, path);
    } finally {
      signal.removeEventListener('abort', leave);
      this.#helpers.giveBack(lent);
    }
  }

  /** Ends all processes; what they were recognising rejects. */
  close(): Promise<void> {
    return this.#helpers.close();
  }
}
