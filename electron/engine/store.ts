import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../shared/AppError.ts';
import type { Reason } from '../shared/schemas.ts';
import type { DocumentFacts, Outcome } from '../shared/readerContract.ts';
import type { SearchIndex } from './index/SearchIndex.ts';
import type { PassageRow } from './index/TermTable.ts';
import { isOfDocument } from './library/documentChanges.ts';
import type { Library } from './library/Library.ts';
import type { StagedPassage } from './library/writeRecords.ts';
import { inTransactions, piecesOf, type Piece } from './ingest/pieces.ts';
import type { Turns } from './ingest/Turns.ts';
import { Writing, type ReadPage, type WritingStart } from './ingest/Writing.ts';

/** A group is made live when it has so many documents or passages, or is so old, whichever comes first. */
export type GroupLimits = { readonly documents: number; readonly passages: number; readonly ms: number };
export const groupLimits: GroupLimits = { documents: 256, passages: 2_000, ms: 1_000 };

/** Where a group stands; see `Ingest` for what observers may do with it. */
export type StorePhase = 'group-staged' | 'group-indexed' | 'group-live';

type Ending = { readonly documentId: number; readonly state: 'skipped' | 'failed'; readonly reason: Reason };
type Holding = { readonly documentId: number; readonly contentId: number };
export type Stored = { readonly documents: number; readonly pages: number };
export type StoreDeps = {
  readonly library: Library; readonly index: SearchIndex; readonly turns: Turns; readonly limits?: GroupLimits;
  readonly onPhase?: (phase: StorePhase) => void;
  /** Called after every group with the number of documents and pages that ended in it. */
  readonly onStored?: (stored: Stored) => void;
  /** Called when documents were put back to wait. */
  readonly onWaiting?: () => void;
};

/**
 * Makes what was read searchable, in groups: everything staged in SQLite, one addition to the index, brought to the disk, one SQLite
 * transaction that makes all documents of the group live. A document too large for one group is staged over several and made live
 * with its last. What is not live is found by nothing, and the program ending anywhere leaves it to be discarded at the next start.
 */
export class Store {
  readonly #deps: StoreDeps;
  readonly #limits: GroupLimits;
  /** By sha256, from the first page until it is live or given up. */
  readonly #writings = new Map<string, Writing>();
  readonly #touched = new Set<Writing>();
  #endings: Ending[] = [];
  #holdings: Holding[] = [];
  /** What the group being stored took of these. */
  #storing: readonly (Ending | Holding)[] = [];
  #ended = 0;
  #buffered = 0;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | null = null;
  #failure: Error | null = null;
  readonly #failed = Promise.withResolvers<never>();

  constructor(deps: StoreDeps) {
    this.#deps = deps;
    this.#limits = deps.limits ?? groupLimits;
    this.#failed.promise.catch(() => undefined);
  }

  /** True when nothing waits for the next group. */
  get isEmpty(): boolean {
    return this.#flushing === null && this.#touched.size === 0 && this.#endings.length === 0 && this.#holdings.length === 0;
  }

  /** True when a document waits for the next group to be over with. */
  get hasEnded(): boolean {
    return this.#ended > 0;
  }

  /** Rejects when a group could not be stored; never resolves. */
  get failed(): Promise<never> {
    return this.#failed.promise;
  }

