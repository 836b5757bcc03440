import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTermHasher } from '../../electron/engine/index/hashTerms.ts';
import { openLance } from '../../electron/engine/index/lance.ts';
import { passagesName, TermTable } from '../../electron/engine/index/TermTable.ts';
import { contentTerms } from '../../electron/engine/search/readQuery.ts';
import { figure } from '../bench/Figure.ts';
import { mean, quantile } from '../eval/intervals.ts';
import { engineMemoryAim } from './aims.ts';
import { ProcessMemory } from './ProcessMemory.ts';
import { AskedTexts, scaleTermKey } from './steps.ts';

const depth = 100;

/** Indexes the words `buildTerms.ts` left in a folder, the only argument, as the engine does at rest, and searches them; figures in JSON. */
const folder = process.argv[2];
if (folder === undefined) throw new Error('a folder is needed');
const asked = AskedTexts.parse(JSON.parse(await readFile(join(folder, 'questions.json'), 'utf8'))).map((text) => contentTerms(text));
const lance = await openLance(join(folder, 'index'));
const table = await TermTable.open(lance, await lance.connection.openTable(passagesName), createTermHasher(scaleTermKey), 600_000);
using memory = new ProcessMemory(() => process.pid);
const rows = await table.table.countRows();
const startMs = performance.now();
await table.table.maintain({ atRest: true });
const seconds = (performance.now() - startMs) / 1_000;
for (const terms of asked.slice(0, 5)) await table.search(terms, depth, null);
const times: number[] = [];
let found = 0;
const before = process.cpuUsage();
for (const terms of asked) {
  const start = performance.now();
  found += (await table.search(terms, depth, null)).length;
  times.push(performance.now() - start);
}
const { user, system } = process.cpuUsage(before);
await memory.look();
await table.table.close();
const sorted = times.sort((a, b) => a - b);
console.log(JSON.stringify([
  figure({
    key: 'terms', words: `words alone, ${String(rows)} passages, as the engine searches them, p95`, unit: 'ms', value: quantile(sorted, 0.95), ceiling: null, aim: { of: 'value', atMost: 50 }, alsoMet: found > 0,
    beside: { 'p50, ms': quantile(sorted, 0.5), 'processor time a search, ms': (user + system) / 1_000 / asked.length, 'words a question': mean(asked.map((terms) => terms.length)), 'hits a question': found / asked.length },
  }),
  figure({
    key: 'terms', words: `${String(rows)} passages merged and indexed by a process of their own, most memory of the one that searches`, unit: 'MB', value: (memory.peaks.get('engine') ?? Number.NaN) / 1e6, ceiling: null, aim: engineMemoryAim,
    beside: { 'seconds until merged and indexed': seconds, 'most memory of the process that indexed, MB': (memory.peaks.get('builder') ?? Number.NaN) / 1e6 },
  }),
]));
