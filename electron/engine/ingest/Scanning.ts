import { AppError } from '../../shared/AppError.ts';
import type { Library } from '../library/Library.ts';
import type { Bell } from './Bell.ts';
import { scanFolder } from './scanFolder.ts';

export type ScanningDeps = {
  readonly library: Library; readonly bell: Bell; readonly leaveOut: readonly string[];
  readonly onFound: (documents: number) => void;
  /** Called after each walk that reached the folder. */
  readonly onScanned: (folderId: number) => void;
  readonly onIdle: () => void;
};

type Scan = { readonly folderId: number; readonly done: (error?: unknown) => void };

/** Walks folders one after the other. */
export class Scanning {
  readonly #deps: ScanningDeps;
  readonly #queue: Scan[] = [];
  #current: { readonly folderId: number; readonly controller: AbortController } | null = null;

  constructor(deps: ScanningDeps) {
    this.#deps = deps;
  }

  get isIdle(): boolean {
    return this.#current === null && this.#queue.length === 0;
  }

  /** Resolves when the folder has been walked. Errors: folder-not-found when it is removed meanwhile, engine-stopped. */
  add(folderId: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ folderId, done: (error) => { if (error === undefined) resolve(); else reject(error instanceof Error ? error : new AppError('internal')); } });
      this.#deps.bell.ring();
    });
  }

  /** Gives up walks of a folder that was removed. */
  drop(folderId: number): void {
    for (const scan of this.#queue.filter((candidate) => candidate.folderId === folderId)) {
      this.#queue.splice(this.#queue.indexOf(scan), 1);
      scan.done(new AppError('folder-not-found', { folderId }));
    }
    if (this.#current?.folderId === folderId) this.#current.controller.abort();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { library, bell, leaveOut, onFound, onScanned, onIdle } = this.#deps;
    while (!signal.aborted) {
      const scan = this.#queue.shift();
      if (scan === undefined) {
        await bell.wait(signal);
        continue;
      }
      const controller = new AbortController();
      this.#current = { folderId: scan.folderId, controller };
      try {
        const { away } = await scanFolder(scan.folderId, { library, leaveOut, onFound, signal: AbortSignal.any([signal, controller.signal]) });
        if (!away) onScanned(scan.folderId);
        scan.done();
      } catch (error) {
        const isRemoved = library.folders.byId(scan.folderId) === null;
        scan.done(isRemoved ? new AppError('folder-not-found', { folderId: scan.folderId }) : error);
        if (!isRemoved && !signal.aborted) throw error;
      } finally {
        this.#current = null;
        bell.ring();
        onIdle();
      }
    }
  }

  /** Nothing will be walked any more. */
  close(): void {
    for (const scan of this.#queue.splice(0)) scan.done(new AppError('engine-stopped'));
  }
}
