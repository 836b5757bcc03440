import type { Activity } from '../../shared/schemas.ts';
import { Progress } from './Progress.ts';

export type WhatIsDone = { readonly phase: Activity['phase']; readonly current: string | null; readonly passagesTotal: number; readonly passagesEmbedded: number;
  /** Pages whose pictures are recognised. */
  readonly recognition?: { readonly done: number; readonly total: number };
};

/** How much there was to do since work last began, how much of it is done, and how fast it goes. */
export class Figures {
  readonly #files = new Progress();
  readonly #pages = new Progress();
  readonly #passages = new Progress();
  readonly #recognised = new Progress();
  #filesTotal = 0;
  #sinceMs = performance.now();

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
    }
    this.#filesTotal += files;
  }

  ended(files: number): void {
    this.#files.add(files);
  }

  read(pages: number): void {
    this.#pages.add(pages);
  }

  embedded(passages: number): void {
    this.#passages.add(passages);
  }

  activity({ phase, current, passagesTotal, passagesEmbedded, recognition = { done: 0, total: 0 } }: WhatIsDone): Activity {
    if (recognition.done < this.#recognised.done) this.#recognised.reset();
    this.#recognised.add(recognition.done - this.#recognised.done);
    const left = phase === 'reading' ? timeFor(this.#filesTotal - this.#files.done, this.#files) : phase === 'recognising' ? timeFor(recognition.total - recognition.done, this.#recognised) : phase === 'meaning' ? timeFor(passagesTotal - passagesEmbedded, this.#passages) : null;
    return {
      phase, current, passagesTotal, passagesEmbedded, filesDone: Math.min(this.#files.done, this.#filesTotal), filesTotal: this.#filesTotal,
      recognition, pagesDone: this.#pages.done, pagesPerSecond: this.#pages.perSecond(), secondsLeft: left,
    };
  }
}

function timeFor(left: number, progress: Progress): number | null {
  const rate = progress.perSecond();
  return rate === 0 ? null : Math.max(0, left / rate);
}
