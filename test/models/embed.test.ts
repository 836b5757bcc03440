import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, pipeline } from '@huggingface/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { embedderDimensions, message, soundOnnx, writeOnnx, type OnnxParts, type OnnxTensorParts } from '../fakes/onnxFile.ts';
import { embedder, startModels } from './starterModels.ts';

const models = startModels();
const bge = embedder();
const miniLm = embedder('all-minilm-l6-v2-q8');
const folder = mkdtempSync(join(tmpdir(), 'carrel-embed-'));
afterAll(async () => {
  await models.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeAll(() => Promise.all([models.client.loadEmbedder(bge), models.client.loadEmbedder(miniLm)]));

const passages = [
  'Net sales of the lamp division rose by 4 percent to 1.2 million francs.', 'The tenant must give notice three months before the end of the term.',
  'Short.', 'Größenänderung, naïve café, 東京の天気。', `${'The board met in March and approved the accounts. '.repeat(20)}`,
];

async function embedAll(spec: EmbedderSpec, texts: readonly string[], kind: 'query' | 'passage' = 'passage'): Promise<Float32Array[][]> {
  const vectors = await models.client.embed({ embedder: spec.id, kind, texts: [...texts], priority: 'background' });
  return vectors.map((parts) => parts.map(({ vector }) => vector));
}

const first = (parts: Float32Array[] | undefined): Float32Array => parts?.[0] ?? new Float32Array();
const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

// Vectors that came over a port are views of the whole message.
const bitsOf = ({ buffer, byteOffset, byteLength }: Float32Array): string => Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** The same model through the library's own pipeline, one text at a time. */
async function reference(spec: EmbedderSpec, text: string): Promise<Float32Array> {
  const place = join(folder, spec.id);
  mkdirSync(join(place, 'onnx'), { recursive: true });
  rmSync(join(place, 'onnx/model_quantized.onnx'), { force: true });
  symlinkSync(spec.modelPath, join(place, 'onnx/model_quantized.onnx'));
  writeFileSync(join(place, 'config.json'), '{"model_type":"bert"}');
  writeFileSync(join(place, 'tokenizer_config.json'), '{"tokenizer_class":"BertTokenizer","model_max_length":512}');
  writeFileSync(join(place, 'tokenizer.json'), JSON.stringify({ ...(JSON.parse(readFileSync(spec.tokenizerPath, 'utf8')) as object), truncation: null, padding: null }));
  env.allowRemoteModels = false;
  env.localModelPath = folder;
  env.useFSCache = false;
  const extract = await pipeline('feature-extraction', spec.id, { dtype: 'q8', local_files_only: true });
  const output = await extract(text, { pooling: spec.pooling, normalize: true });
  return Float32Array.from(output.data as Float32Array);
}

describe('embedding with the real models', () => {
  it.each([bge, miniLm])('agrees with the library’s own pipeline: $id', async (spec) => {
    const ours = await embedAll(spec, passages);
    for (const [at, text] of passages.entries()) {
      if ((ours[at]?.length ?? 0) > 1) continue;
      expect(cosine(first(ours[at]), await reference(spec, text))).toBeGreaterThan(0.9999);
    }
  });

  it('invariant 9: the same text gives the same vector, bit for bit, alone, in any company and after other texts', async () => {
    const together = await embedAll(bge, passages);
    const reversed = (await embedAll(bge, passages.toReversed())).toReversed();
    for (const [at, text] of passages.entries()) {
      const alone = (await embedAll(bge, [text]))[0] ?? [];
      expect(alone.length).toBeGreaterThan(0);
      expect(alone.map(bitsOf)).toEqual((together[at] ?? []).map(bitsOf));
      expect(reversed[at]).toEqual(together[at]);
    }
  });

  it('cuts nothing: a long text has several vectors, and its last words change the last one only', async () => {
    const long = 'The committee discussed the budget at length. '.repeat(120);
    const [whole = [], changed = []] = await embedAll(bge, [`${long}Lamps are blue.`, `${long}Lamps are red.`]);
    expect(whole.length).toBeGreaterThan(1);
    expect(changed).toHaveLength(whole.length);
    expect(changed.slice(0, -1)).toEqual(whole.slice(0, -1));
    expect(changed.at(-1)).not.toEqual(whole.at(-1));
  });

  it('puts the query prefix in front of questions only, and finds the right passage', async () => {
    const [asQuery = [], asPassage = []] = [(await embedAll(bge, ['When must a tenant give notice?'], 'query'))[0], (await embedAll(bge, ['When must a tenant give notice?']))[0]];
    expect(cosine(first(asQuery), first(asPassage))).toBeLessThan(0.999);
    const vectors = await embedAll(bge, passages.slice(0, 4));
    const scores = vectors.map((parts) => cosine(first(asQuery), first(parts)));
    expect(scores.indexOf(Math.max(...scores))).toBe(1);
    for (const parts of vectors) expect(cosine(first(parts), first(parts))).toBeCloseTo(1, 5);
  });

  it('says what is wrong with files that are missing, damaged or of another size of vector', async () => {
    const broken = join(folder, 'broken.onnx');
    writeFileSync(broken, readFileSync(bge.modelPath).subarray(0, 1_000_000));
    await expect(models.client.loadEmbedder({ ...bge, id: 'a', modelPath: join(folder, 'absent') })).rejects.toMatchObject({ code: 'model-missing' });
    await expect(models.client.loadEmbedder({ ...bge, id: 'b', modelPath: broken })).rejects.toMatchObject({ code: 'model-damaged' });
    await expect(models.client.loadEmbedder({ ...bge, id: 'c', tokenizerPath: broken })).rejects.toMatchObject({ code: 'model-damaged' });
    await expect(models.client.loadEmbedder({ ...bge, id: 'd', dimensions: 768 })).rejects.toMatchObject({ code: 'model-damaged' });
    await expect(models.client.embed({ embedder: 'a', kind: 'query', texts: ['x'], priority: 'interactive' })).rejects.toMatchObject({ code: 'model-missing' });
    expect((await embedAll(bge, ['Still here.']))[0]).toHaveLength(1);
  });

  it('G1: runs an ONNX file made by code, and refuses one with a loop, or weights outside its folder, before native code reads it', async () => {
    const path = join(folder, 'little.onnx');
    const little = { ...bge, modelPath: path, dimensions: embedderDimensions, pooling: 'mean' as const };
    const sound = soundOnnx();
    writeFileSync(path, writeOnnx(sound));
    await models.client.loadEmbedder({ ...little, id: 'little' });
    const [vector = []] = await embedAll({ ...little, id: 'little' }, ['lamps']);
    expect(first(vector)).toHaveLength(embedderDimensions);
    await models.client.unloadEmbedder({ id: 'little' });
    const outside: OnnxTensorParts = { name: 'more', sizes: [2], type: 1, data: Buffer.alloc(0), more: [[13, message([[1, 'location'], [2, '../weights']])], [14, 1]] };
    const refused: Readonly<Record<string, OnnxParts>> = { 'model-unsupported': { ...sound, nodes: sound.nodes.map((node) => ({ ...node, operation: 'Loop' })) }, 'model-damaged': { ...sound, tensors: [...sound.tensors, outside] } };
    for (const [code, parts] of Object.entries(refused)) {
      writeFileSync(path, writeOnnx(parts));
      await expect(models.client.loadEmbedder({ ...little, id: code })).rejects.toMatchObject({ code, details: { path } });
    }
    expect((await embedAll(bge, ['Still here.']))[0]).toHaveLength(1);
  });
});
