/** Events of work that goes on by itself, for one who follows it: they wait until they are taken; the end or the error of the work comes last. */
export class Events<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #end: { readonly error: unknown } | null = null;
  #wake = (): void => undefined;

  push(event: T): void {
    this.#waiting.push(event);
    this.#wake();
  }

  /** Ends as this work does. */
  follow(work: Promise<void>): void {
    work.then(() => null, (error: unknown) => error ?? new Error('unknown')).then((error) => {
      this.#end = { error };
      this.#wake();
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) yield next;
      else if (this.#end === null) await new Promise<void>((resolve) => { this.#wake = resolve; });
      else break;
    }
    if (this.#end.error !== null) throw this.#end.error;
  }
}
