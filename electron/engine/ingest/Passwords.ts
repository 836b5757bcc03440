/** Passwords of protected documents, in memory alone: they are gone with the library's closing. */
export class Passwords {
  readonly #ofAny = new Set<string>();
  readonly #ofDocument = new Map<number, string>();

  /** Tried on every document that needs one. */
  addForAny(passwords: readonly string[]): void {
    for (const password of passwords) this.#ofAny.add(password);
  }

  set(documentId: number, password: string): void {
    this.#ofDocument.set(documentId, password);
  }

  forget(documentId: number): void {
    this.#ofDocument.delete(documentId);
  }

  /** What to try on a document, its own first. */
  for(documentId: number): readonly string[] {
    const own = this.#ofDocument.get(documentId);
    return own === undefined ? [...this.#ofAny] : [own, ...[...this.#ofAny].filter((password) => password !== own)];
  }
}
