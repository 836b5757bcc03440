import type { PlainError } from '../../shared/AppError.ts';
import type { Activity } from '../../shared/schemas.ts';
import { Progress } from './Progress.ts';

/** Documents and their bytes. */
export type Work = { readonly files: number; readonly bytes: number };

/** What a document costs beside its bytes, as bytes. */
const fileCost = 64 * 1024;
/** A longer time without a document ending was a pause, or a machine asleep, or nearly so. */
const longestGapMs = 60_000;

export type WhatIsDone = { readonly phase: Activity['phase']; readonly current: string | null; readonly passagesTotal: number; readonly passagesEmbedded: number;
  /** Pages whose pictures are recognised. */
  readonly recognition?: { readonly done: number; readonly total: number };
  /** What is still to be read. */
  readonly unread?: Work;
  readonly trouble?: PlainError | null;
};

/** How much there was to do since work last began, how much of it is done, and how fast it goes. */
export class Figures {
  readonly #files = new Progress();
  readonly #pages = new Progress();
  readonly #passages = new Progress();
  readonly #recognised = new Progress();
  #filesTotal = 0;
  #sinceMs = performance.now();
  /** What was read since then, and how long that took. */
  #work = 0;
  #workedMs = 0;
  #lastEndMs = performance.now();

  /** How long it is since documents came to wait after a rest. */
  get busyMs(): number {
    return performance.now() - this.#sinceMs;
  }

  /** Documents that were left over from before. */
  leftOver(files: number): void {
    this.#filesTotal = this.#files.done + files;
  }

  /** Documents came to wait; `isResting`: there was nothing to do before. */
  found(files: number, isResting: boolean): void {
    if (files > 0 && isResting) {
      this.#files.reset();
      this.#pages.reset();
      this.#filesTotal = 0;
      this.#sinceMs = performance.now();
      [this.#work, this.#workedMs, this.#lastEndMs] = [0, 0, this.#sinceMs];
    }
    this.#filesTotal += files;
  }

  ended(files: number): void {
    this.#files.add(files);
  }

  /** A document was read, well or not. */
  documentRead(bytes: number, nowMs = performance.now()): void {
    this.#workedMs += Math.min(longestGapMs, nowMs - this.#lastEndMs);
    this.#lastEndMs = nowMs;
    this.#work += bytes + fileCost;
  }

  /**
   * How long reading what is left takes, in seconds, at the rate of all that was read since the last rest: a rate of the last moments would follow the size of
   * the documents just read, as the small ones come first. Null until something was read.
   */
  secondsToRead({ files, bytes }: Work): number | null {
    return this.#work === 0 || this.#workedMs < 500 ? null : ((bytes + files * fileCost) / this.#work) * (this.#workedMs / 1_000);
  }

  read(pages: number): void {
    this.#pages.add(pages);
  }

  embedded(passages: number): void {
    this.#passages.add(passages);
  }

  activity({ phase, current, passagesTotal, passagesEmbedded, recognition = { done: 0, total: 0 }, unread = { files: 0, bytes: 0 }, trouble = null }: WhatIsDone): Activity {
    if (recognition.done < this.#recognised.done) this.#recognised.reset();
    this.#recognised.add(recognition.done - this.#recognised.done);
    const left = phase === 'reading' ? this.secondsToRead(unread) : phase === 'recognising' ? timeFor(recognition.total - recognition.done, this.#recognised) : phase === 'meaning' ? timeFor(passagesTotal - passagesEmbedded, this.#passages) : null;
    return {
      phase, current, passagesTotal, passagesEmbedded, filesDone: Math.min(this.#files.done, this.#filesTotal), filesTotal: this.#filesTotal,
      recognition, pagesDone: this.#pages.done, pagesPerSecond: this.#pages.perSecond(), secondsLeft: left, trouble,
    };
  }
}

function timeFor(left: number, progress: Progress): number | null {
  const rate = progress.perSecond();
  return rate === 0 ? null : Math.max(0, left / rate);
}
