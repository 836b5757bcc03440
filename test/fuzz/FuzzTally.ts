import type { Outcome } from '../../electron/shared/readerContract.ts';

export type FuzzFailure = { readonly file: string; readonly seed: number; readonly what: string };

const slowMs = 2_000;

/** What became of the damaged copies of one format. */
export class FuzzTally {
  readonly failures: FuzzFailure[] = [];
  readonly #states = new Map<string, number>();
  #slowest = { file: '', seed: 0, ms: 0 };
  #peakBytes = 0;
  #count = 0;

  add({ state }: Outcome, run: { readonly file: string; readonly seed: number; readonly ms: number }): void {
    this.#count += 1;
    this.#states.set(state, (this.#states.get(state) ?? 0) + 1);
    if (run.ms > this.#slowest.ms) this.#slowest = run;
  }

  fail(failure: FuzzFailure): void {
    this.#count += 1;
    this.failures.push(failure);
  }

  sawMemory(bytes: number): void {
    this.#peakBytes = Math.max(this.#peakBytes, bytes);
  }

  /** `format  files  mutations  indexed  partly  skipped  failed  crashes  timeouts  over memory  other  slowest ms  peak MB`, and which was slowest where it took long. */
  line(format: string, files: number): string {
    const failed = (why: RegExp) => this.failures.filter(({ what }) => why.test(what)).length;
    const known = ['reader-crashed', 'reader-timeout', 'reader-memory'].map((code) => failed(new RegExp(`^${code}`)));
    const figures = [files, this.#count, ...['indexed', 'indexed-partly', 'skipped', 'failed'].map((state) => this.#states.get(state) ?? 0), ...known, this.failures.length - known.reduce((sum, one) => sum + one, 0), Math.round(this.#slowest.ms), Math.round(this.#peakBytes / 1024 ** 2)];
    return `${format.padEnd(7)}${figures.map((figure, index) => String(figure).padStart(fuzzColumns[index]?.length ?? 0)).join('')}${this.#slowest.ms > slowMs ? `  ${this.#slowest.file} seed ${this.#slowest.seed}` : ''}`;
  }
}

export const fuzzColumns = ['  files', '  mutations', '  indexed', '  partly', '  skipped', '  failed', '  crashes', '  timeouts', '  memory', '  other', '  slowest ms', '  peak MB'];
