import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { ModelFiles } from '../../electron/models/ModelFiles.ts';
import { modelsContract, type ChatSpec, type EmbedderSpec, type ModelsContract } from '../../electron/shared/modelsContract.ts';

const memory = mkdtempSync(join(tmpdir(), 'carrel-starter-'));
process.once('exit', () => { rmSync(memory, { recursive: true, force: true }); });
const files = new ModelFiles({
  folders: { writable: memory, readOnly: [fileURLToPath(new URL('../../.carrel/models', import.meta.url))] },
});

/** The starter models as set-up leaves them; this suite only runs where they are (see build/test.ts). */
export function embedder(id = files.defaultEmbedder()): EmbedderSpec {
  const spec = files.embedderSpec(id);
  if (spec === null) throw new Error(`${id} is not in .carrel/models; run: npm run setup`);
  return spec;
}

export function chat(): ChatSpec {
  const spec = files.chatSpec(files.defaultChat());
  if (spec === null) throw new Error('the starter chat model is not in .carrel/models; run: npm run setup');
  return spec;
}

/** The product's models process. */
export function startModels(): HelperProcess<ModelsContract> {
  return new HelperProcess({ contract: modelsContract, entry: new URL('../../electron/models/main.ts', import.meta.url), name: 'models' });
}
