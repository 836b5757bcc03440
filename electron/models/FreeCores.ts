import { cpus } from 'node:os';

/** Total and idle time of all cores and the time of this process, in milliseconds. */
export type CoreTimes = { readonly total: number; readonly idle: number; readonly own: number };

const staleMs = 1_000;
const sampleMs = 250;

/**
 * Tells how many threads pay off just now. llama.cpp's threads wait for each other after every operation by spinning, so
 * one core taken by another program makes two threads twenty times slower than one (measured: 2 against 45 tokens/s).
 */
export class FreeCores {
  readonly #limit: number;
  readonly #read: () => CoreTimes;
  readonly #now: () => number;
  #last: CoreTimes;
  #lastAt: number;
  #threads: number;

  /** `limit`: the most threads ever given, ≥ 1. */
  constructor(limit: number, { read = readCoreTimes, now = () => performance.now() }: { read?: () => CoreTimes; now?: () => number } = {}) {
    this.#limit = limit;
    this.#read = read;
    this.#now = now;
    this.#last = read();
    this.#lastAt = now();
    this.#threads = limit;
  }

  /** True when the last figures are too old to say anything about now. */
  get isStale(): boolean {
    return this.#now() - this.#lastAt > staleMs;
  }

  /** Forgets the past, so that `measure` a moment later speaks of that moment only. */
  restart(): void {
    this.#last = this.#read();
    this.#lastAt = this.#now();
  }

  /** Threads to use now, 1..limit, from what other programs took since the last figures; those are renewed every 250 ms or when `force`d. */
  measure({ force = false } = {}): number {
    if (!force && this.#now() - this.#lastAt < sampleMs) return this.#threads;
    const now = this.#read();
    const total = now.total - this.#last.total;
    // Clocks of 10 ms and slower: too short a time says nothing.
    if (total <= 0) return this.#threads;
    const cores = cpus().length;
    const busyElsewhere = Math.max(0, total - (now.idle - this.#last.idle) - (now.own - this.#last.own));
    const free = cores * (1 - busyElsewhere / total);
    this.#threads = Math.max(1, Math.min(this.#limit, Math.floor(free + 0.35)));
    this.#last = now;
    this.#lastAt = this.#now();
    return this.#threads;
  }
}

function readCoreTimes(): CoreTimes {
  let total = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    total += times.user + times.nice + times.sys + times.irq + times.idle;
    idle += times.idle;
  }
  const own = process.cpuUsage();
  return { total, idle, own: (own.user + own.system) / 1_000 };
}
