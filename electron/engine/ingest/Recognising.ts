import { stat } from 'node:fs/promises';
import { AppError, toPlainError } from '../../shared/AppError.ts';
import type { Library } from '../library/Library.ts';
import type { PictureToRecognise } from '../library/recognised.ts';
import type { OcrPool } from '../OcrPool.ts';
import type { Bell } from './Bell.ts';
import type { Passwords } from './Passwords.ts';

export type RecognisingDeps = {
  readonly library: Library; readonly bell: Bell; readonly passwords: Pick<Passwords, 'open'>;
  /** Null where text is not recognised. */
  readonly pool: Pick<OcrPool, 'size' | 'recognise'> | null;
  /** Whether reading leaves room for it just now. */
  readonly hasLeave: () => boolean;
  readonly onRecognised: () => void;
  /** Documents were put back to be read again, now with their recognised text. */
  readonly onPutBack: (documents: number) => void;
  readonly onIdle: () => void;
  /** A long document is made searchable every so many recognised pages. Default 50. */
  readonly pagesBetween?: number;
  /** Or every so many ms. Default 60,000. */
  readonly msBetween?: number;
};

const patienceMs = 1_000;

/** Recognises the text of pictures in the background, page by page, each page kept as soon as it is done. */
export class Recognising {
  readonly #deps: RecognisingDeps;
  readonly #pagesBetween: number;
  readonly #msBetween: number;
  readonly #inHand = new Set<string>();
  /** Contents whose file cannot be opened just now, as it is away or its password is not known: tried again when there is something new. */
  readonly #blocked = new Set<number>();
  /** When recognised pages of a content were last, or first, not yet part of its text. */
  readonly #unusedSince = new Map<number, number>();
  readonly #languages = new Map<number, string>();
  #hasWork = true;
  #total = 0;
  #done = 0;

  constructor(deps: RecognisingDeps) {
    this.#deps = deps;
    this.#pagesBetween = deps.pagesBetween ?? 50;
    this.#msBetween = deps.msBetween ?? 60_000;
  }

  /** True when no picture waits that could be recognised. */
  get isIdle(): boolean {
    return this.#deps.pool === null || (!this.#hasWork && this.#inHand.size === 0);
  }

  get isWorking(): boolean {
    return this.#inHand.size > 0;
  }

  /** Pages since there last was nothing to do. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.#done, total: this.#total };
  }

  /** There may be new pictures, or leave. */
  wake(): void {
    this.#hasWork = true;
    this.#blocked.clear();
    this.#deps.bell.ring();
  }

  /** Until the signal aborts. Errors: what concerns the whole library. */
  async run(signal: AbortSignal): Promise<void> {
    const { pool, library } = this.#deps;
    if (pool === null) return;
    library.recognised.forgetOutdated();
    this.#inHand.clear();
    this.wake();
    await Promise.all(Array.from({ length: pool.size }, () => this.#work(pool, signal)));
  }

  async #work(pool: NonNullable<RecognisingDeps['pool']>, signal: AbortSignal): Promise<void> {
    const { bell, hasLeave, onIdle } = this.#deps;
    while (!signal.aborted) {
      if (!this.#hasWork) await bell.wait(signal);
      else if (!hasLeave()) await bell.wait(signal, patienceMs);
      else {
        const picture = this.#next();
        if (picture !== null) await this.#recognise(picture, pool, signal);
        else if (this.#inHand.size > 0) await bell.wait(signal);
        else {
          // Such as those recognised before the program ended, or while their document was just being read.
          for (const contentId of this.#deps.library.recognised.complete()) this.#putBack(contentId);
          this.#hasWork = false;
          [this.#done, this.#total] = [0, 0];
          onIdle();
        }
      }
    }
  }

  #next(): PictureToRecognise | null {
    const { recognised } = this.#deps.library;
    for (let limit = 32; ; limit *= 8) {
      const pictures = recognised.next(limit);
      const free = pictures.find((picture) => !this.#inHand.has(keyOf(picture)) && !this.#blocked.has(picture.contentId));
      if (free !== undefined) {
        this.#total = Math.max(this.#total, this.#done + recognised.counts().waiting);
        return free;
      }
      if (pictures.length < limit) return null;
    }
  }

  async #recognise(picture: PictureToRecognise, pool: NonNullable<RecognisingDeps['pool']>, signal: AbortSignal): Promise<void> {
    const { library, bell, passwords, onRecognised } = this.#deps;
    const { contentId, sha256, page } = picture;
    this.#inHand.add(keyOf(picture));
    onRecognised();
    try {
      const place = library.documents.ofContent(contentId)[0];
      if (place === undefined || !await isUnchanged(place)) {
        this.#blocked.add(contentId);
        return;
      }
      const languages = this.#languages.get(contentId);
      const input = {
        path: place.path, page: pageInFile(picture), member: picture.member, ...(picture.part === undefined ? {} : { part: [...picture.part] }), languages: languages === undefined ? [] : [languages],
      };
      const found = await passwords.open(place.documentId, (password) => this.#twice(() => pool.recognise(password === undefined ? input : { ...input, password }, { signal })));
      // What was changed meanwhile is another content.
      if (!await isUnchanged(place)) {
        this.#blocked.add(contentId);
        return;
      }
      if (found.text !== '') this.#languages.set(contentId, found.language);
      library.recognised.store(sha256, page, found);
      this.#countIn(contentId);
    } catch (error) {
      if (signal.aborted) return;
      const { code } = toPlainError(error);
      if (code === 'disk-full' || code === 'library-damaged') throw error;
      if (code === 'file-not-found' || code === 'file-changed' || code === 'engine-stopped' || code === 'password-needed') this.#blocked.add(contentId);
      else {
        library.recognised.storeFailure(sha256, page, code);
        this.#countIn(contentId);
      }
    } finally {
      this.#inHand.delete(keyOf(picture));
      bell.ring();
      onRecognised();
    }
  }

  /** A process that ended over a page may have ended for another reason. */
  async #twice<T>(recognise: () => Promise<T>): Promise<T> {
    try {
      return await recognise();
    } catch (error) {
      if (!(error instanceof AppError) || (error.code !== 'reader-crashed' && error.code !== 'reader-memory')) throw error;
      return await recognise();
    }
  }

  #countIn(contentId: number): void {
    this.#done += 1;
    const since = this.#unusedSince.get(contentId) ?? performance.now();
    this.#unusedSince.set(contentId, since);
    const { waiting, unused } = this.#deps.library.recognised.countsOf(contentId);
    if (waiting === 0 || unused >= this.#pagesBetween || performance.now() - since >= this.#msBetween) this.#putBack(contentId);
  }

  #putBack(contentId: number): void {
    this.#unusedSince.delete(contentId);
    const documents = this.#deps.library.recognised.putBack(contentId);
    if (documents > 0) this.#deps.onPutBack(documents);
  }
}

function keyOf({ contentId, page }: PictureToRecognise): string {
  return `${contentId} ${page}`;
}

/** Which page of the file or member is to be opened. */
function pageInFile({ locator, member }: PictureToRecognise): number {
  if (member !== null) return 1;
  return locator.kind === 'pdf-page' ? locator.page : locator.kind === 'picture' ? locator.picture : 1;
}

async function isUnchanged({ path, sizeBytes, modifiedMs }: { readonly path: string; readonly sizeBytes: number; readonly modifiedMs: number }): Promise<boolean> {
  const now = await stat(path).catch(() => null);
  return now !== null && now.size === sizeBytes && Math.trunc(now.mtimeMs) === Math.trunc(modifiedMs);
}
