import type { Index, Table } from '@lancedb/lancedb';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLance, type Lance } from '../../electron/engine/index/lance.ts';
import { vectorTableName } from '../../electron/engine/index/VectorTable.ts';
import { starterEmbedder } from '../bench/modelFiles.ts';
import { mean, quantile } from '../eval/intervals.ts';
import { peakOfThisProcess } from './peakOfThisProcess.ts';
import { AskedQuestions } from './steps.ts';

type Asked = { readonly vector: Float32Array; readonly nearest: readonly number[] };

const usage = `node test/scale/sweepVectors.ts --folder FOLDER [--kind KIND]... [--probes N,N] [--refine N,N]
Builds one index after the other over the vectors test/scale/buildVectors.ts left in FOLDER, and searches each with every number of partitions and every
refinement: recall and time on the odd questions, by which one chooses, and on the even ones, which one reports.
KIND: as-it-is, flat:PARTITIONS, rq:PARTITIONS:BITS, pq:PARTITIONS:SUBVECTORS:BITS, hnsw:PARTITIONS`;
const [depth, warmUp] = [100, 10];

const { values } = parseArgs({ options: { folder: { type: 'string' }, kind: { type: 'string', multiple: true, default: ['as-it-is'] }, probes: { type: 'string', default: '10,20,40' }, refine: { type: 'string', default: '0,2,4' } } });
const [folder, embedder] = [values.folder, starterEmbedder()];
if (folder === undefined || embedder === null) throw new Error(usage);
const asked: Asked[] = AskedQuestions.parse(JSON.parse(await readFile(join(folder, 'questions.json'), 'utf8'))).map(({ vector, nearest }) => ({ vector: Float32Array.from(vector), nearest }));
const [probes, refinements] = [numbers(values.probes), numbers(values.refine)];
for (const kind of values.kind) {
  const lance = await openLance(join(folder, 'index'));
  const table = await lance.connection.openTable(vectorTableName(embedder.id));
  // Fragments are merged before, as they are in the engine.
  if (kind !== 'as-it-is') await table.optimize();
  const startMs = performance.now();
  if (kind !== 'as-it-is') await table.createIndex('vector', { config: indexOf(kind, lance), replace: true });
  console.log(`${kind}: built in ${((performance.now() - startMs) / 1_000).toFixed(0)} s`);
  console.log('partitions refined | odd: recall@10 recall@100 processor p50 p95 ms | even: the same | most memory MB');
  for (const count of probes) for (const refine of refinements) {
    const halves: string[] = [];
    for (const parity of [1, 0]) halves.push(await measure(table, asked.filter((_, at) => at % 2 === parity), count, refine));
    console.log(`${String(count).padStart(10)} ${String(refine).padStart(7)} | ${halves.join(' | ')} | ${(peakOfThisProcess() / 1e6).toFixed(0)}`);
  }
  table.close();
  lance.connection.close();
}

async function measure(table: Table, questions: readonly Asked[], nprobes: number, refine: number): Promise<string> {
  const find = async ({ vector }: Asked): Promise<number[]> => {
    const near = table.query().nearestTo(vector).distanceType('cosine').nprobes(nprobes).select(['id', 'content_id', 'folder_id', '_distance']).limit(depth);
    const found = await (refine === 0 ? near : near.refineFactor(refine)).toArrow();
    return Array.from({ length: found.numRows }, (_, at) => Number(found.getChild('id')?.get(at)));
  };
  for (const question of questions.slice(0, warmUp)) await find(question);
  const times: number[] = [];
  const recalls: (readonly [number, number])[] = [];
  const before = process.cpuUsage();
  for (const question of questions) {
    const start = performance.now();
    const found = await find(question);
    times.push(performance.now() - start);
    recalls.push([shareOf(question.nearest.slice(0, 10), found.slice(0, 10)), shareOf(question.nearest, found)]);
  }
  const { user, system } = process.cpuUsage(before);
  const sorted = times.sort((a, b) => a - b);
  return [mean(recalls.map(([ten]) => ten)).toFixed(3), mean(recalls.map(([, hundred]) => hundred)).toFixed(3), ...[(user + system) / 1_000 / questions.length, quantile(sorted, 0.5), quantile(sorted, 0.95)].map((ms) => ms.toFixed(1).padStart(6))].join(' ');
}

function indexOf(kind: string, { addon: { Index: make } }: Lance): Index {
  const [name, ...rest] = kind.split(':');
  const [numPartitions = 244, second = 0, third = 8] = rest.map(Number);
  const common = { numPartitions, distanceType: 'cosine' as const };
  switch (name) {
    case 'flat': return make.ivfFlat(common);
    case 'rq': return make.ivfRq({ ...common, numBits: second || 1 });
    case 'pq': return make.ivfPq({ ...common, numSubVectors: second || 48, numBits: third });
    case 'hnsw': return make.hnswSq(common);
    default: throw new Error(`unknown kind ${kind}\n${usage}`);
  }
}

function numbers(list: string): number[] {
  return list.split(',').map(Number);
}

function shareOf(wanted: readonly number[], found: readonly number[]): number {
  const all = new Set(found);
  return wanted.filter((one) => all.has(one)).length / wanted.length;
}
