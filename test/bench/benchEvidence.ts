import { AnswerStage, type Timings } from '../../electron/shared/schemas.ts';
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
    const asked: Asked[] = [];
    for (const question of rest) asked.push(await secondsToEvidence(engine.client, question));
    const after = processorSeconds(engine.pid());
    const sorted = asked.map(({ seconds }) => seconds * 1_000).sort((a, b) => a - b);
    return figure({
      key: 'evidence', words: `time to evidence, ${String(asked.length)} questions, p95`, unit: 'ms', value: quantile(sorted, 0.95), ceiling: ceilingMs, aim: { of: 'value', atMost: 300 },
      beside: {
        'p50, ms': quantile(sorted, 0.5), 'longest, ms': sorted.at(-1) ?? Number.NaN,
        ...(before === null || after === null ? {} : { 'processor time of a whole answer without a model, ms': ((after - before) * 1_000) / asked.length }),
        ...ofStages(asked.flatMap(({ stages }) => stages ?? [])),
      },
    });
  } finally {
    await engine.close();
  }
}

type Asked = { readonly seconds: number; readonly stages: Timings['stages'] };

async function secondsToEvidence(client: ReturnType<typeof startEngine>['client'], question: string): Promise<Asked> {
  const start = performance.now();
  let seconds: number | null = null;
  let stages: Timings['stages'];
  for await (const event of client.ask({ question, model: 'none' })) {
    if (event.type === 'evidence-found') seconds ??= (performance.now() - start) / 1_000;
    if (event.type === 'answer-complete') ({ stages } = event.answer.timings);
  }
  return { seconds: seconds ?? (performance.now() - start) / 1_000, stages };
}

/** Half of the questions and 95 of 100 go through a stage in no more; stages none of them reached are left out. */
function ofStages(times: readonly NonNullable<Timings['stages']>[]): Record<string, number> {
  return Object.fromEntries(AnswerStage.options.flatMap((stage) => {
    const sorted = times.flatMap((stages) => stages[stage] ?? []).sort((a, b) => a - b);
    return sorted.length === 0 ? [] : [[`stage ${stage}, p50, ms`, quantile(sorted, 0.5)], [`stage ${stage}, p95, ms`, quantile(sorted, 0.95)]];
  }));
}
