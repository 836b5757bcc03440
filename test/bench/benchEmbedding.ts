import type { EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { median } from '../eval/intervals.ts';
import { figure, type Figure } from './Figure.ts';
import { processorSeconds } from './processorTime.ts';
import { openRawOnnx, type RawOnnx } from './rawOnnx.ts';
import { startModels } from './startModels.ts';

const rounds = 5;
const passagesARound = 32;

/** Tokens a second through the models process, against onnxruntime fed with the same token ids one text at a time. */
export async function benchEmbedding(spec: EmbedderSpec, texts: readonly string[]): Promise<Figure> {
  const models = startModels();
  try {
    await models.client.loadEmbedder(spec);
    const { threads } = await models.client.hardware({});
    const raw = await openRawOnnx(spec, { threads });
    const still = await openRawOnnx(spec, { threads, spins: false });
    const tokenized = texts.map((text) => ({ text, ids: raw.tokenize(spec.passagePrefix + text) })).filter(({ ids }) => ids.length <= spec.maxTokens);
    const chosen = spread(tokenized, passagesARound);
    const tokens = chosen.reduce((sum, { ids }) => sum + ids.length, 0);
    const ours = async () => tokens / await seconds(async () => {
      await models.client.embed({ embedder: spec.id, kind: 'passage', texts: chosen.map(({ text }) => text), priority: 'background' });
    });
    const alone = (session: RawOnnx) => async () => tokens / await seconds(async () => { for (const { ids } of chosen) await session.run([ids]); });
    for (const warm of [ours, alone(raw), alone(still)]) await warm();
    const processor = { ours: 0, alone: 0 };
    const oursCounted = async () => {
      const before = processorSeconds(models.pid) ?? Number.NaN;
      const rate = await ours();
      processor.ours += (processorSeconds(models.pid) ?? Number.NaN) - before;
      return rate;
    };
    const stillCounted = async () => {
      const before = process.cpuUsage();
      const rate = await alone(still)();
      const { user, system } = process.cpuUsage(before);
      processor.alone += (user + system) / 1e6;
      return rate;
    };
    const pairs: { readonly ours: number; readonly spinning: number; readonly still: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = round % 2 === 0 ? await oursCounted() : null;
      const [spinning, waiting] = [await alone(raw)(), await stillCounted()];
      pairs.push({ ours: before ?? await oursCounted(), spinning, still: waiting });
    }
    // The ceiling is the better of the two ways onnxruntime can wait: which one that is depends on what else runs.
    const ceilingOf = median(pairs.map((pair) => pair.spinning)) > median(pairs.map((pair) => pair.still)) ? 'spinning' as const : 'still' as const;
    const ceilings = pairs.map((pair) => pair[ceilingOf]);
    const batches: [number, number][] = [];
    for (const size of [4, 8, 16]) batches.push([size, tokens / await seconds(async () => { for (let at = 0; at < chosen.length; at += size) await still.run(chosen.slice(at, at + size).map(({ ids }) => ids)); })]);
    const [bestSize, best] = batches.reduce((one, other) => other[1] > one[1] ? other : one);
    await raw.close();
    await still.close();
    return figure({
      key: 'embedding', words: `embedding, passages through the models process (${spec.id})`, unit: 'tokens/s', value: median(pairs.map((pair) => pair.ours)), ceiling: median(ceilings),
      ratio: median(pairs.map((pair) => pair.ours / pair[ceilingOf])),
      aim: { of: 'ratio', atLeast: 0.9 },
      beside: {
        'processor time, ours / onnxruntime (on a busy machine the ratio to trust; less is better)': processor.ours / processor.alone,
        'onnxruntime with spinning threads, tokens/s': median(pairs.map((pair) => pair.spinning)), 'without, tokens/s': median(pairs.map((pair) => pair.still)),
        'onnxruntime at its best batch, tokens/s': best, 'that batch': bestSize, threads, 'tokens a passage': median(chosen.map(({ ids }) => ids.length)),
      },
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
