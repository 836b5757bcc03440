import { isWithin } from '../library/isWithin.ts';
import type { Library } from '../library/Library.ts';
import type { ReaderPool } from '../ReaderPool.ts';
import type { Store } from '../store.ts';
import type { Bell } from './Bell.ts';
import type { Passwords } from './Passwords.ts';
import { readDocument, type WaitingDocument } from './readDocument.ts';

export type ReadingDeps = {
  readonly library: Library; readonly readers: ReaderPool; readonly bell: Bell; readonly maxFileBytes: number; readonly passwords: Passwords;
  readonly isPaused: () => boolean;
  readonly onReading: (document: WaitingDocument) => void;
  /** It was read to its end, well or not. */
  readonly onRead: (document: WaitingDocument) => void;
  readonly onPages: (pages: number) => void;
  readonly onIdle: () => void;
};

/** Documents taken from the queue at a time. Of these the smallest are read first. */
const claimSize = 64;
/** Documents read before all others at one request: not so many that they are the queue. */
const mostFirst = 10_000;
/** When every reader has been at its document for so long, a small one is read beside them. */
const heldMs = 5_000;
const smallBytes = 8 * 1024 * 1024;

type InHand = { readonly document: WaitingDocument; readonly controller: AbortController; readonly sinceMs: number };

/** Reads what waits, as many documents at a time as there are readers. */
export class Reading {
  readonly #deps: ReadingDeps;
  #claimed: WaitingDocument[] = [];
  readonly #inHand = new Map<number, InHand>();
  /** Paths whose documents go before all others, those too that are found only later; true once some were, then only until nothing waits. */
  readonly #first = new Map<string, boolean>();
  #isDry = false;

  constructor(deps: ReadingDeps) {
    this.#deps = deps;
  }

  /** True when nothing waits and nothing is being read; what was read may still be on its way into the store. */
  get isIdle(): boolean {
    return this.#isDry && this.#inHand.size === 0;
  }

  /** True when no more documents wait, though some may still be being read. */
  get isDry(): boolean {
    return this.#isDry;
  }

  /** The document taken up last. */
  get current(): string | null {
    return [...this.#inHand.values()].at(-1)?.document.path ?? null;
  }

  /** Documents came to wait. */
  wake(): void {
    this.#isDry = false;
    this.#deps.bell.ring();
  }

  /** Documents that wait under a path, or the one at it, are read before all others, and what is found there later. Gives how many wait now. */
  readFirst(path: string): number {
    const { library, bell } = this.#deps;
    const waiting = library.documents.waitingBeneath(path, mostFirst);
    library.transaction(() => { for (const { documentId } of waiting) library.documents.setState(documentId, 'reading'); });
    this.#first.set(path, waiting.length > 0);
    const [first, rest] = [this.#claimed.filter((claimed) => claimed.path === path || isWithin(claimed.path, path)), this.#claimed.filter((claimed) => claimed.path !== path && !isWithin(claimed.path, path))];
    this.#claimed = [...first, ...waiting, ...rest];
    bell.ring();
    return first.length + waiting.length;
  }

  /** Gives up documents that were taken out of the library. */
  dropGone(): void {
    const { documents } = this.#deps.library;
    this.#claimed = this.#claimed.filter(({ documentId }) => documents.byId(documentId) !== null);
    for (const [documentId, { controller }] of this.#inHand) if (documents.byId(documentId) === null) controller.abort();
  }

  /** Until the signal aborts. Errors: what concerns the whole library. */
  async run(store: Store, signal: AbortSignal): Promise<void> {
    this.#claimed = [];
    this.#isDry = false;
    const regular = Array.from({ length: this.#deps.readers.size }, () => this.#work(store, false, signal));
    await Promise.all([...regular, this.#work(store, true, signal)]);
  }

  async #work(store: Store, isExtra: boolean, signal: AbortSignal): Promise<void> {
    const { bell } = this.#deps;
    while (!signal.aborted) {
      const document = isExtra ? this.#nextExtra(store) : this.#next(store);
      if (document !== null) {
        await this.#read(document, store, signal);
        continue;
      }
      // A document still being read goes on by the clock: a group for each of its pages would be far too many.
      if (this.isIdle ? !store.isEmpty : this.#isDry && store.hasEnded) await store.flush();
      else await bell.wait(signal, isExtra && !this.#isDry ? 1_000 : undefined);
    }
  }

  #next(store: Store): WaitingDocument | null {
    const { library, isPaused } = this.#deps;
    if (this.#claimed.length === 0 && !this.#isDry) {
      const waiting = this.#waiting();
      if (waiting.length === 0) {
        this.#isDry = true;
        for (const [path, isFound] of this.#first) if (isFound) this.#first.delete(path);
        this.#deps.bell.ring();
        this.#deps.onIdle();
      }
      if (waiting.length === 0 || isPaused()) return null;
      // One that was found changed before what was read of it is stored must not be taken up again until it is.
      const inStore = store.documentIds();
      const free = waiting.filter(({ documentId }) => !this.#inHand.has(documentId) && !inStore.has(documentId));
      library.transaction(() => { for (const { documentId } of free) library.documents.setState(documentId, 'reading'); });
      this.#claimed = free.sort((a, b) => a.sizeBytes - b.sizeBytes);
    }
    return isPaused() ? null : this.#claimed.shift() ?? null;
  }

  #waiting(): WaitingDocument[] {
    const { documents } = this.#deps.library;
    for (const path of this.#first.keys()) {
      const found = documents.waitingBeneath(path, claimSize);
      if (found.length === 0) continue;
      this.#first.set(path, true);
      return found;
    }
    return documents.waiting(claimSize);
  }

  /** Huge documents on every reader must not keep a small one waiting. */
  #nextExtra(store: Store): WaitingDocument | null {
    const isHeld = this.#inHand.size >= this.#deps.readers.size && [...this.#inHand.values()].every(({ sinceMs }) => performance.now() - sinceMs > heldMs);
    if (!isHeld) return null;
    const next = this.#next(store);
    if (next === null || next.sizeBytes <= smallBytes) return next;
    this.#claimed.unshift(next);
    return null;
  }

  async #read(document: WaitingDocument, store: Store, signal: AbortSignal): Promise<void> {
    const { library, readers, maxFileBytes, passwords, bell, isPaused, onReading, onRead, onPages, onIdle } = this.#deps;
    const controller = new AbortController();
    this.#inHand.set(document.documentId, { document, controller, sinceMs: performance.now() });
    onReading(document);
    const mayGoOn = async (stop: AbortSignal): Promise<void> => {
      while (isPaused() && !stop.aborted) await bell.wait(stop);
      stop.throwIfAborted();
    };
    try {
      await readDocument(document, { library, readers, store, maxFileBytes, passwords, mayGoOn, onPages }, AbortSignal.any([signal, controller.signal]));
      onRead(document);
    } catch (error) {
      if (!signal.aborted && !controller.signal.aborted) throw error;
    } finally {
      this.#inHand.delete(document.documentId);
      bell.ring();
      onIdle();
    }
  }
}
