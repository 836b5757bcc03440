import { creditStep } from './wire.ts';

type Hooks = {
  /** Gives the event as it is handed out, or throws. */
  readonly check: (event: unknown) => unknown;
  /** Tells the other side that so many more events have been read. */
  readonly grant: (count: number) => void;
  readonly leave: () => void;
};
type Waiter = { readonly resolve: (result: IteratorResult<unknown, undefined>) => void; readonly reject: (error: unknown) => void };

/** The reading end of one stream: events that arrived and were not read yet, or readers who came before their event. */
export class Reception implements AsyncIterator<unknown, undefined> {
  readonly #hooks: Hooks;
  readonly #events: unknown[] = [];
  readonly #waiters: Waiter[] = [];
  #outcome: { readonly error: Error | null } | null = null;
  #unacknowledged = 0;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
  }

  push(event: unknown): void {
    if (this.#outcome !== null) return;
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#events.push(event);
    else this.#hand(event, waiter);
  }

  end(): void {
    this.#finish(null);
  }

  /** Events that arrived before the failure are still handed out, unless the reader asked for the end itself. */
  fail(error: Error): void {
    this.#finish(error);
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    return new Promise((resolve, reject) => {
      if (this.#events.length > 0) this.#hand(this.#events.shift(), { resolve, reject });
      else if (this.#outcome === null) this.#waiters.push({ resolve, reject });
      else if (this.#outcome.error === null) resolve({ done: true, value: undefined });
      else {
        reject(this.#outcome.error);
        this.#outcome = { error: null };
      }
    });
  }

  return(): Promise<IteratorResult<unknown, undefined>> {
    this.#events.length = 0;
    this.#finish(null);
    this.#hooks.leave();
    return Promise.resolve({ done: true, value: undefined });
  }

  #hand(event: unknown, waiter: Waiter): void {
    this.#unacknowledged += 1;
    if (this.#unacknowledged >= creditStep) {
      this.#hooks.grant(this.#unacknowledged);
      this.#unacknowledged = 0;
    }
    try {
      waiter.resolve({ done: false, value: this.#hooks.check(event) });
    } catch (error) {
      waiter.reject(error);
      void this.return();
    }
  }

  #finish(error: Error | null): void {
    if (this.#outcome !== null) return;
    const [first, ...rest] = this.#waiters.splice(0);
    this.#outcome = { error: first === undefined ? error : null };
    if (first === undefined) return;
    if (error === null) first.resolve({ done: true, value: undefined });
    else first.reject(error);
    for (const waiter of rest) waiter.resolve({ done: true, value: undefined });
  }
}
