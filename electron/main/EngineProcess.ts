import { spawn, type ChildProcess } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { childPort } from '../shared/rpc/processPort.ts';
import { openSessions } from '../shared/rpc/sessions.ts';
import type { Port } from '../shared/rpc/Port.ts';
import type { EngineState } from '../shared/shellContract.ts';
import { sparingEnvironment } from '../shared/sparingEnvironment.ts';
import { withoutCoreDumps } from '../shared/withoutCoreDumps.ts';

type Options = {
  readonly node: string;
  /** Loaded before the entry: refuses every internet socket. */
  readonly guard: string;
  /** Where Node keeps its own sources compiled: reading them anew each time makes the engine ready about a second later. */
  readonly compiled: string;
  readonly entry: string; readonly args: readonly string[]; readonly log: (line: string) => void;
};

// Environment the engine may see: nothing that changes how Node, Electron or the network behaves.
const passedOn = ['PATH', 'HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'LC_ALL', 'SystemRoot', 'APPDATA', 'LOCALAPPDATA', 'XDG_DATA_HOME', 'CARREL_PROFILE', 'CARREL_MODELS'];

/** What is loaded at the start fits in: it is not gone through again and again for what could be let go, which takes 25 of 180 ms of processor. */
const startMemory = '--min-semi-space-size=16';

/** Restarted so often within so long, the engine is left stopped at its next death, and the person asked: something is wrong that starting again does not mend. */
const [mostRestarts, withinMs] = [3, 5 * 60_000];

/** Keeps one engine running. When it dies it is started again and `onStarted` says so; ports of the dead one are closed. */
export class EngineProcess {
  readonly #options: Options;
  readonly #startedListeners: (() => void)[] = [];
  readonly #stateListeners = new Set<(state: EngineState) => void>();
  #child: ChildProcess | null = null;
  #sessions: ReturnType<typeof openSessions> | null = null;
  #state: EngineState = { state: 'restarting', restarts: 0 };
  #deaths: number[] = [];
  #next: NodeJS.Timeout | undefined;
  #closing = false;
  #count = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Process id of the running engine, for tests and the developer view; null while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  onStarted(listener: () => void): void {
    this.#startedListeners.push(listener);
  }

  onState(listener: (state: EngineState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => { this.#stateListeners.delete(listener); };
  }

  start(): void {
    // One that was about to start by itself would find the library held by this one.
    clearTimeout(this.#next);
    const environment = Object.fromEntries(passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
    const { program, args } = withoutCoreDumps(process.platform, this.#options.node, [startMemory, '--import', pathToFileURL(this.#options.guard).href, this.#options.entry, '--called', 'the Carrel window', ...this.#options.args]);
    const child = spawn(program, args, {
      env: { ...environment, ...sparingEnvironment, NODE_COMPILE_CACHE: this.#options.compiled }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced', windowsHide: true,
    });
    this.#child = child;
    this.#sessions = openSessions(childPort(child));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { this.#options.log(text.trimEnd()); });
    child.once('error', (error) => { this.#options.log(`engine: ${error.message}`); });
    child.once('exit', () => { this.#died(child); });
    this.#setState({ ...this.#state, state: 'running' });
    for (const listener of this.#startedListeners) listener();
  }

  /** Another engine in place of the one that runs; earlier deaths are forgiven. */
  restart(): void {
    this.#deaths = [];
    if (this.#child === null) this.start();
    else this.#child.kill();
  }

  /** A port of its own to the engine; closed when either side goes. */
  open(): Port {
    if (this.#sessions === null) throw new Error('the engine has not been started');
    this.#count += 1;
    return this.#sessions.open(`window-${this.#count}`);
  }

  /** Asks the engine to finish, and ends it after `timeoutMs` if it does not. */
  async close(finish: () => Promise<unknown>, timeoutMs: number): Promise<void> {
    this.#closing = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null) return;
    const exited = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
    finish().catch(() => undefined);
    const timer = setTimeout(() => { child.kill('SIGKILL'); }, timeoutMs);
    await exited;
    clearTimeout(timer);
  }

  #died(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#sessions = null;
    if (this.#closing) return;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < withinMs), now];
    const restarts = this.#state.restarts + 1;
    if (this.#deaths.length > mostRestarts) {
      this.#setState({ state: 'stopped', restarts });
      return;
    }
    this.#setState({ state: 'restarting', restarts });
    this.#next = setTimeout(() => { if (!this.#closing) this.start(); }, 250 * this.#deaths.length);
  }

  #setState(state: EngineState): void {
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }
}
