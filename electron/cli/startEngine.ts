import { HelperProcess } from '../engine/HelperProcess.ts';
import { AppError } from '../shared/AppError.ts';
import { engineContract, type EngineContract } from '../shared/engineContract.ts';
import type { Client } from '../shared/operation.ts';

export type EngineOptions = {
  /** Null is the usual one of this person. */
  readonly profile: string | null;
  /** What another command that wants the profile is told holds it. */
  readonly calledAs: string;
  /** Starts without opening a library: for what works on one that cannot be opened. */
  readonly opensNothing?: boolean;
};
export type RunningEngine = { readonly client: Client<EngineContract>; close(): Promise<void> };

/** An engine of our own on the profile, in its own process. It ends with this one. */
export function startEngine({ profile, calledAs, opensNothing = false }: EngineOptions): RunningEngine {
  // A command looks at its folders once and ends: nothing is watched for it.
  const args = ['--no-watch', ...(opensNothing ? ['--no-open'] : []), '--called', calledAs, ...(profile === null ? [] : ['--profile', profile])];
  const engine = new HelperProcess({ contract: engineContract, entry: new URL('../engine/main.ts', import.meta.url), args, name: 'engine', closeGraceMs: 20_000 });
  return { client: engine.client, close: () => engine.close() };
}

/** The engine is a helper to us, but to the person it is Carrel itself. */
export function asEngineError(error: unknown): unknown {
  return error instanceof AppError && error.code === 'helper-stopped' && error.details['name'] === 'engine' ? new AppError('engine-stopped', {}, { cause: error }) : error;
}
