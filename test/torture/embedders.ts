import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { ModelFiles } from '../../electron/models/ModelFiles.ts';
import { modelsContract, type EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { FakeEmbedder, fakeSpec, type EmbedderClient } from '../fakes/embedder.ts';

export type EmbedderKind = 'fake' | 'real';
export type UsedEmbedder = {
  readonly client: EmbedderClient; readonly spec: EmbedderSpec;
  /** How far vectors of the same text may lie apart, in any component: 0 for the fake. */
  readonly tolerance: number;
  close(): Promise<void>;
};

/** The embedder that comes with the product; null where its files are not here. */
export function realSpec(): EmbedderSpec | null {
  const named = process.env['CARREL_MODELS'];
  const folder = named === undefined || named === '' ? fileURLToPath(new URL('../../.carrel/models', import.meta.url)) : named;
  const files = new ModelFiles({ folders: { writable: join(tmpdir(), 'carrel-test-models'), readOnly: [folder] } });
  return files.embedderSpec(files.defaultEmbedder());
}

export function embedderFor(kind: EmbedderKind): UsedEmbedder {
  if (kind === 'fake') return { client: new FakeEmbedder({ delayMs: 1 }).client, spec: fakeSpec(), tolerance: 0, close: async () => { await Promise.resolve(); } };
  const spec = realSpec();
  if (spec === null) throw new Error('the embedder’s files are not here: npm run setup');
  const helper = new HelperProcess({ contract: modelsContract, entry: new URL('../../electron/models/main.ts', import.meta.url), name: 'models' });
  return { client: helper.client, spec, tolerance: 1e-5, close: () => helper.close() };
}
