import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { ModelsInUse } from '../../electron/engine/ModelsInUse.ts';
import { rerank } from '../../electron/engine/search/rerank.ts';
import { modelsContract, type ModelsContract } from '../../electron/shared/modelsContract.ts';
import { writeCrossEncoder } from '../fakes/crossEncoder.ts';

const { signal } = new AbortController();
let models: HelperProcess<ModelsContract>;
let folder = '';
beforeAll(() => { models = new HelperProcess({ contract: modelsContract, entry: new URL('../../electron/models/main.ts', import.meta.url), name: 'models', closeGraceMs: 5_000 }); });
afterAll(async () => { await models.close(); });
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'carrel-pairs-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe('models that read two texts together, in the real process', () => {
  it('tell them apart, score each pair by itself, and give probabilities', async () => {
    const spec = writeCrossEncoder(folder, ['relevance'], { rent: [2], roof: [-3] });
    await models.client.loadCrossEncoder(spec);
    const scores = await models.client.scorePairs({ model: spec.id, pairs: [{ first: 'roof roof', second: 'The rent' }, { first: 'rent', second: 'a roof' }, { first: 'rent', second: 'nothing of it' }] });
    const expected = [2, -3, 0].map((logit) => 1 / (1 + Math.exp(-logit)));
    scores.forEach(({ relevance }, at) => { expect(relevance).toBeCloseTo(expected[at] ?? Number.NaN, 5); });
  });

  it('share one among several outputs, by their names', async () => {
    const spec = writeCrossEncoder(folder, ['contradiction', 'entailment', 'neutral'], { not: [6, 0, 0], indeed: [0, 6, 0] });
    await models.client.loadCrossEncoder(spec);
    const [denied, follows] = await models.client.scorePairs({ model: spec.id, pairs: [{ first: 'x', second: 'not so' }, { first: 'x', second: 'indeed so' }] });
    expect(denied?.contradiction).toBeGreaterThan(0.98);
    expect(follows?.entailment).toBeGreaterThan(0.98);
    expect((follows?.contradiction ?? 0) + (follows?.entailment ?? 0) + (follows?.neutral ?? 0)).toBeCloseTo(1, 5);
  });

  it('read of a pair that is too long its beginning', async () => {
    const spec = writeCrossEncoder(folder, ['relevance'], { rent: [1], roof: [-9] }, 12);
    await models.client.loadCrossEncoder(spec);
    const [score] = await models.client.scorePairs({ model: spec.id, pairs: [{ first: 'who', second: `${'rent '.repeat(8)}${'roof '.repeat(200)}` }] });
    expect(score?.relevance).toBeCloseTo(1 / (1 + Math.exp(-8)), 5);
  });

  it('put passages in order as the engine asks them to; one that is damaged changes nothing and says why', async () => {
    const inUse = new ModelsInUse(models);
    const spec = writeCrossEncoder(folder, ['relevance'], { rent: [2], roof: [-3] });
    const passages = ['the roof leaks', 'some words', 'the rent is due'].map((text, at) => ({ text, title: 'lease', headingPath: [], score: 1 - at / 10 }));
    const by = (given: typeof spec) => rerank('what is the rent', passages, (pairs, until) => inUse.scorePairs('reranker', given, pairs, { signal: until }), signal);
    expect((await by(spec)).map(({ text, score }) => [text, score])).toEqual([['the rent is due', 1], ['some words', 0.9], ['the roof leaks', 0.8]]);
    expect(inUse.stateOf('reranker', spec.id)?.state).toBe('ready');
    const damaged = { ...writeCrossEncoder(folder, ['relevance'], { rent: [2] }), id: 'damaged' };
    truncateSync(damaged.modelPath, 100);
    expect(await by(damaged)).toEqual(passages);
    expect(inUse.stateOf('reranker', 'damaged')).toMatchObject({ state: 'failed' });
    // The process is none the worse for it.
    expect(await models.client.unloadCrossEncoder({ id: spec.id })).toEqual({});
    await expect(models.client.scorePairs({ model: spec.id, pairs: [] })).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('give as many numbers as is known of them, or are refused', async () => {
    const spec = writeCrossEncoder(folder, ['relevance'], { rent: [2] });
    await expect(models.client.loadCrossEncoder({ ...spec, id: 'three', outputs: ['contradiction', 'entailment', 'neutral'] })).rejects.toMatchObject({ code: 'model-damaged' });
  });
});
