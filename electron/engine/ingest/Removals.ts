import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/AppError.ts';
import type { Removal } from '../../shared/schemas.ts';
import { isWithin, samePlace } from '../library/isWithin.ts';
import type { Library } from '../library/Library.ts';
import type { BegunRemoval } from '../library/removals.ts';

export type RemovalsDeps = {
  readonly library: Pick<Library, 'removals'>;
  /** So long a removal can be taken back, ms. */
  readonly undoMs: number;
  /** It has left everything. */
  readonly onGone: (removal: BegunRemoval) => void;
  /** It is back as it was; on the disk it may have changed meanwhile. */
  readonly onBack: (removal: BegunRemoval) => void;
  /** Some can no longer be taken back: `endDue` is to be called. */
  readonly onDue: () => void;
};

/** A question waits for no more than so many documents on their way out. */
const documentsPerTurn = 100;

/**
 * Folders and documents taken out of the library that may come back for a while. They are gone from everything at once; when their time is over, or the
 * program has ended in between, they go for good.
 */
export class Removals {
  readonly #deps: RemovalsDeps;
  readonly #waiting = new Map<number, { readonly removal: Removal; readonly timer: NodeJS.Timeout }>();

  constructor(deps: RemovalsDeps) {
    this.#deps = deps;
  }

  /** Those that can still be taken back, oldest first. */
  list(): Removal[] {
    return [...this.#waiting.values()].map(({ removal }) => removal);
  }

  /** Takes a folder, or what lies at or beneath a path in one, out of the library, for good when `undoMs` are over. Errors: document-unknown. */
  begin(path: string): Removal {
    const { library, undoMs, onGone, onDue } = this.#deps;
    const begun = library.removals.begin(path);
    const removal = { id: begun.id, path, documents: begun.documents, untilMs: Date.now() + undoMs };
    const timer = setTimeout(() => {
      this.#waiting.delete(begun.id);
      onDue();
    }, undoMs).unref();
    this.#waiting.set(begun.id, { removal, timer });
    onGone(begun);
    return removal;
  }

  /** The same, for good. */
  async remove(path: string): Promise<{ readonly documents: number }> {
    const begun = this.#deps.library.removals.begin(path);
    this.#deps.onGone(begun);
    await this.#end(begun.id);
    this.#deps.onDue();
    return { documents: begun.documents };
  }

  /** Takes a removal back, and what was removed around it since: what lies in it cannot be there without it. Errors: removal-over. */
  undo(id: number): Removal {
    const known = this.#waiting.get(id);
    if (known === undefined) throw new AppError('removal-over');
    const { removal } = known;
    const around = this.list().filter((later) => later.id > id && isAtOrWithin(removal.path, later.path));
    for (const one of [...around.reverse(), removal]) {
      clearTimeout(this.#waiting.get(one.id)?.timer);
      this.#waiting.delete(one.id);
      const back = this.#deps.library.removals.undo(one.id);
      if (back !== null) this.#deps.onBack(back);
    }
    return removal;
  }

  /** Takes back all that touches a path: something is wanted of what lies there. */
  undoAt(path: string): void {
    for (const { id, path: removed } of this.list().reverse()) {
      if (this.#waiting.has(id) && (isAtOrWithin(removed, path) || isAtOrWithin(path, removed))) this.undo(id);
    }
  }

  /** Makes room for a path that is added: just what was removed there comes back, folders removed in it or around it go for good. Gives the folder something came back to. */
  async makeRoom(path: string): Promise<number | null> {
    const { library } = this.#deps;
    let backIn: number | null = null;
    for (const removal of library.removals.list().reverse()) {
      const isSame = samePlace(removal.path) === samePlace(path);
      if (isSame && this.#waiting.has(removal.id)) {
        this.undo(removal.id);
        backIn = removal.folderId;
      } else if (removal.whole && (isAtOrWithin(removal.path, path) || isAtOrWithin(path, removal.path))) {
        await this.#end(removal.id);
      }
    }
    return backIn;
  }

  /** Lets everything go that can no longer be taken back, that of earlier processes too. Errors: disk-full, cancelled. */
  async endDue(signal: AbortSignal): Promise<void> {
    for (const { id } of this.#deps.library.removals.list()) if (!this.#waiting.has(id)) await this.#end(id, signal);
  }

  /** What waits is left for the next start. */
  close(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  async #end(id: number, signal?: AbortSignal): Promise<void> {
    clearTimeout(this.#waiting.get(id)?.timer);
    this.#waiting.delete(id);
    while (this.#deps.library.removals.endSome(id, documentsPerTurn)) {
      await nextTurn();
      signal?.throwIfAborted();
    }
  }
}

function isAtOrWithin(path: string, folder: string): boolean {
  const [place, around] = [samePlace(path), samePlace(folder)];
  return place === around || isWithin(place, around);
}
