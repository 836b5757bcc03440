import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../shared/AppError.ts';

/** How long what runs may take to end once it is told to. */
const graceMs = 2_000;

/** What is being done with an open library. Closing it ends all of that with the reason, at once for whoever asked. */
export class Running {
  readonly #closing = new AbortController();
  readonly #works = new Set<Promise<unknown>>();
  #reason = new AppError('engine-stopped');
  #streams = 0;

  /** Whether an answer or a report is on its way to someone. */
  get hasStreams(): boolean {
    return this.#streams > 0;
  }

  /** Errors: the reason of `close`, whatever the work makes of being aborted; those of the work. */
  async call<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T> | T): Promise<T> {
    return await this.#orClosed(this.#track((async () => await work(this.#with(signal)))()));
  }

  async *stream<T>(signal: AbortSignal, work: (signal: AbortSignal) => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    const events = work(this.#with(signal))[Symbol.asyncIterator]();
    let isOver = false;
    this.#streams += 1;
    try {
      for (;;) {
        const next = await this.#orClosed(this.#track(events.next()));
        if (next.done === true) {
          isOver = true;
          return;
        }
        yield next.value;
      }
    } finally {
      this.#streams -= 1;
      const left = isOver || events.return === undefined ? Promise.resolve() : this.#track(events.return());
      // While closing nobody waits here: `close` does.
      if (!this.#closing.signal.aborted) await left;
    }
  }

  /** Ends everything and waits for it, as long as its grace lasts. */
  async close(reason: AppError): Promise<void> {
    this.#reason = reason;
    this.#closing.abort(reason);
    await Promise.race([Promise.allSettled(this.#works), sleep(graceMs, undefined, { ref: false })]);
  }

  #with(signal: AbortSignal): AbortSignal {
    if (this.#closing.signal.aborted) throw this.#reason;
    return AbortSignal.any([signal, this.#closing.signal]);
  }

  #track<T>(work: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = work.then(() => undefined, () => undefined).finally(() => { this.#works.delete(settled); });
    this.#works.add(settled);
    return work;
  }

  async #orClosed<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#closing;
    let fail = (): void => undefined;
    const closed = new Promise<never>((_, reject) => {
      fail = () => { reject(this.#reason); };
      if (signal.aborted) fail();
      else signal.addEventListener('abort', fail, { once: true });
    });
    try {
      return await Promise.race([closed, work]);
    } catch (error) {
      throw signal.aborted ? this.#reason : error;
    } finally {
      signal.removeEventListener('abort', fail);
    }
  }
}
