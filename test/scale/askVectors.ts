import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLance } from '../../electron/engine/index/lance.ts';
import { vectorTableName, VectorTable } from '../../electron/engine/index/VectorTable.ts';
import { figure, type Figure } from '../bench/Figure.ts';
import { starterEmbedder } from '../bench/modelFiles.ts';
import { mean, quantile } from '../eval/intervals.ts';
import { engineMemoryAim } from './aims.ts';
import { ProcessMemory } from './ProcessMemory.ts';
import { AskedQuestions } from './steps.ts';

type Asked = { readonly vector: Float32Array; readonly nearest: readonly number[] };
type Way = (vector: Float32Array, limit: number) => Promise<readonly number[]>;

const [shallow, deep] = [10, 100];
const probesTried = [10, 20, 40] as const;
/** So many times as many candidates compared whole, as the engine does where vectors are compressed. */
const refined = 4;

/** Indexes the vectors `buildVectors.ts` left in a folder, the only argument, as the engine does at rest, and searches them; figures in JSON. */
const [folder, embedder] = [process.argv[2], starterEmbedder()];
if (folder === undefined || embedder === null) throw new Error('a folder and the starter embedder are needed');
const { dimensions, id } = embedder;
// The odd ones are for choosing how to search (sweepVectors.ts), the even ones for reporting.
const asked: Asked[] = AskedQuestions.parse(JSON.parse(await readFile(join(folder, 'questions.json'), 'utf8'))).map(({ vector, nearest }) => ({ vector: Float32Array.from(vector), nearest })).filter((_, at) => at % 2 === 0);
const lance = await openLance(join(folder, 'index'));
const native = await lance.connection.openTable(vectorTableName(id));
const vectors = await VectorTable.open(lance, native, vectorTableName(id), 600_000);
using memory = new ProcessMemory(() => process.pid);
const rows = await vectors.table.countRows();
const startMs = performance.now();
await vectors.maintain({ atRest: true });
const seconds = (performance.now() - startMs) / 1_000;

const unturned = Float32Array.from({ length: dimensions ** 2 }, (_, at) => (at % (dimensions + 1) === 0 ? 1 : 0));
const figures: Figure[] = [await measure(`vectors alone, ${String(rows)}, as the engine searches them, p95`, async (vector, limit) => (await vectors.search(vector, unturned, limit, null)).map(({ id: found }) => found), true)];
await memory.look();
// What looking into more partitions than the engine does takes is none of its memory.
figures.push(figure({
  key: 'index', words: `${String(rows)} vectors merged and indexed by a process of their own, most memory of the one that searches as the engine does`, unit: 'MB', value: (memory.peaks.get('engine') ?? Number.NaN) / 1e6, ceiling: null, aim: engineMemoryAim,
  beside: { 'seconds until merged and indexed': seconds, 'most memory of the process that indexed, MB': (memory.peaks.get('builder') ?? Number.NaN) / 1e6 },
}));
for (const probes of probesTried) {
  figures.push(await measure(`the same, LanceDB alone, ${String(probes)} partitions looked into, p95`, async (vector, limit) => {
    const found = await native.query().nearestTo(vector).distanceType('cosine').nprobes(probes).refineFactor(refined).select(['id', '_distance']).limit(limit).toArrow();
    return Array.from({ length: found.numRows }, (_, at) => Number(found.getChild('id')?.get(at)));
  }, false));
}
await vectors.table.close();
console.log(JSON.stringify(figures));

async function measure(words: string, search: Way, isAimed: boolean): Promise<Figure> {
  for (const { vector } of asked.slice(0, 5)) await search(vector, deep);
  const times: number[] = [];
  const recalls: { readonly ten: number; readonly hundred: number }[] = [];
  const before = process.cpuUsage();
  for (const { vector, nearest } of asked) {
    const start = performance.now();
    const found = new Set(await search(vector, deep));
    times.push(performance.now() - start);
    const best = new Set([...found].slice(0, shallow));
    recalls.push({ ten: shareOf(nearest.slice(0, shallow), best), hundred: shareOf(nearest, found) });
  }
  const { user, system } = process.cpuUsage(before);
  const sorted = times.sort((a, b) => a - b);
  const recall = mean(recalls.map(({ ten }) => ten));
  return figure({
    key: 'index', words, unit: 'ms', value: quantile(sorted, 0.95), ceiling: null, ...(isAimed ? { aim: { of: 'value' as const, atMost: 50 }, alsoMet: recall >= 0.95 } : {}),
    beside: { 'p50, ms': quantile(sorted, 0.5), 'processor time a search, ms': (user + system) / 1_000 / asked.length, 'recall@10 against exact search (aim ≥ 0.95)': recall, 'recall@100': mean(recalls.map(({ hundred }) => hundred)) },
  });
}

function shareOf(wanted: readonly number[], found: ReadonlySet<number>): number {
  return wanted.filter((one) => found.has(one)).length / wanted.length;
}
