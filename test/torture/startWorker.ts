import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** Programs started by the hundred need not compile their sources each time. */
const compiled = join(tmpdir(), 'carrel-torture-compiled');

export type WorkerOptions = {
  /** A program before it, with what it is told. */
  readonly under?: readonly [string, ...string[]]; readonly args: readonly string[]; /** Ended with SIGTERM after so long. */
  readonly limitMs: number;
};

/** Starts the program that indexes a folder and says what it is at. */
export function startWorker({ under, args, limitMs }: WorkerOptions): ChildProcessByStdio<null, Readable, Readable> {
  const [program, ...rest] = [...under ?? [], process.execPath, worker, ...args];
  return spawn(program ?? process.execPath, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_COMPILE_CACHE: compiled }, killSignal: 'SIGTERM', timeout: limitMs });
}
