import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/AppError.ts';
import type { SearchIndex } from '../index/SearchIndex.ts';
import type { Library } from '../library/Library.ts';
import type { Bell } from './Bell.ts';
import { passageTerms } from './passageTerms.ts';
import type { Removals } from './Removals.ts';
import type { Turns } from './Turns.ts';

export type TidyPhase = 'sweeping' | 'swept' | 'optimizing' | 'optimized';
export type TidyingDeps = {
  readonly library: Library; readonly index: SearchIndex; readonly bell: Bell; readonly turns: Turns; readonly removals: Pick<Removals, 'endDue'>;
  readonly onPhase: (phase: TidyPhase) => void;
  readonly onIdle: () => void;
};

/** So many passages are deleted in one go. */
const passagesPerStep = 200;

/** Takes away for good what is hidden already, and keeps the index in shape. */
export class Tidying {
  readonly #deps: TidyingDeps;
  readonly #scanned = new Set<number>();
  #isIdle = false;
  #isBusy = false;
  #isOptimizing = false;

  constructor(deps: TidyingDeps) {
    this.#deps = deps;
  }

  get isIdle(): boolean {
    return this.#isIdle && !this.#isBusy && this.#scanned.size === 0;
  }

  get isOptimizing(): boolean {
    return this.#isOptimizing;
  }

  /** Something was stored, removed or replaced. */
  wake(): void {
    this.#isIdle = false;
    this.#deps.bell.ring();
  }

  /** A folder was walked: what it no longer holds goes once all that was found has been read, and so may have taken it over. */
  folderScanned(folderId: number): void {
    this.#scanned.add(folderId);
    this.wake();
  }

  /** Removes the index rows, then the text, of everything hidden that cannot come back. Errors: index-damaged, disk-full, cancelled. */
  async collectGarbage(signal: AbortSignal): Promise<void> {
    const { library, index, turns, removals, onPhase } = this.#deps;
    await removals.endDue(signal);
    while (library.garbage.count() > 0) {
      signal.throwIfAborted();
      await turns.take(async () => {
        const [gone] = library.garbage.next(1);
        if (gone === undefined) return;
        onPhase('sweeping');
        if (gone.contentGone) await index.deleteByContent([gone.contentId]);
        else await index.deletePassages(gone.passageIds);
        await index.sync();
        while (library.garbage.deleteSome(gone.revision, passagesPerStep, passageTerms)) await nextTurn();
        library.garbage.delete([gone.revision], passageTerms);
        onPhase('swept');
      });
    }
  }

  /** Until the signal aborts. `isReadingOver`: whether all that was found has been read. */
  async run(isReadingOver: () => boolean, signal: AbortSignal): Promise<void> {
    const { library, bell, onIdle } = this.#deps;
    while (!signal.aborted) {
      if (this.#scanned.size > 0 && isReadingOver()) {
        for (const folderId of this.#scanned) library.documents.removeMissing(folderId);
        this.#scanned.clear();
        this.#isIdle = false;
      }
      if (this.#isIdle) {
        await bell.wait(signal);
        continue;
      }
      // Whoever wakes it from here on finds it at work again.
      this.#isIdle = true;
      this.#isBusy = true;
      try {
        await this.collectGarbage(signal);
        if (!signal.aborted) await this.#optimize(isReadingOver());
      } finally {
        this.#isBusy = false;
      }
      onIdle();
    }
  }

  async #optimize(atRest: boolean): Promise<void> {
    const { index, onPhase } = this.#deps;
    this.#isOptimizing = true;
    onPhase('optimizing');
    try {
      await index.maintain({ atRest });
    } catch (error) {
      // A build that did not end in time is not tried again by the index; searches go on without it.
      if (!(error instanceof AppError) || error.code !== 'internal') throw error;
    } finally {
      this.#isOptimizing = false;
      onPhase('optimized');
    }
  }
}
