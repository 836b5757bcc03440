import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CatalogueEntry, listCatalogue } from '../../../electron/models/catalogue.ts';
import { ModelFiles, type ImportProgress } from '../../../electron/models/ModelFiles.ts';
import { AppError } from '../../../electron/shared/AppError.ts';
import { soundGguf, writeGguf } from '../../fakes/ggufFile.ts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const chat = writeGguf(soundGguf());
const onnx = Buffer.from('an embedding model '.repeat(100));
const tokenizer = Buffer.from('{"model":{}}');
const other = { repo: null, revision: null, grade: 'A' } as const;
const facts = { family: 'Test', parametersB: 1, licence: 'Apache-2.0', licenceNote: 'Keep the notice.', contextTokens: 32_768, released: null } as const;

const catalogue: readonly CatalogueEntry[] = [
  CatalogueEntry.parse({
    ...facts, id: 'listed-chat', name: 'Listed', role: 'chat', chat: { wrapper: 'chatml', skipThoughts: true, answerMode: 'written' },
    files: [{ ...other, role: 'model', name: 'Listed.gguf', path: 'Listed.gguf', bytes: chat.length, sha256: sha256(chat) }],
  }),
  CatalogueEntry.parse({
    ...facts, id: 'unhashed-chat', name: 'Unhashed', role: 'chat', licence: 'Special Licence', chat: { wrapper: 'falcon3', skipThoughts: false, answerMode: 'written' },
    files: [{ ...other, role: 'model', name: 'Unhashed.gguf', path: 'Unhashed.gguf', bytes: null, sha256: null }],
  }),
  CatalogueEntry.parse({
    ...facts, id: 'embedder', name: 'Embedder', role: 'embedding', embedding: { dimensions: 4, maxTokens: 16, pooling: 'mean', queryPrefix: 'q: ', passagePrefix: '' },
    files: [
      { ...other, role: 'model', name: 'model.onnx', path: 'model.onnx', bytes: onnx.length, sha256: sha256(onnx) },
      { ...other, role: 'tokenizer', name: 'tokenizer.json', path: 'tokenizer.json', bytes: tokenizer.length, sha256: sha256(tokenizer) },
    ],
  }),
];

let root = '';
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'carrel-models-')); });
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

const open = (): ModelFiles => new ModelFiles({ folders: { writable: join(root, 'own'), readOnly: [join(root, 'shared')] }, catalogue });
const { signal } = new AbortController();

function write(path: string, bytes: Buffer): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
  return join(root, path);
}

async function importAll(files: ModelFiles, path: string, more: AbortSignal = signal): Promise<readonly ImportProgress[]> {
  const events: ImportProgress[] = [];
  for await (const event of files.importFile(path, more)) events.push(event);
  return events;
}

const stateOf = async (files: ModelFiles, id: string): Promise<string | undefined> => (await files.list()).find((model) => model.id === id)?.state;

