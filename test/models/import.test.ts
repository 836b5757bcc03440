import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ModelFiles } from '../../electron/models/ModelFiles.ts';
import type { ModelInfo } from '../../electron/shared/schemas.ts';
import { chat, startModels } from './starterModels.ts';

const models = startModels();
const folder = mkdtempSync(join(tmpdir(), 'carrel-import-'));
afterAll(async () => {
  await models.close();
  rmSync(folder, { recursive: true, force: true });
});
const open = (): ModelFiles => new ModelFiles({ folders: { writable: join(folder, 'models'), readOnly: [] } });

async function importModel(path: string): Promise<ModelInfo | null> {
  let model: ModelInfo | null = null;
  for await (const event of open().importFile(path, new AbortController().signal)) model = event.model;
  return model;
}

describe('bringing a model', () => {
  it('a chat model nobody listed is taken with a warning, loads and writes', async () => {
    // The starter under another name: same weights, another hash.
    const bytes = readFileSync(chat().modelPath);
    bytes.write('X', bytes.indexOf('Smollm2 135M 8k'));
    const path = join(folder, 'My own model.gguf');
    writeFileSync(path, bytes);
    const model = await importModel(path);
    expect(model).toMatchObject({ listed: false, state: 'ready', answerMode: 'written', name: expect.stringMatching(/^Xmollm2/) as string });
    const spec = open().chatSpec(model?.id ?? '');
    if (spec === null) throw new Error('the imported model cannot be loaded');
    expect(spec.wrapper).toBe('chatml');
    await models.client.loadChat(spec);
    let text = '';
    for await (const event of models.client.generate({ pieces: [{ kind: 'user', text: 'The sky is blue. What colour is the sky?' }], maxTokens: 20, temperature: 0, seed: 1 })) {
      if (event.type === 'text-delta') text += event.text;
    }
    expect(text).toMatch(/blue/i);
  });

  it('G3: a listed one is known by its hash, whatever it is called; one with a byte changed in its weights is not', async () => {
    const bytes = readFileSync(chat().modelPath);
    const renamed = join(folder, 'renamed.gguf');
    writeFileSync(renamed, bytes);
    expect(await importModel(renamed)).toMatchObject({ id: chat().id, listed: true, state: 'ready', answerMode: 'quotes' });
    bytes[bytes.length - 1_000] = (bytes.at(-1_000) ?? 0) ^ 1;
    writeFileSync(renamed, bytes);
    expect(await importModel(renamed)).toMatchObject({ listed: false });
  });
});
