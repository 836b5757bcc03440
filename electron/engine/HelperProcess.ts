import type { ChildProcess } from 'node:child_process';
import { AppError } from '../shared/AppError.ts';
import type { CallOptions, Client, Contract } from '../shared/operation.ts';
import { connect } from '../shared/rpc/connect.ts';
import { childPort } from '../shared/rpc/processPort.ts';
import { residentBytes } from './residentBytes.ts';
import { spawnHelper } from './spawnHelper.ts';

export type HelperOptions<C extends Contract> = {
  readonly contract: C;
  /** The program: a module that calls `serveParent`. */
  readonly entry: URL | string;
  readonly args?: readonly string[];
  /** Flags of the runtime, such as `--max-old-space-size=512`. */
  readonly nodeFlags?: readonly string[];
  /** The process is killed when it holds more physical memory than this. Default: no limit. */
  readonly memoryLimitBytes?: number;
  /** How often memory is looked at, in ms. Default 250. */
  readonly memoryCheckMs?: number;
  /** How long `close` lets the process finish by itself, in ms. Default 2,000. */
  readonly closeGraceMs?: number;
  /** Appears as `name` in the details of `helper-stopped`. */
  readonly name: string;
};

/** Why a helper ended: `memory` over its limit, `killed` by `kill()`, `closed` by `close()`, `exit` anything else. */
export type StopCause = 'memory' | 'killed' | 'closed' | 'exit';
export type Stopped = { readonly name: string; readonly pid: number | null; readonly why: StopCause; readonly exitCode: number | null; readonly signal: string | null };

/**
 * A program that may die at any time. It starts with the first call and again with the first call after a death; calls
 * pending at a death reject with `helper-stopped` and details `{name, why}`, `why` as in `StopCause`.
 */
export class HelperProcess<C extends Contract> {
  readonly client: Client<C>;
  readonly #options: HelperOptions<C>;
  readonly #listeners = new Set<(stopped: Stopped) => void>();
  #life: Life<C> | null = null;
  #closed = false;

  constructor(options: HelperOptions<C>) {
    this.#options = options;
    this.client = this.#lazyClient();
  }

  /** Null while no process runs. */
  get pid(): number | null {
    return this.#life?.child.pid ?? null;
  }

  /** Ends the process at once; the next call starts a new one. */
  kill(): void {
    const life = this.#life;
    this.#life = null;
    life?.stop('killed');
  }

  /** Lets the process end by itself, kills it if it does not within `closeGraceMs`. Later calls reject with `helper-stopped`. */
  async close(): Promise<void> {
    this.#closed = true;
    const life = this.#life;
    this.#life = null;
    await life?.close();
  }

  /** Called after every end of a process, expected or not. Returns the function that stops listening. */
  onStopped(listener: (stopped: Stopped) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #connected(): Client<C> {
    if (this.#closed) throw new AppError('helper-stopped', { name: this.#options.name, why: 'closed' });
    this.#life ??= this.#start();
    return this.#life.client;
  }

  #start(): Life<C> {
    const life: { current: Life<C> | null } = { current: null };
    const forget = (): void => {
      if (this.#life === life.current) this.#life = null;
    };
    life.current = new Life(this.#options, (stopped) => {
      forget();
      for (const listener of this.#listeners) listener(stopped);
    }, forget);
    return life.current;
  }

  #lazyClient(): Client<C> {
    type AnyOperation = (input: unknown, options?: CallOptions) => unknown;
    const operationOf = (name: string): AnyOperation => this.#connected()[name] as AnyOperation;
    const entries = Object.entries(this.#options.contract).map(([name, { kind }]): [string, AnyOperation] => [name, kind === 'call'
      ? async (input, options) => operationOf(name)(input, options)
      : (input, options) => ({ [Symbol.asyncIterator]: () => (operationOf(name)(input, options) as AsyncIterable<unknown>)[Symbol.asyncIterator]() }),
    ]);
    return Object.fromEntries(entries) as Client<C>;
  }
}

/** One process from its start to its end. */
class Life<C extends Contract> {
  readonly child: ChildProcess;
  readonly client: Client<C>;
  readonly #exited: Promise<void>;
  readonly #closeGraceMs: number;
  #why: StopCause = 'exit';

  constructor(options: HelperOptions<C>, ended: (stopped: Stopped) => void, unusable: () => void) {
    const { contract, entry, args, nodeFlags, memoryLimitBytes, memoryCheckMs = 250, closeGraceMs = 2_000, name } = options;
    this.#closeGraceMs = closeGraceMs;
    this.child = spawnHelper(entry, args, nodeFlags);
    const port = childPort(this.child);
    // Registered before `connect` so that whoever calls again on a rejection gets a new process.
    port.onClose(() => {
      unusable();
      // A process that lost its channel but goes on would never be reached again.
      setTimeout(() => this.child.kill('SIGKILL'), closeGraceMs).unref();
    });
    this.client = connect(contract, port, { checkOutputs: true, closedError: () => new AppError('helper-stopped', { name, why: this.#why }) });
    const watchdog = memoryLimitBytes === undefined ? null : setInterval(() => { void this.#checkMemory(memoryLimitBytes); }, memoryCheckMs).unref();
    this.#exited = new Promise((resolve) => {
      let isOver = false;
      const over = (exitCode: number | null, signal: string | null): void => {
        if (isOver) return;
        isOver = true;
        if (watchdog !== null) clearInterval(watchdog);
        port.close();
        ended({ name, pid: this.child.pid ?? null, why: this.#why, exitCode, signal });
        resolve();
      };
      this.child.once('exit', over);
      // Only when it could not be started or signalled; 'exit' may never come then.
      this.child.once('error', () => { if (this.child.exitCode === null && this.child.pid === undefined) over(null, null); });
    });
  }

  stop(why: StopCause): void {
    this.#why = why;
    this.child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.#why = 'closed';
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), this.#closeGraceMs);
    await this.#exited;
    clearTimeout(timer);
  }

  async #checkMemory(limitBytes: number): Promise<void> {
    const { pid } = this.child;
    const held = pid === undefined ? null : await residentBytes(pid);
    if (held !== null && held > limitBytes) this.stop('memory');
  }
}
