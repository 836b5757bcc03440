import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { engineContract, type EngineContract } from '../../electron/shared/engineContract.ts';
import { startEngine, type RunningEngine } from '../eval/startEngine.ts';

/** The engine in a process of its own: with its real models process, or with one that embeds without a model. */
export function startScaleEngine(profile: string, embedder: 'real' | 'fake'): RunningEngine {
  if (embedder === 'real') return startEngine(profile);
  const engine = new HelperProcess<EngineContract>({ contract: engineContract, entry: new URL('fakeModelsEngine.ts', import.meta.url), args: [profile], name: 'engine', closeGraceMs: 60_000 });
  return {
    client: engine.client, pid: () => engine.pid,
    close: async () => {
      await engine.client.shutdown({});
      await engine.close();
    },
  };
}
