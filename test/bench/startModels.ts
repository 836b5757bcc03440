import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { modelsContract, type ModelsContract } from '../../electron/shared/modelsContract.ts';

/** The product's models process, as the engine starts it. */
export function startModels(): HelperProcess<ModelsContract> {
  return new HelperProcess({ contract: modelsContract, entry: new URL('../../electron/models/main.ts', import.meta.url), name: 'models', closeGraceMs: 5_000 });
}
