import { AppError, isCancelled } from '../../shared/AppError.ts';
import type { EmbedderSpec } from '../../shared/modelsContract.ts';
import { embedGroup, type EmbedderClient, type EmbedPhase } from '../embed.ts';
import type { SearchIndex } from '../index/SearchIndex.ts';
import type { Library } from '../library/Library.ts';
import type { Bell } from './Bell.ts';
import type { Turns } from './Turns.ts';

export type MeaningDeps = {
  readonly library: Library; readonly index: SearchIndex; readonly bell: Bell; readonly turns: Turns;
  /** Null where there is no models process. */
  readonly client: EmbedderClient | null;
  /** The embedder in use; null where none is chosen or its files are missing. */
  readonly embedder: () => EmbedderSpec | null;
  /** Whether the embedder that is to follow waits, its vectors whole, until it is told to take over. */
  readonly isOnTrial: () => boolean;
  /** Whether reading leaves room for it just now. */
  readonly hasLeave: () => boolean;
  readonly onPhase: (phase: EmbedPhase) => void;
  readonly onEmbedded: (passages: number) => void;
  readonly onIdle: () => void;
};

/** How often it is asked again whether there is leave. */
const patienceMs = 1_000;

/**
 * Gives passages their vectors in the background, for the embedder in use and then for the one that is to follow it: when that one
 * has all its vectors it takes over, unless it is on trial, and the old ones go.
 */
export class Meaning {
  readonly #deps: MeaningDeps;
  /** Embedders that cannot be used just now, and why. */
  readonly #blocked = new Map<string, AppError>();
  #next: EmbedderSpec | null = null;
  #hasWork = true;
  #isBusy = false;
  #group: { readonly embedderId: string; readonly controller: AbortController; readonly over: Promise<void> } | null = null;

  constructor(deps: MeaningDeps) {
    this.#deps = deps;
  }

  /** True when there is nothing left that could be done. */
  get isIdle(): boolean {
    return !this.#hasWork && !this.#isBusy;
  }

  /** The embedder passages are being embedded with at this moment. */
  get working(): string | null {
    return this.#group?.embedderId ?? null;
  }

  /** What keeps the embedder from working; null when nothing does. */
  blockedBy(embedderId: string): AppError | null {
    return this.#blocked.get(embedderId) ?? null;
  }

  /** There are new passages, or there may be leave. */
  wake(): void {
    this.#hasWork = true;
    this.#deps.bell.ring();
  }

  /** Tries again what did not work. */
  unblock(): void {
    this.#blocked.clear();
    this.wake();
  }

  /** Goes on with, or begins, building an embedder's vectors beside those in use; gives up another one, whose group in hand is then over with. */
  async follow(next: EmbedderSpec | null): Promise<void> {
    const given = this.#next;
    this.#next = next;
    if (next !== null) this.#blocked.delete(next.id);
    if (given !== null && given.id !== next?.id && this.#group?.embedderId === given.id) {
      this.#group.controller.abort();
      await this.#group.over;
    }
    this.wake();
  }

  /** Until the signal aborts: the call in hand may then end, and what was embedded is kept, until `deadline` does. Errors: what concerns the whole library. */
  async run(signal: AbortSignal, deadline: AbortSignal): Promise<void> {
    const { bell, hasLeave, onIdle } = this.#deps;
    while (!signal.aborted) {
      if (!this.#hasWork) {
        await bell.wait(signal);
      } else if (!hasLeave()) {
        await bell.wait(signal, patienceMs);
      } else {
        this.#hasWork = false;
        this.#isBusy = true;
        try {
          if (await this.#work(() => !signal.aborted && hasLeave(), deadline)) this.#hasWork = true;
        } finally {
          this.#isBusy = false;
        }
        if (!this.#hasWork) onIdle();
      }
    }
  }

  /** One group for the first embedder that lacks vectors. */
  async #work(mayGoOn: () => boolean, signal: AbortSignal): Promise<boolean> {
    const { client, embedder } = this.#deps;
    if (client === null) return false;
    const inUse = embedder();
    if (inUse !== null && await this.#embed(inUse, client, mayGoOn, signal) === 'worked') return true;
    if (this.#next === null) return false;
    const result = await this.#embed(this.#next, client, mayGoOn, signal);
    if (result === 'complete' && !this.#deps.isOnTrial()) await this.#changeOver(this.#next, client, signal);
    return result === 'worked';
  }

  async #embed(spec: EmbedderSpec, client: EmbedderClient, mayGoOn: () => boolean, signal: AbortSignal): Promise<'worked' | 'complete' | 'blocked'> {
    const { library, index, turns, onPhase, onEmbedded } = this.#deps;
    if (this.#blocked.has(spec.id)) return 'blocked';
    index.setRotation(spec.id, library.rotations.get(spec.id, spec.dimensions), spec.dimensions);
    const controller = new AbortController();
    const over = Promise.withResolvers<undefined>();
    this.#group = { embedderId: spec.id, controller, over: over.promise };
    const stop = AbortSignal.any([signal, controller.signal]);
    try {
      const passages = await embedGroup(spec, { library, index, client, turns, mayGoOn: () => mayGoOn() && !stop.aborted, onPhase }, stop);
      if (passages === null) return 'complete';
      if (passages > 0) onEmbedded(passages);
      return 'worked';
    } catch (error) {
      if (stop.aborted || isCancelled(error)) return 'blocked';
      if (!(error instanceof AppError) || error.code === 'disk-full' || error.code === 'index-damaged' || error.code === 'library-damaged') throw error;
      this.#blocked.set(spec.id, error);
      return 'blocked';
    } finally {
      this.#group = null;
      over.resolve(undefined);
    }
  }

  async #changeOver(next: EmbedderSpec, client: EmbedderClient, signal: AbortSignal): Promise<void> {
    const { library, index, turns } = this.#deps;
    const old = library.settings.get('embedder');
    library.transaction(() => {
      library.embedding.use(next.id);
      library.settings.set('nextEmbedder', null);
    });
    this.#next = null;
    if (old === null || old === next.id) return;
    await turns.take(() => dropVectors(old, library, index));
    await client.unloadEmbedder({ id: old }, { signal }).catch(() => undefined);
  }
}

/** The table first: what is left where the program ends in between is found by the library's record of it at the next start. */
export async function dropVectors(embedderId: string, library: Library, index: SearchIndex): Promise<void> {
  await index.dropVectors(embedderId);
  library.embedding.forget(embedderId);
}
