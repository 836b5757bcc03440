import { AppError } from '../../shared/AppError.ts';
import type { Library } from '../library/Library.ts';
import type { Bell } from './Bell.ts';
import type { IngestOptions } from './IngestOptions.ts';
import type { Watching } from '../watch/Watching.ts';
import { scanFolder } from './scanFolder.ts';

export type ScanningDeps = {
  readonly library: Library; readonly bell: Bell; readonly leaveOut: readonly string[];
  readonly keeping: IngestOptions['keeping'];
  readonly holding: IngestOptions['holding'];
  /** Sees every walk; null where folders are not watched. */
  readonly watching: Watching | null;
  readonly onFound: (documents: number) => void;
  /** Called after each walk that reached the folder. */
  readonly onScanned: (folderId: number) => void;
  readonly onIdle: () => void;
};

/** `only`: the paths looked at; null is all of the folder. */
type Scan = { readonly folderId: number; readonly only: Set<string> | null; readonly done: ((error?: unknown) => void)[] };

/** Walks folders one after the other. */
export class Scanning {
  readonly #deps: ScanningDeps;
  readonly #queue: Scan[] = [];
  /** Documents found and not told of yet; null where nothing is held back. */
  #heldBack: number | null = null;
  #current: { readonly folderId: number; readonly controller: AbortController } | null = null;

  constructor(deps: ScanningDeps) {
    this.#deps = deps;
  }

  get isIdle(): boolean {
    return this.#current === null && this.#queue.length === 0;
  }

  /** Resolves when the folder, or `only` those paths of it, has been walked. Errors: folder-not-found when it is removed meanwhile, engine-stopped. */
  add(folderId: number, only?: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: unknown): void => { if (error === undefined) resolve(); else reject(error instanceof Error ? error : new AppError('internal')); };
      // One walk that has not begun does for all who ask meanwhile.
      const queued = this.#queue.find((scan) => scan.folderId === folderId && (scan.only === null || only !== undefined));
      if (queued === undefined) {
        this.#queue.push({ folderId, only: only === undefined ? null : new Set(only), done: [done] });
      } else {
        for (const path of only ?? []) queued.only?.add(path);
        queued.done.push(done);
      }
      this.#deps.bell.ring();
    });
  }

  /** Gives up walks of a folder that was removed. */
  drop(folderId: number): void {
    for (const scan of this.#queue.filter((candidate) => candidate.folderId === folderId)) {
      this.#queue.splice(this.#queue.indexOf(scan), 1);
      settle(scan, new AppError('folder-not-found', { folderId }));
    }
    this.#deps.watching?.drop(folderId);
    if (this.#current?.folderId === folderId) this.#current.controller.abort();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { bell, onScanned, library, onIdle } = this.#deps;
    while (!signal.aborted) {
      const scan = this.#queue.shift();
      if (scan === undefined) {
        await bell.wait(signal);
        continue;
      }
      const controller = new AbortController();
      this.#current = { folderId: scan.folderId, controller };
      try {
        if (!await this.#walk(scan, AbortSignal.any([signal, controller.signal]))) onScanned(scan.folderId);
        settle(scan);
      } catch (error) {
        const isRemoved = library.folders.byId(scan.folderId) === null;
        if (isRemoved) {
          settle(scan, new AppError('folder-not-found', { folderId: scan.folderId }));
        } else if (signal.aborted) {
          // Cut short by trouble elsewhere, or by the end: then `close` says so.
          this.#queue.unshift(scan);
        } else {
          // Whoever waits for this walk is told; it is taken again with the next try, and until then this is not idle.
          settle(scan, error);
          this.#queue.unshift({ ...scan, done: [] });
          throw error;
        }
      } finally {
        this.#current = null;
        this.#tell();
        bell.ring();
        onIdle();
      }
    }
  }

  /** Nothing will be walked any more. */
  close(): void {
    for (const scan of this.#queue.splice(0)) settle(scan, new AppError('engine-stopped'));
    this.#deps.watching?.close();
  }

  /** True when the folder is away. */
  async #walk({ folderId, only: paths }: Scan, signal: AbortSignal): Promise<boolean> {
    const { library, leaveOut, keeping, holding, watching } = this.#deps;
    const onFound = (documents: number): void => { this.#found(documents); };
    const only = paths === null ? undefined : [...paths];
    const folder = library.folders.byId(folderId);
    const walk = folder === null ? undefined : await watching?.begin(folder, only);
    const { away } = await scanFolder(folderId, { library, leaveOut, keeping, holding, onFound, signal, only, onFolder: walk?.onFolder });
    walk?.end({ away });
    return away;
  }

  /** What one walk found may be what the next one misses: moved from folder to folder. Reading it waits for those walks, which are short. */
  #found(documents: number): void {
    this.#heldBack = (this.#heldBack ?? 0) + documents;
    this.#tell();
  }

  #tell(): void {
    if (this.#heldBack === null || this.#queue.some(({ only }) => only !== null)) return;
    const documents = this.#heldBack;
    this.#heldBack = null;
    this.#deps.onFound(documents);
  }
}

function settle({ done }: Scan, error?: unknown): void {
  for (const one of done) one(error);
}
