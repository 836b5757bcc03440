import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnswerStage, type Timings } from '../../electron/shared/schemas.ts';
import { startEngine, type RunningEngine } from '../eval/startEngine.ts';
import { quantile } from '../eval/intervals.ts';
import { Random } from '../eval/random.ts';
import { figure, type Figure } from './Figure.ts';
import { processorSeconds } from './processorTime.ts';

/** Documents indexed while questions are asked: more than are embedded meanwhile. */
const newDocuments = 600;

/**
 * From asking until the evidence is on the screen, through the real engine: models warm, indexing idle, every question asked once; then all of them again while
 * documents are indexed. Beside the first what no program on these libraries can do without: the question's vector and the two look-ups.
 */
export async function benchEvidence(profile: string, questions: readonly string[], ceilingMs: number | null): Promise<Figure[]> {
  const engine = startEngine(profile);
  try {
    const [first, ...rest] = questions;
    if (first === undefined) throw new Error('no questions');
    await secondsToEvidence(engine.client, first);
    await engine.client.search({ query: first, limit: 1 });
    const before = processorSeconds(engine.pid());
    const asked = await askEach(engine.client, rest);
    const after = processorSeconds(engine.pid());
    const sorted = milliseconds(asked);
    const idle = figure({
      key: 'evidence', words: `time to evidence, ${String(asked.length)} questions, p95`, unit: 'ms', value: quantile(sorted, 0.95), ceiling: ceilingMs, aim: { of: 'value', atMost: 300 },
      beside: {
        'p50, ms': quantile(sorted, 0.5), 'longest, ms': sorted.at(-1) ?? Number.NaN,
        ...(before === null || after === null ? {} : { 'processor time of a whole answer without a model, ms': ((after - before) * 1_000) / asked.length }),
        ...ofStages(asked.flatMap(({ stages }) => stages ?? [])),
      },
    });
    return [idle, await whileIndexing(engine, rest)];
  } finally {
    await engine.close();
  }
}

async function whileIndexing({ client }: RunningEngine, questions: readonly string[]): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-bench-'));
  const random = new Random(1);
  const stop = new AbortController();
  try {
    for (let at = 0; at < newDocuments; at += 1) await writeFile(join(folder, `${String(at)}.md`), random.shuffle(questions).slice(0, 12).join('\n\n'));
    const begun = Promise.withResolvers<undefined>();
    let embeddedSoFar = 0;
    const indexing = (async () => {
      for await (const event of client.index({ paths: [folder], wait: 'indexed' }, { signal: stop.signal })) {
        if (event.type === 'progress') embeddedSoFar = event.activity.passagesEmbedded;
        // What is left then is to embed them.
        if (event.type === 'searchable') begun.resolve(undefined);
      }
      begun.resolve(undefined);
    })();
    indexing.catch(begun.reject);
    await begun.promise;
    const before = embeddedSoFar;
    const sorted = milliseconds(await askEach(client, questions));
    const embedded = embeddedSoFar - before;
    stop.abort();
    await indexing.catch((error: unknown) => { if (!stop.signal.aborted) throw error; });
    return figure({
      key: 'evidenceIndexing', words: `time to evidence while documents are indexed, ${String(sorted.length)} questions, p95`, unit: 'ms', value: quantile(sorted, 0.95), ceiling: null, aim: { of: 'value', atMost: 600 },
      beside: { 'p50, ms': quantile(sorted, 0.5), 'longest, ms': sorted.at(-1) ?? Number.NaN, 'passages embedded meanwhile': embedded },
    });
  } finally {
    stop.abort();
    await rm(folder, { recursive: true, force: true });
  }
}

async function askEach(client: RunningEngine['client'], questions: readonly string[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const question of questions) asked.push(await secondsToEvidence(client, question));
  return asked;
}

function milliseconds(asked: readonly Asked[]): number[] {
  return asked.map(({ seconds }) => seconds * 1_000).sort((a, b) => a - b);
}

type Asked = { readonly seconds: number; readonly stages: Timings['stages'] };

async function secondsToEvidence(client: RunningEngine['client'], question: string): Promise<Asked> {
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
