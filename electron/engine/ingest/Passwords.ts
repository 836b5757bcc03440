import { AppError } from '../../shared/AppError.ts';

/** Passwords of protected documents, in memory alone, as bytes that `clear` overwrites: they are gone when the library is closed or locked. */
export class Passwords {
  readonly #ofAny: Buffer[] = [];
  readonly #ofDocument = new Map<number, Buffer>();

  /** Tried on every document that needs one. */
  addForAny(passwords: readonly string[]): void {
    for (const bytes of passwords.map((password) => Buffer.from(password))) {
      if (this.#ofAny.some((known) => known.equals(bytes))) bytes.fill(0);
      else this.#ofAny.push(bytes);
    }
  }

  set(documentId: number, password: string): void {
    this.forget(documentId);
    this.#ofDocument.set(documentId, Buffer.from(password));
  }

  forget(documentId: number): void {
    this.#ofDocument.get(documentId)?.fill(0);
    this.#ofDocument.delete(documentId);
  }

  /** The password that is a document's own; null where none is known. */
  own(documentId: number): string | null {
    return this.#ofDocument.get(documentId)?.toString() ?? null;
  }

  /** What to try on a document, its own first. */
  for(documentId: number): readonly string[] {
    const own = this.own(documentId);
    const others = this.#ofAny.map(String).filter((password) => password !== own);
    return own === null ? others : [own, ...others];
  }

  /**
   * Opens a document with each of its passwords until one fits, which then is its own; without one where none is known. Errors: those of `open`, password-needed
   * where none fits.
   */
  async open<T>(documentId: number, open: (password: string | undefined) => Promise<T>): Promise<T> {
    const [first, ...others] = this.for(documentId);
    for (const [at, password] of [first, ...others].entries()) {
      try {
        const opened = await open(password);
        if (password !== undefined && at > 0) this.set(documentId, password);
        return opened;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'password-needed' || at === others.length) throw error;
      }
    }
    throw new AppError('password-needed');
  }

  clear(): void {
    for (const bytes of [...this.#ofAny, ...this.#ofDocument.values()]) bytes.fill(0);
    this.#ofAny.length = 0;
    this.#ofDocument.clear();
  }
}
