import { AppError } from '../../shared/AppError.ts';
import type { SearchIndex } from '../index/SearchIndex.ts';
import type { Library } from '../library/Library.ts';

export type FindableDeps = {
  readonly library: Pick<Library, 'passages'>; readonly index: Pick<SearchIndex, 'countPassages' | 'steppedBack'>;
  /** Whether the index was found to agree with the library, or made to. */
  readonly isRecovered: () => boolean;
  /** Resolves when something of the library is so. Errors: cancelled, engine-stopped, and whatever holds up the work. */
  readonly until: (isSo: () => boolean, signal: AbortSignal) => Promise<void>;
};

/** How long a search waits for an index that is being made again, ms. */
const usualPatienceMs = 5_000;

/** An index that lost its rows (a restored library begins with none) is filled again from the library; until then a search would miss what is there. */
export class Findable {
  readonly #deps: FindableDeps;

  constructor(deps: FindableDeps) {
    this.#deps = deps;
  }

  /**
   * Resolves once a search misses nothing that was read: at once, but while rows are missing. Errors: index-building (`done` of `total`
   * passages) where that takes longer than `patienceMs`; whatever holds up the work; cancelled.
   */
  async wait(signal: AbortSignal, patienceMs = usualPatienceMs): Promise<void> {
    const { isRecovered, until } = this.#deps;
    if (isRecovered() || await this.#missing() === null) return;
    const patience = AbortSignal.timeout(patienceMs);
    try {
      await until(isRecovered, AbortSignal.any([signal, patience]));
    } catch (error) {
      if (signal.aborted || !patience.aborted) throw error;
      const missing = await this.#missing();
      if (missing !== null) throw new AppError('index-building', missing);
    }
  }

  /** How far the index is behind the library; null where it has a row for every passage. */
  async #missing(): Promise<{ readonly done: number; readonly total: number } | null> {
    const { library, index } = this.#deps;
    const [rows, total] = [await index.countPassages(), library.passages.count()];
    // Rows of what was removed do not make up for those that were lost.
    return rows < total || index.steppedBack ? { done: Math.min(rows, total), total } : null;
  }
}
