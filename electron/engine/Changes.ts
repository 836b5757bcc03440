/** Tells whoever waits that something changed, however often it does meanwhile. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Returns the function that stops listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * One value now and one after each change, at most one in `everyMs`; changes in between are taken together. Ends when
   * the signal aborts or `until` settles, with its error if it has one.
   */
  async *sample<T>(take: () => Promise<T> | T, { everyMs, signal, until }: { readonly everyMs: number; readonly signal: AbortSignal; readonly until?: Promise<unknown> }): AsyncGenerator<T, void, undefined> {
    let hasChanged = false;
    let isOver = false;
    let failure: { readonly error: unknown } | null = null;
    let wake = (): void => undefined;
    const stop = this.listen(() => { hasChanged = true; wake(); });
    const end = (): void => { isOver = true; wake(); };
    signal.addEventListener('abort', end, { once: true });
    until?.then(end, (error: unknown) => { failure = { error }; end(); });
    if (signal.aborted) end();
    try {
      while (!isOver) {
        hasChanged = false;
        yield await take();
        await wait(everyMs, () => isOver, (resolve) => { wake = resolve; });
        if (!hasChanged && !isOver) await wait(null, () => isOver || hasChanged, (resolve) => { wake = resolve; });
      }
    } finally {
      stop();
      signal.removeEventListener('abort', end);
    }
    if (failure !== null) throw (failure as { readonly error: unknown }).error;
  }
}

/** Until `isDone` holds at a wake-up, or the time has passed. */
async function wait(ms: number | null, isDone: () => boolean, onWake: (resolve: () => void) => void): Promise<void> {
  if (isDone()) return;
  await new Promise<void>((resolve) => {
    const timer = ms === null ? null : setTimeout(resolve, ms);
    onWake(() => {
      if (!isDone()) return;
      if (timer !== null) clearTimeout(timer);
      resolve();
    });
  });
}
