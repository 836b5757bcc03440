import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { engineContract, type EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';

export type RunningEngine = {
  readonly client: Client<EngineContract>;
  /** The engine's process, null while none runs. */
  pid(): number | null; close(): Promise<void>;
};

/** The real engine in its own process on a profile folder, as the command line starts it. */
export function startEngine(profile: string): RunningEngine {
  const engine = new HelperProcess({
    contract: engineContract, entry: new URL('../../electron/engine/main.ts', import.meta.url), args: ['--called', 'evaluation', '--profile', profile],
    name: 'engine', closeGraceMs: 20_000,
  });
  return { client: engine.client, pid: () => engine.pid, close: () => engine.close() };
}
