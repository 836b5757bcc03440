/** Calls `lock` once nothing was asked for `minutes()` minutes (0: never) and `isBusy` is false. Looks four times a minute. */
export class IdleLock {
  readonly #timer: NodeJS.Timeout;
  readonly #now: () => number;
  #lastMs: number;

  constructor({ minutes, isBusy, lock, now = Date.now, everyMs = 15_000 }: {
    readonly minutes: () => number; readonly isBusy: () => boolean; readonly lock: () => void; readonly now?: () => number; readonly everyMs?: number;
  }) {
    this.#now = now;
    this.#lastMs = now();
    this.#timer = setInterval(() => {
      const limit = minutes();
      if (isBusy()) this.touch();
      // A clock set back must not keep it open.
      else if (limit > 0 && Math.abs(now() - this.#lastMs) >= limit * 60_000) lock();
    }, everyMs).unref();
  }

  /** Someone asked for something. */
  touch(): void {
    this.#lastMs = this.#now();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
