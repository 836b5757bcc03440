import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IndexReport } from '../../electron/shared/schemas.ts';
import { figure, type Figure } from '../bench/Figure.ts';
import { processorSeconds } from '../bench/processorTime.ts';
import { engineMemoryAim } from './aims.ts';
import { planted, smallFile, writeManyFiles } from './manyFiles.ts';
import { ProcessMemory } from './ProcessMemory.ts';
import { startScaleEngine } from './startEngine.ts';

export type FilesRun = {
  readonly report: IndexReport; readonly states: Readonly<Record<string, number>>;
  /** Paths of the best hits for the planted sentence. */
  readonly found: readonly string[];
  readonly bytes: number; readonly libraryBytes: number; readonly indexBytes: number; readonly processorSeconds: number | null;
  /** Memory the engine held when a quarter, half and three quarters of the files were read, and at the end. Bytes. */
  readonly onTheWay: readonly number[];
  readonly memory: Readonly<Record<string, number>>; readonly engineBytes: number;
};

/** Indexes `count` small files in a new profile by the real engine, whose models process embeds without a model. */
export async function runFiles(count: number, say: (line: string) => void): Promise<FilesRun> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-scale-'));
  const engine = startScaleEngine(join(folder, 'profile'), 'fake');
  using memory = new ProcessMemory(() => engine.pid());
  try {
    const bytes = writeManyFiles(join(folder, 'documents'), count);
    await engine.client.status({});
    const onTheWay: number[] = [];
    let [saidMs, report]: [number, IndexReport | null] = [Date.now(), null];
    for await (const event of engine.client.index({ paths: [join(folder, 'documents')], wait: 'indexed' })) {
      if (event.type === 'report') report = event.report;
      if (event.type !== 'progress') continue;
      const { phase, filesDone, passagesEmbedded, passagesTotal } = event.activity;
      if (onTheWay.length < 3 && filesDone >= ((onTheWay.length + 1) * count) / 4) onTheWay.push(await memory.engineNow());
      if (Date.now() - saidMs < 15_000) continue;
      saidMs = Date.now();
      say(`${phase}: ${String(filesDone)} of ${String(count)} files, ${String(passagesEmbedded)} of ${String(passagesTotal)} passages embedded, engine ${((await memory.engineNow()) / 1e6).toFixed(0)} MB`);
    }
    if (report === null) throw new Error('indexing ended without a report');
    onTheWay.push(await memory.engineNow());
    const hits = await engine.client.search({ query: planted.query, limit: 3 });
    const { documents: states, sizes } = await engine.client.status({});
    await memory.look();
    return {
      report, states, found: hits.map(({ path }) => path), bytes, libraryBytes: sizes.libraryBytes, indexBytes: sizes.indexBytes,
      processorSeconds: processorSeconds(engine.pid()), onTheWay, memory: memory.beside(), engineBytes: memory.peaks.get('engine') ?? Number.NaN,
    };
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether all is found, how long it takes, and what the engine holds: that stays flat, however many files there are. */
export async function scaleFiles(key: 'files' | 'ci', count: number, say: (line: string) => void): Promise<Figure[]> {
  const run = await runFiles(count, say);
  const seconds = run.report.seconds.indexed ?? Number.NaN;
  return [
    figure({
      key, words: 'small files indexed, the planted sentence found in its own', unit: 'files', value: run.states['indexed'] ?? 0, ceiling: null,
      aim: { of: 'value', atLeast: count }, alsoMet: run.found[0]?.endsWith(`${smallFile(planted.number).name}`) === true,
    }),
    figure({
      key, words: `${String(count)} small files until all is indexed`, unit: 's', value: seconds, ceiling: null,
      ...(key === 'ci' ? { aim: { of: 'value' as const, atMost: 240 } } : {}),
      beside: {
        'seconds until all are searchable by words': run.report.seconds.searchable, 'files a second': count / seconds, 'files a second until searchable': count / run.report.seconds.searchable,
        ...(run.processorSeconds === null ? {} : { 'processor seconds, all processes': run.processorSeconds }),
        passages: run.report.passages, 'MB of files': run.bytes / 1e6, 'MB of library': run.libraryBytes / 1e6, 'MB of index': run.indexBytes / 1e6,
      },
    }),
    figure({
      key, words: `most memory of the engine, ${String(count)} small files`, unit: 'MB', value: run.engineBytes / 1e6, ceiling: null, aim: engineMemoryAim,
      beside: {
        ...Object.fromEntries(run.onTheWay.map((bytes, at) => [`engine after ${String((at + 1) * 25)} % of the files, MB`, bytes / 1e6])), ...run.memory,
      },
    }),
  ];
}