describe('ModelFiles', () => {
  it('finds files by layout or loose under any name, and gives what is needed to load them', async () => {
    const placed = write(`shared/${sha256(onnx)}/model.onnx`, onnx);
    const loose = write('shared/some/where/t.txt', tokenizer);
    const files = open();
    expect(files.embedderSpec('embedder')).toEqual({
      id: 'embedder', modelPath: placed, tokenizerPath: loose, dimensions: 4, maxTokens: 16, pooling: 'mean', queryPrefix: 'q: ', passagePrefix: '',
    });
    expect(files.chatSpec('listed-chat')).toBeNull();
    expect((await files.list()).map(({ id, state }) => [id, state])).toEqual([['listed-chat', 'missing'], ['unhashed-chat', 'missing'], ['embedder', 'ready']]);
  });

  it('G3: never gives out a file with a wrong byte, and calls it damaged in its own place and foreign elsewhere', async () => {
    const wrong = Buffer.from(onnx);
    wrong[3] = 0;
    write(`shared/${sha256(tokenizer)}/tokenizer.json`, tokenizer);
    write('shared/model.onnx', wrong);
    expect(open().embedderSpec('embedder')).toBeNull();
    expect(await stateOf(open(), 'embedder')).toBe('missing');
    write(`own/${sha256(onnx)}/model.onnx`, wrong);
    expect(await stateOf(open(), 'embedder')).toBe('damaged');
    write(`own/${sha256(onnx)}/model.onnx`, onnx.subarray(1));
    expect(await stateOf(open(), 'embedder')).toBe('damaged');
    write('shared/good-copy.onnx', onnx);
    expect(await stateOf(open(), 'embedder')).toBe('ready');
  });

  it('G5: notices by a full reading what size and time do not tell', async () => {
    const path = write(`own/${sha256(onnx)}/model.onnx`, onnx);
    write(`own/${sha256(tokenizer)}/tokenizer.json`, tokenizer);
    const files = open();
    expect(await stateOf(files, 'embedder')).toBe('ready');
    // What is remembered of the file is made to fit other bytes, as a quiet disk error would.
    const wrong = Buffer.from(onnx);
    wrong[9] = 1;
    writeFileSync(path, wrong);
    const memory = join(root, 'own/verified.json');
    const known = JSON.parse(readFileSync(memory, 'utf8')) as Record<string, { seen: string; sha256: string }>;
    await open().list();
    const seenNow = (JSON.parse(readFileSync(memory, 'utf8')) as typeof known)[path]?.seen ?? '';
    writeFileSync(memory, JSON.stringify({ ...known, [path]: { ...known[path], seen: seenNow } }));
    const again = open();
    expect(await stateOf(again, 'embedder')).toBe('ready');
    const verified = [];
    for await (const model of again.verify(signal)) verified.push([model.id, model.state]);
    expect(verified).toEqual([['embedder', 'damaged']]);
    expect(again.embedderSpec('embedder')).toBeNull();
  });

  it('imports a listed model under its facts', async () => {
    const files = open();
    const events = await importAll(files, write('from/whatever.gguf', chat));
    expect(events.at(-1)).toMatchObject({ done: chat.length, total: chat.length, model: { id: 'listed-chat', state: 'ready', listed: true, licence: 'Apache-2.0', answerMode: 'written' } });
    expect(events.slice(0, -1).every(({ model }) => model === null)).toBe(true);
    expect(files.chatSpec('listed-chat')).toEqual({
      id: 'listed-chat', modelPath: join(root, 'own', sha256(chat), 'Listed.gguf'), contextTokens: 8_192, wrapper: 'chatml', skipThoughts: true,
    });
  });

  it('imports an unknown chat model with a warning and the turns its vocabulary speaks; it is still there later', async () => {
    const parts = soundGguf();
    parts.values = parts.values.map(([key, value]) => (key === 'general.name' ? [key, 'Unheard Of'] : [key, value]));
    const bytes = writeGguf(parts);
    const [last] = (await importAll(open(), write('from/Mine v2.gguf', bytes))).slice(-1);
    const id = `mine-v2-${sha256(bytes).slice(0, 8)}`;
    expect(last?.model).toMatchObject({ id, name: 'Unheard Of', listed: false, state: 'ready', answerMode: 'written', licence: 'unknown' });
    expect(last?.model?.warning).toMatch(/Not in the catalogue/);
    expect(open().chatSpec(id)).toMatchObject({ wrapper: 'chatml', skipThoughts: false, contextTokens: 2_048 });
    expect((await open().list()).map((model) => model.id)).toContain(id);
  });

  it('says when a file bears the name of a model that it is not, and the licence where only the hash is unknown', async () => {
    const parts = soundGguf();
    parts.values.push(['general.url', 'elsewhere']);
    const bytes = writeGguf(parts);
    const false_ = (await importAll(open(), write('from/Listed.gguf', bytes))).at(-1);
    expect(false_?.model?.warning).toContain('bears the name of Listed but is not that file');
    rmSync(join(root, 'own'), { recursive: true });
    const likely = (await importAll(open(), write('from/unhashed.gguf', bytes))).at(-1);
    expect(likely?.model).toMatchObject({ listed: false, licence: 'Special Licence' });
    expect(likely?.model?.warning).toContain('By its name it is Unhashed, of which no checksum is known');
  });

  it.each([
    ['a pickle under another name', 'weights.gguf', Buffer.from([0x80, 0x04, 0x95, 0, 0, 0, 0, 0]), 'model-unsupported'],
    ['an archive of pickles', 'weights.onnx', Buffer.from('PK\x03\x04xxxx', 'latin1'), 'model-unsupported'],
    ['HDF5', 'weights', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), 'model-unsupported'],
    ['safetensors by its name', 'model.safetensors', Buffer.from('weights '.repeat(8)), 'model-unsupported'],
    ['safetensors by how it begins', 'model.onnx', Buffer.concat([Buffer.from([64, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{"__metadata__":{}}')]), 'model-unsupported'],
    ['a sound GGUF called .bin', 'pytorch_model.bin', chat, 'model-unsupported'],
    ['a broken GGUF', 'x.gguf', chat.subarray(0, 900), 'model-damaged'],
    ['a file nobody knows', 'notes.txt', Buffer.from('hello'), 'model-not-listed'],
  ])('G1: refuses %s and keeps nothing of it', async (_what, name, bytes, code) => {
    await expect(importAll(open(), write(`from/${name}`, bytes))).rejects.toMatchObject({ code });
    expect(existsSync(join(root, 'own')) ? readdirSync(join(root, 'own')) : []).toEqual([]);
  });

  it('reports a file that is not there, and leaves nothing behind when cancelled', async () => {
    await expect(importAll(open(), join(root, 'absent.gguf'))).rejects.toMatchObject({ code: 'file-not-found' });
    const controller = new AbortController();
    controller.abort();
    await expect(importAll(open(), write('from/x.gguf', chat), controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(join(root, 'own'))).toEqual([]);
  });
});

describe('models a policy does not allow', () => {
  it('are neither given out nor taken in, and listed as not allowed', async () => {
    write(`shared/${sha256(onnx)}/model.onnx`, onnx);
    write('shared/t.txt', tokenizer);
    write('shared/Listed.gguf', chat);
    const rules = { allows: (hash: string | null) => hash === sha256(onnx), refusal: () => new AppError('policy-forbids', { setting: 'allowedModels' }) };
    const files = new ModelFiles({ folders: { writable: join(root, 'own'), readOnly: [join(root, 'shared')] }, catalogue, rules });
    expect(files.embedderSpec('embedder')).not.toBeNull();
    expect(files.chatSpec('listed-chat')).toBeNull();
    expect((await files.list()).map(({ id, warning }) => [id, warning === 'The policy of this machine does not allow it.'])).toEqual([['listed-chat', true], ['unhashed-chat', true], ['embedder', false]]);
    for (const file of [chat, writeGguf({ ...soundGguf(), version: 2 })]) await expect(importAll(files, write('x.gguf', file))).rejects.toMatchObject({ code: 'policy-forbids' });
    expect(readdirSync(join(root, 'own'), { recursive: true }).filter((name) => String(name).endsWith('.gguf'))).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('names every family asked for, has no two models of one id and no two hashes for one file', () => {
    const entries = listCatalogue();
    const families = new Set(entries.map(({ family }) => family));
    for (const family of ['Llama', 'Mistral', 'Qwen', 'DeepSeek', 'Gemma', 'Falcon', 'Phi', 'Granite', 'SmolLM', 'gpt-oss', 'LFM']) expect(families).toContain(family);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    for (const { licence, licenceNote } of entries) expect(licence === '' || licenceNote === '').toBe(false);
  });

  it('agrees with the lock file about what set-up fetches, and lets the starter quote only', async () => {
    const lock = (await import('../../../resources/models.lock.json', { with: { type: 'json' } })).default;
    for (const { model, name, sha256: hash, bytes, licence } of lock.files) {
      const entry = listCatalogue().find(({ id }) => id === model);
      expect(entry?.files.find((file) => file.name === name)).toMatchObject({ sha256: hash, bytes });
      expect(entry?.licence).toBe(licence);
    }
    expect(listCatalogue().filter(({ chat: facts_ }) => facts_?.answerMode === 'quotes').map(({ id }) => id)).toEqual(['smollm2-135m-instruct-q4_1']);
  });
});
