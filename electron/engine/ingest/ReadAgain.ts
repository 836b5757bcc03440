import { AppError } from '../../shared/AppError.ts';
import type { Library } from '../library/Library.ts';
import type { ReaderPool } from '../ReaderPool.ts';
import type { Passwords } from './Passwords.ts';

export type ReadAgainDeps = {
  readonly library: Library; readonly readers: Pick<ReaderPool, 'locate'>; readonly passwords: Passwords;
  /** Called when there is a password more. */
  readonly onPassword: () => void;
  /** Called when documents came to wait. */
  readonly onWaiting: (documents: number) => void;
  /** Resolves when something of the library is so. Errors: cancelled, engine-stopped, and whatever holds up the work. */
  readonly until: (isSo: () => boolean, signal: AbortSignal) => Promise<void>;
};

/** Puts back to wait what ended without being read: it was mended, or there is a password for it now. */
export class ReadAgain {
  readonly #deps: ReadAgainDeps;

  constructor(deps: ReadAgainDeps) {
    this.#deps = deps;
  }

  /** What was skipped or failed: these documents of it, or all. Gives how many. */
  retry(documentIds?: readonly number[]): number {
    const { documents, quarantine } = this.#deps.library;
    const wanted = documentIds === undefined ? null : new Set(documentIds);
    const unread = documents.unread().filter(({ id }) => wanted?.has(id) ?? true);
    if (unread.some(({ code }) => code === 'reader-crashed')) quarantine.clear();
    return this.#wait(unread.map(({ id }) => id));
  }

  /** Tries these passwords, from now on and until the library is closed, on every document that needs one. */
  tryPasswords(passwords: readonly string[]): void {
    const { library, passwords: known, onPassword } = this.#deps;
    known.addForAny(passwords);
    onPassword();
    this.#wait(library.documents.unread().filter(({ code }) => code === 'password-needed').map(({ id }) => id));
  }

  /** Reads a document with its password, or opens it again where it was read before, kept in memory alone. Errors: passphrase-wrong, document-unknown, folder-away, cancelled, engine-stopped. */
  async unlock(documentId: number, password: string, signal: AbortSignal): Promise<void> {
    const { library, passwords, until, onPassword } = this.#deps;
    const document = library.documents.byId(documentId);
    if (document === null) throw new AppError('document-unknown', { documentId });
    if (library.folders.byId(document.folderId)?.away === true) throw new AppError('folder-away', { path: document.path });
    passwords.set(documentId, password);
    const isRead = this.retry([documentId]) === 0 && document.format === 'pdf';
    const state = (): string | undefined => library.documents.byId(documentId)?.state;
    await until(() => state() !== 'waiting' && state() !== 'reading', signal);
    const isRight = isRead ? await this.#opens(document.path, password, signal) : library.documents.byId(documentId)?.reason?.code !== 'password-needed';
    if (isRight) return onPassword();
    passwords.forget(documentId);
    throw new AppError('passphrase-wrong', { path: document.path });
  }

  async #opens(path: string, password: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#deps.readers.locate({ path, page: 1, pageHash: '', ranges: [], quotes: [], password }, { signal });
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'password-needed') return false;
      throw error;
    }
  }

  #wait(documentIds: readonly number[]): number {
    const { library, onWaiting } = this.#deps;
    library.transaction(() => { for (const id of documentIds) library.documents.setState(id, 'waiting'); });
    if (documentIds.length > 0) onWaiting(documentIds.length);
    return documentIds.length;
  }
}
