import type { EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { median } from '../eval/intervals.ts';
import { figure, interleave, type Figure } from './Figure.ts';
import { openRawOnnx } from './rawOnnx.ts';
import { startModels } from './startModels.ts';

const rounds = 5;
const passagesARound = 32;

/** Tokens a second through the models process, against onnxruntime fed with the same token ids one text at a time. */
export async function benchEmbedding(spec: EmbedderSpec, texts: readonly string[]): Promise<Figure> {
  const models = startModels();
  try {
    await models.client.loadEmbedder(spec);
    const { threads } = await models.client.hardware({});
    const raw = await openRawOnnx(spec, threads);
    const tokenized = texts.map((text) => ({ text, ids: raw.tokenize(spec.passagePrefix + text) })).filter(({ ids }) => ids.length <= spec.maxTokens);
    const chosen = spread(tokenized, passagesARound);
    const tokens = chosen.reduce((sum, { ids }) => sum + ids.length, 0);
    const ours = async () => tokens / await seconds(async () => {
      await models.client.embed({ embedder: spec.id, kind: 'passage', texts: chosen.map(({ text }) => text), priority: 'background' });
    });
    const alone = async () => tokens / await seconds(async () => { for (const { ids } of chosen) await raw.run([ids]); });
    await ours();
    await alone();
    const result = await interleave(rounds, ours, alone);
    const batches: [number, number][] = [];
    for (const size of [4, 8, 16]) batches.push([size, tokens / await seconds(async () => { for (let at = 0; at < chosen.length; at += size) await raw.run(chosen.slice(at, at + size).map(({ ids }) => ids)); })]);
    const [bestSize, best] = batches.reduce((one, other) => other[1] > one[1] ? other : one);
    await raw.close();
    return figure({
      key: 'embedding', words: `embedding, passages through the models process (${spec.id})`, unit: 'tokens/s', value: result.first, ceiling: result.second, ratio: result.ratio,
      aim: { of: 'ratio', atLeast: 0.9 },
      beside: { 'onnxruntime at its best batch, tokens/s': best, 'that batch': bestSize, threads, 'tokens a passage': median(chosen.map(({ ids }) => ids.length)) },
    });
  } finally {
    await models.close();
  }
}

export async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** `count` of the values, evenly over the list. */
export function spread<T>(values: readonly T[], count: number): T[] {
  const step = Math.max(1, values.length / count);
  return Array.from({ length: Math.min(count, values.length) }, (_, index) => values[Math.floor(index * step)]).filter((value) => value !== undefined);
}
