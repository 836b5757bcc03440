import { startEngine } from '../eval/startEngine.ts';
import { quantile } from '../eval/intervals.ts';
import { figure, type Figure } from './Figure.ts';
import { processorSeconds } from './processorTime.ts';

/**
 * From asking until the evidence is on the screen, through the real engine: models warm, indexing idle, every question asked once.
 * Beside it what no program on these libraries can do without: the question's vector and the two look-ups.
 */
export async function benchEvidence(profile: string, questions: readonly string[], ceilingMs: number | null): Promise<Figure> {
  const engine = startEngine(profile);
  try {
    const [first, ...rest] = questions;
    if (first === undefined) throw new Error('no questions');
    await secondsToEvidence(engine.client, first);
    await engine.client.search({ query: first, limit: 1 });
    const before = processorSeconds(engine.pid());
    const times: number[] = [];
    for (const question of rest) times.push((await secondsToEvidence(engine.client, question)) * 1_000);
    const after = processorSeconds(engine.pid());
    const sorted = times.sort((a, b) => a - b);
    return figure({
      key: 'evidence', words: `time to evidence, ${String(times.length)} questions, p95`, unit: 'ms', value: quantile(sorted, 0.95), ceiling: ceilingMs, aim: { of: 'value', atMost: 300 },
      beside: {
        'p50, ms': quantile(sorted, 0.5), 'longest, ms': sorted.at(-1) ?? Number.NaN,
        ...(before === null || after === null ? {} : { 'processor time of a whole answer without a model, ms': ((after - before) * 1_000) / times.length }),
      },
    });
  } finally {
    await engine.close();
  }
}

async function secondsToEvidence(client: ReturnType<typeof startEngine>['client'], question: string): Promise<number> {
  const start = performance.now();
  let seconds: number | null = null;
  for await (const event of client.ask({ question, model: 'none' })) {
    if (event.type === 'evidence-found') seconds ??= (performance.now() - start) / 1_000;
  }
  return seconds ?? (performance.now() - start) / 1_000;
}
