import { readFileSync } from 'node:fs';
import { residentBytes } from '../../electron/engine/residentBytes.ts';
import { processTree } from '../bench/processorTime.ts';

const everyMs = 500;

/**
 * The most physical memory each kind of process under an engine has held, in bytes: `engine` (the process given), `reader`, `models`, `ocr`, `builder` (of the index), of several the
 * largest. From the system's own high-water mark on Linux; elsewhere the engine alone, looked at twice a second.
 */
export class ProcessMemory implements Disposable {
  readonly #pid: () => number | null;
  readonly #peaks = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(pid: () => number | null) {
    this.#pid = pid;
    this.#timer = setInterval(() => { void this.look(); }, everyMs);
  }

  /** Looks now, as it otherwise does twice a second. */
  async look(): Promise<void> {
    const root = this.#pid();
    if (root === null) return;
    if (process.platform !== 'linux') {
      this.#note('engine', await residentBytes(root) ?? 0);
      return;
    }
    for (const { pid } of processTree(root)) {
      try {
        const name = pid === root ? 'engine' : /\/(reader|models|fakeModels|ocr|builder)(?:\/main)?\.[tj]s/.exec(readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8'))?.[1] ?? 'other';
        this.#note(name, Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) * 1_024);
      } catch {
        // Ended between the listing and now.
      }
    }
  }

  /** What the engine holds at this moment, in bytes; 0 where that cannot be told. */
  async engineNow(): Promise<number> {
    const root = this.#pid();
    return root === null ? 0 : await residentBytes(root) ?? 0;
  }

  get peaks(): ReadonlyMap<string, number> {
    return this.#peaks;
  }

  /** As figures of a report, in MB. */
  beside(): Record<string, number> {
    return Object.fromEntries([...this.#peaks].sort(([a], [b]) => a.localeCompare(b)).map(([name, bytes]) => [`most memory of ${name === 'fakeModels' ? 'the stand-in for models' : name}, MB`, bytes / 1e6]));
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #note(name: string, bytes: number): void {
    this.#peaks.set(name, Math.max(this.#peaks.get(name) ?? 0, bytes));
  }
}