  /** Documents that were read and are not over with yet. */
  documentIds(): Set<number> {
    const single = [...this.#endings, ...this.#holdings, ...this.#storing].map(({ documentId }) => documentId);
    return new Set([...single, ...[...this.#writings.values()].flatMap(({ documentIds }) => documentIds)]);
  }

  /** The writing of a content that is not live yet. */
  writingOf(sha256: string): Writing | null {
    return this.#writings.get(sha256) ?? null;
  }

  begin(start: WritingStart): Writing {
    const writing = new Writing(start);
    this.#writings.set(start.sha256, writing);
    return writing;
  }

  /** Takes a page in; waits while more than two groups are on their way. Errors: what made the last group fail. */
  async add(writing: Writing, page: ReadPage): Promise<void> {
    this.#throwFailure();
    if (writing.isGivenUp) return;
    writing.add(page);
    this.#buffered += page.passages.length;
    this.#touch(writing);
    while (this.#buffered > 2 * this.#limits.passages && this.#flushing !== null) await this.#flushing;
    this.#throwFailure();
  }

  /** All pages were added: the document goes live with the next group. */
  finish(writing: Writing, facts: DocumentFacts, outcome: Outcome): void {
    if (writing.isGivenUp) return;
    writing.ended = { facts: { ...facts, title: writing.title }, outcome };
    this.#ended += 1;
    this.#touch(writing);
  }

  /** Another document turned out to hold a content that is being written. */
  join(writing: Writing, documentId: number): void {
    writing.documentIds.push(documentId);
    this.#touch(writing);
  }

  /** A document holds a content that is live already. */
  hold(documentId: number, contentId: number): void {
    this.#holdings.push({ documentId, contentId });
    this.#ended += 1;
    this.#wait();
  }

  /** A document ends without anything to search. */
  end(documentId: number, state: 'skipped' | 'failed', reason: Reason): void {
    this.#endings.push({ documentId, state, reason });
    this.#ended += 1;
    this.#wait();
  }

  /**
   * What was written of it goes again. Its documents end as `state` says, or wait to be read again; `reading` keeps the one it
   * began with in hand for another try.
   */
  giveUp(writing: Writing, state: 'skipped' | 'failed' | 'waiting' | 'reading', reason: Reason | null = null): void {
    this.#buffered -= writing.bufferedPassages;
    writing.giveUp();
    this.#touched.delete(writing);
    this.#forget(writing);
    const { library } = this.#deps;
    if (writing.draft === null && reason !== null && (state === 'skipped' || state === 'failed')) {
      for (const documentId of writing.documentIds) this.end(documentId, state, reason);
      return;
    }
    library.transaction(() => {
      const inHand = writing.documentIds.filter((documentId) => this.#isInHand(documentId));
      // Puts back to wait those that were to hold it.
      if (writing.draft !== null) library.revisions.discard(writing.draft);
      for (const documentId of inHand) {
        library.documents.setState(documentId, state === 'reading' && documentId !== writing.start.documentId ? 'waiting' : state, reason);
      }
    });
    if (state === 'waiting' || state === 'reading') this.#deps.onWaiting?.();
  }

  /** Makes live what is there, without waiting for a group to fill. Errors: disk-full, library-damaged, index-damaged. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#flushing !== null) await this.#flushing;
    this.#throwFailure();
    if (this.isEmpty) return;
    let stored: Stored | null = null;
    this.#flushing = this.#deps.turns.take(async () => { stored = await this.#storeGroup(); })
      .catch((error: unknown) => {
        this.#failure = error instanceof Error ? error : new AppError('internal', { message: String(error) });
        this.#failed.reject(this.#failure);
      })
      .finally(() => { this.#flushing = null; });
    await this.#flushing;
    this.#throwFailure();
    if (stored !== null) this.#deps.onStored?.(stored);
    if (this.#isFull()) await this.flush();
    else if (!this.isEmpty) this.#wait();
  }

  /** Stops the clock; what was not flushed stays unwritten. */
  close(): void {
    clearTimeout(this.#timer);
    this.#failure ??= new AppError('engine-stopped');
  }

  #touch(writing: Writing): void {
    this.#touched.add(writing);
    this.#wait();
  }

  #wait(): void {
    if (this.#failure !== null || this.#flushing !== null) return;
    if (this.#isFull()) this.#flushLater();
    else this.#timer ??= setTimeout(() => { this.#flushLater(); }, this.#limits.ms);
  }

  #flushLater(): void {
    // A failure is kept and thrown to whoever adds next.
    this.flush().catch(() => undefined);
  }

  #isFull(): boolean {
    return this.#buffered >= this.#limits.passages || this.#ended >= this.#limits.documents;
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  async #storeGroup(): Promise<Stored> {
    const { index, library, onPhase } = this.#deps;
    const pieces = [...this.#touched].flatMap((writing) => [...piecesOf(writing)]);
    const [endings, holdings] = [this.#endings, this.#holdings];
    this.#touched.clear();
    this.#storing = [...endings, ...holdings];
    [this.#endings, this.#holdings, this.#ended, this.#buffered] = [[], [], 0, 0];

    const rows: PassageRow[] = [];
    const finished: Writing[] = [];
    for (const some of inTransactions(pieces)) {
      library.transaction(() => {
        for (const piece of some) {
          for (const row of this.#stage(piece)) rows.push(row);
          if (piece.ended !== null && !piece.writing.isGivenUp) finished.push(piece.writing);
        }
      });
      await nextTurn();
    }
    onPhase?.('group-staged');
    if (rows.length > 0) {
      await index.addPassages(rows);
      onPhase?.('group-indexed');
      await index.sync();
    }
    library.transaction(() => {
      for (const { documentId, state, reason } of endings) if (this.#isInHand(documentId)) library.documents.setState(documentId, state, reason);
      for (const documentId of library.documents.attachMany(holdings)) this.#putBack(documentId);
      this.#makeLive(finished);
    });
    this.#storing = [];
    onPhase?.('group-live');
    return {
      documents: endings.length + holdings.length + finished.reduce((sum, { documentIds }) => sum + documentIds.length, 0),
      pages: pieces.reduce((sum, piece) => sum + piece.pages.length, 0),
    };
  }

  /** Writes a piece beside what is live and gives its index rows; none where its documents are gone or it cannot be stored. */
  #stage({ writing, pages, passages, ended }: Piece): PassageRow[] {
    if (writing.isGivenUp) return [];
    const { library } = this.#deps;
    try {
      return library.transaction(() => {
        const draft = writing.draft ?? library.revisions.begin(writing.start);
        writing.draft = draft;
        if (!this.#attachAll(writing, draft.contentId)) {
          this.giveUp(writing, 'waiting');
          return [];
        }
        const termed = passages.map(({ page, start, end, headingPath, textTerms }): StagedPassage => (
          { page, start, end, headingPath, terms: [...writing.contextTerms(headingPath), ...textTerms] }));
        const stored = library.revisions.addPages(draft, pages, termed);
        if (ended !== null) library.revisions.finish(draft, ended.facts, ended.outcome);
        return stored.map(({ id }, at) => ({ id, contentId: draft.contentId, folderId: draft.folderId, terms: termed[at]?.terms ?? [] }));
      });
    } catch (error) {
      if (concernsWholeLibrary(error)) throw error;
      // Such as a page number sent twice: what one file makes of itself must not stop the others.
      this.giveUp(writing, 'failed', { code: 'internal', detail: error instanceof Error ? error.message : String(error) });
      return [];
    }
  }

  #makeLive(finished: readonly Writing[]): void {
    const ready = finished.filter(({ isGivenUp }) => !isGivenUp);
    if (ready.length === 0) return;
    this.#deps.library.revisions.makeLive(ready.flatMap(({ draft }) => draft ?? []));
    for (const writing of ready) {
      // Documents that joined since the writing was staged.
      if (writing.draft !== null) this.#attachAll(writing, writing.draft.contentId);
      this.#touched.delete(writing);
      this.#forget(writing);
    }
  }

  /** False when none of the documents is there to hold it any more. */
  #attachAll(writing: Writing, contentId: number): boolean {
    for (; writing.attached < writing.documentIds.length; writing.attached += 1) {
      const documentId = writing.documentIds[writing.attached];
      if (documentId !== undefined && this.#attach(documentId, contentId)) continue;
      writing.documentIds.splice(writing.attached, 1);
      writing.attached -= 1;
    }
    return writing.documentIds.length > 0;
  }

  /** A document that was found changed or moved since it was taken up waits to be read again: what came of it before does not count. */
  #isInHand(documentId: number): boolean {
    return this.#deps.library.documents.byId(documentId)?.state === 'reading';
  }

  /** False when the document is gone, or waits to be read again. */
  #attach(documentId: number, contentId: number): boolean {
    try {
      this.#deps.library.documents.attach(documentId, contentId);
      return true;
    } catch (error) {
      if (!isOfDocument(error)) throw error;
      this.#putBack(documentId);
      return false;
    }
  }

  /** One still in hand is there: what it was to hold went from the library since it was read. */
  #putBack(documentId: number): void {
    if (!this.#isInHand(documentId)) return;
    this.#deps.library.documents.setState(documentId, 'waiting');
    this.#deps.onWaiting?.();
  }

  #forget(writing: Writing): void {
    if (this.#writings.get(writing.start.sha256) === writing) this.#writings.delete(writing.start.sha256);
  }
}

/** Trouble with one document ends that document; with the disk, the library or the index it ends the work. */
function concernsWholeLibrary(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'disk-full' || error.code === 'library-damaged' || error.code === 'index-damaged');
}
