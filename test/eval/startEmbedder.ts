import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EmbedSentences } from '../../electron/engine/evidence.ts';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { ModelsInUse } from '../../electron/engine/ModelsInUse.ts';
import { ModelFiles } from '../../electron/models/ModelFiles.ts';
import { modelsContract } from '../../electron/shared/modelsContract.ts';

/** An embedder in the product's models process, the usual one unless another is named; null where it is not installed. */
export async function startEmbedder(id?: string): Promise<{ readonly embed: NonNullable<EmbedSentences>; close(): Promise<void> } | null> {
  const memory = mkdtempSync(join(tmpdir(), 'carrel-embedder-'));
  const files = new ModelFiles({ folders: { writable: memory, readOnly: [fileURLToPath(new URL('../../.carrel/models', import.meta.url))] } });
  const spec = files.embedderSpec(id ?? files.defaultEmbedder());
  rmSync(memory, { recursive: true, force: true });
  if (spec === null) return null;
  const models = new HelperProcess({ contract: modelsContract, entry: new URL('../../electron/models/main.ts', import.meta.url), name: 'models' });
  const inUse = new ModelsInUse(models);
  return { embed: (texts, kind, signal) => inUse.embed(spec, texts, kind, { signal }), close: () => models.close() };
}
