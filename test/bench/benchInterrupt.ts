import type { EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { median, quantile } from '../eval/intervals.ts';
import { figure, type Figure } from './Figure.ts';
import { startModels } from './startModels.ts';

const asked = 40;
const pauseMs = 120;

/** How long a question's vector waits for the passage that is being embedded when it comes: what it takes while passages queue up, beyond what it takes alone. */
export async function benchInterrupt(spec: EmbedderSpec, texts: readonly string[], questions: readonly string[]): Promise<Figure> {
  const models = startModels();
  try {
    await models.client.loadEmbedder(spec);
    const embed = async (kind: 'query' | 'passage', from: readonly string[], index: number): Promise<number> => {
      const start = performance.now();
      await models.client.embed({ embedder: spec.id, kind, texts: [from[index % from.length] ?? 'What is this about?'], priority: 'interactive' });
      return performance.now() - start;
    };
    const ask = (index: number): Promise<number> => embed('query', questions, index);
    await ask(0);
    const alone: number[] = [];
    for (let index = 0; index < asked; index += 1) alone.push(await ask(index));
    const passages: number[] = [];
    for (let index = 0; index < asked / 2; index += 1) passages.push(await embed('passage', texts, index));
    const stop = new AbortController();
    let embedded = 0;
    const indexing = (async () => {
      while (!stop.signal.aborted) {
        await models.client.embed({ embedder: spec.id, kind: 'passage', texts: [...texts], priority: 'background' }, { signal: stop.signal });
        embedded += texts.length;
      }
    })().catch((error: unknown) => { if (!stop.signal.aborted) throw error; });
    const busy: number[] = [];
    for (let index = 0; index < asked; index += 1) {
      await new Promise((resolve) => { setTimeout(resolve, pauseMs); });
      busy.push(await ask(index));
    }
    stop.abort();
    await indexing;
    const own = median(alone);
    const waits = busy.map((ms) => Math.max(0, ms - own)).sort((a, b) => a - b);
    return figure({
      key: 'interrupt', words: 'a question’s vector waits for indexing, p95', unit: 'ms', value: quantile(waits, 0.95), ceiling: null, aim: { of: 'value', atMost: 100 },
      beside: { 'wait p50, ms': quantile(waits, 0.5), 'vector alone p50, ms': own, 'one passage alone p50, ms': median(passages), 'vector alone p95, ms': quantile(alone.toSorted((a, b) => a - b), 0.95), 'passages embedded meanwhile, at least': embedded },
    });
  } finally {
    await models.close();
  }
}
