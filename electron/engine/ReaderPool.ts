import { availableParallelism } from 'node:os';
import { AppError } from '../shared/AppError.ts';
import type { Client } from '../shared/operation.ts';
import type { ReadEvent, ReaderContract } from '../shared/readerContract.ts';
import type { HelperProcess } from './HelperProcess.ts';
import { answerWithin, LentHelpers, readerError, type Lent } from './LentHelpers.ts';

/** What the pool needs of a reader's process: the real `HelperProcess` or a stand-in. */
export type ReaderHelper = Pick<HelperProcess<ReaderContract>, 'kill' | 'close'> & { readonly client: Client<ReaderContract> };

export type ReaderPoolOptions = {
  /** Makes one reader; its process need not run before it is used. */
  readonly create: () => ReaderHelper;
  /** Documents usually read at the same time; default: one a core, at most 2. There is room for one more, for when all are held up. */
  readonly size?: number;
  /** A reader that sends nothing for so long while it is waited for is killed. Not a limit on the whole document. Default 60 s. */
  readonly silenceMs?: number;
  /** An unused reader's process is ended after this time and started again when needed. Default 30 s. */
  readonly idleMs?: number;
};

/**
 * Readers for untrusted files, one document each at a time: a huge document holds one of them and the rest go on. What a
 * reader does to itself (hanging, crashing) costs its process and the document in hand, nothing else.
 */
export class ReaderPool {
  readonly size: number;
  readonly #silenceMs: number;
  readonly #readers: LentHelpers<ReaderHelper>;
  readonly #queue: ((reader: Lent<ReaderHelper>) => void)[] = [];
  /** Locating a quote must not wait behind a document being read: it has a process of its own. */
  readonly #locator: LentHelpers<ReaderHelper>;

  constructor({ create, size = Math.max(1, Math.min(2, availableParallelism())), silenceMs = 60_000, idleMs = 30_000 }: ReaderPoolOptions) {
    this.size = size;
    this.#silenceMs = silenceMs;
    this.#readers = new LentHelpers({ create, most: size + 1, idleMs });
    this.#locator = new LentHelpers({ create, most: 1, idleMs });
  }

  /**
   * What one file holds, in reading order, ending with its `outcome`; `password` opens it where it needs one. The time the caller takes between events does not
   * count as silence. Errors: reader-timeout, reader-crashed, reader-memory, output-invalid for a reader that says something twice, cancelled.
   */
  async *read(path: string, { signal, password }: { readonly signal: AbortSignal; readonly password?: string | undefined }): AsyncGenerator<ReadEvent, void, undefined> {
    const reader = await this.#lend(signal);
    const events = reader.helper.client.read(password === undefined ? { path } : { path, password }, { signal })[Symbol.asyncIterator]();
    const pages = new Set<number>();
    let over = false;
    try {
      for (;;) {
        const next = await answerWithin(this.#silenceMs, reader.helper, events.next());
        if (next.done === true) {
          over = true;
          return;
        }
        const isRepeated: boolean = over || (next.value.type === 'pages' && next.value.pages.some(({ number }) => pages.size === pages.add(number).size));
        over = !isRepeated && next.value.type === 'outcome';
        if (isRepeated) throw new AppError('output-invalid', { operation: 'read', problem: 'the reader said something twice' });
        yield next.value;
      }
    } catch (error) {
      throw readerError(error, path);
    } finally {
      // A reader left in the middle may be deep in a loop that hears nothing, and would bring its silence to the next document.
      if (!over) reader.helper.kill();
      this.#giveBack(reader);
    }
  }

  /** Where ranges of a page are drawn. Errors: those of `read`, file-not-found, file-changed. */
  async locate(input: Parameters<Client<ReaderContract>['locate']>[0], { signal }: { readonly signal: AbortSignal }): Promise<Awaited<ReturnType<Client<ReaderContract>['locate']>>> {
    const reader = this.#locator.share();
    try {
      return await answerWithin(this.#silenceMs, reader.helper, reader.helper.client.locate(input, { signal }));
    } catch (error) {
      throw readerError(error, input.path);
    } finally {
      this.#locator.giveBack(reader);
    }
  }

  /** Ends all readers; what they were reading rejects. */
  async close(): Promise<void> {
    await Promise.all([this.#readers.close(), this.#locator.close()]);
  }

  async #lend(signal: AbortSignal): Promise<Lent<ReaderHelper>> {
    signal.throwIfAborted();
    return this.#readers.lend() ?? await this.#wait(signal);
  }

  #wait(signal: AbortSignal): Promise<Lent<ReaderHelper>> {
    return new Promise((resolve, reject) => {
      const take = (reader: Lent<ReaderHelper>): void => {
        signal.removeEventListener('abort', leave);
        resolve(reader);
      };
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(take), 1);
        reject(new AppError('cancelled'));
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.push(take);
    });
  }

  #giveBack(reader: Lent<ReaderHelper>): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#readers.giveBack(reader);
    else next(reader);
  }
}
