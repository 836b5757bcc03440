import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, type Figure } from '../bench/Figure.ts';
import { quantile } from '../eval/intervals.ts';
import { engineMemoryAim } from './aims.ts';
import { ProcessMemory } from './ProcessMemory.ts';
import { runStep } from './runStep.ts';
import { startScaleEngine } from './startEngine.ts';
import { AskedQuestions, Built } from './steps.ts';

type Options = {
  readonly count: number; readonly say: (line: string) => void;
  /** A profile made by this part before, which is then asked as it is; it is left where it lies. */
  readonly profile?: string | undefined;
};

/**
 * A library of so many passages, their vectors those of real passages and their kin, written through the engine's own storage instead of
 * read from files; then asked, by the search stage in a process of its own and through the real engine.
 */
export async function scalePassages({ count, say, profile: kept }: Options): Promise<Figure[]> {
  const profile = kept ?? await mkdtemp(join(tmpdir(), 'carrel-scale-'));
  try {
    const figures = kept === undefined ? [await build(profile, count, say)] : [];
    say('searching …');
    figures.push(JSON.parse(await runStep('askPassages.ts', [profile])) as Figure, await askEngine(profile));
    return figures;
  } finally {
    if (kept === undefined) await rm(profile, { recursive: true, force: true });
  }
}

async function build(profile: string, count: number, say: (line: string) => void): Promise<Figure> {
  const engine = startScaleEngine(profile, 'real');
  await engine.client.status({}).finally(() => engine.close());
  say(`writing ${String(count)} passages through the engine's own storage, not from files …`);
  const built = Built.parse(JSON.parse(await runStep('buildPassages.ts', ['--profile', profile, '--count', String(count)])));
  return figure({
    key: 'passages', words: `${String(count)} passages written through the engine's own storage (kin of ${String(built.realPassages)} real ones), until indexed`, unit: 's', value: built.seconds, ceiling: null,
    beside: { 'passages a second': count / built.seconds, 'most memory of the process that wrote, test data included, MB': built.peakBytes / 1e6 },
  });
}

/** Every question through the engine, the question's vector included; what the engine and its helpers hold at most. */
async function askEngine(profile: string): Promise<Figure> {
  const questions = AskedQuestions.parse(JSON.parse(await readFile(join(profile, 'questions.json'), 'utf8')));
  const engine = startScaleEngine(profile, 'real');
  using memory = new ProcessMemory(() => engine.pid());
  try {
    const startMs = performance.now();
    await engine.client.search({ query: questions[0]?.text ?? '', limit: 10 });
    const firstMs = performance.now() - startMs;
    const times: number[] = [];
    for (const { text } of questions) {
      const before = performance.now();
      await engine.client.search({ query: text, limit: 10 });
      times.push(performance.now() - before);
    }
    const { passages, sizes, vectorsShare } = await engine.client.status({});
    for await (const event of engine.client.ask({ question: questions[0]?.text ?? '', model: 'none' })) void event;
    await memory.look();
    const sorted = times.sort((a, b) => a - b);
    return figure({
      key: 'passages', words: `most memory of the engine, ${String(passages)} passages, ${String(times.length)} searches and an answer`, unit: 'MB', value: (memory.peaks.get('engine') ?? Number.NaN) / 1e6, ceiling: null, aim: engineMemoryAim,
      beside: {
        ...memory.beside(), 'seconds from the start to the first search': firstMs / 1_000, "search through the engine, question's vector included, p50, ms": quantile(sorted, 0.5),
        "search through the engine, question's vector included, p95, ms": quantile(sorted, 0.95), 'share of passages with vectors': vectorsShare, 'MB of library': sizes.libraryBytes / 1e6, 'MB of index': sizes.indexBytes / 1e6,
      },
    });
  } finally {
    await engine.close();
  }
}
