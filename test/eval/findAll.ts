import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { GoThroughResult } from '../../electron/shared/goThroughContract.ts';
import { clauses, makeContracts, type Contract, type ContractHalf } from './contracts/makeContracts.ts';
import { wilson, type Estimate } from './intervals.ts';
import { startEngine } from './startEngine.ts';

/**
 * Judges 300 generated contracts by eight criteria through the real engine, and prints recall and precision of "yes" for the half whose wordings the
 * rules were made with and for the half they never saw. `--half tuned --misses` shows what went wrong there; the held-out half is only counted.
 */
const perHalf = 150;
const { values } = parseArgs({ options: { half: { type: 'string', default: 'both' }, misses: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
if (values.misses && values.half !== 'tuned') throw new Error('--misses goes with --half tuned: the held-out half is not looked into');
const halves: readonly ContractHalf[] = values.half === 'tuned' || values.half === 'held-out' ? [values.half] : ['tuned', 'held-out'];

type Judged = { readonly clause: string; readonly contract: Contract; readonly result: GoThroughResult };
type Row = { readonly half: ContractHalf; readonly clause: string; readonly recall: Estimate; readonly orUnclear: Estimate; readonly precision: Estimate };

const folder = mkdtempSync(join(tmpdir(), 'carrel-find-all-'));
const engine = startEngine(join(folder, 'profile'));
try {
  const rows: Row[] = [];
  const startedMs = performance.now();
  for (const half of halves) {
    const contracts = makeContracts(half, perHalf);
    const docs = join(folder, half);
    mkdirSync(docs);
    for (const { name, bytes } of contracts) writeFileSync(join(docs, name), bytes);
    for await (const event of engine.client.index({ paths: [docs], wait: 'searchable' })) if (event.type === 'report') process.stderr.write(`${half}: ${String(event.report.documents.indexed)} contracts read\n`);
    const judged: Judged[] = [];
    for (const { id, criterion } of clauses) {
      for await (const event of engine.client.goThrough({ criterion, scope: { paths: [docs], folderIds: [] }, anew: true })) {
        if (event.type === 'judged') for (const result of event.results) judged.push({ clause: id, contract: contractOf(contracts, result.path), result });
        if (event.type === 'complete' && event.account.documents !== perHalf) throw new Error(`${String(event.account.documents)} documents accounted for`);
      }
    }
    rows.push(...[...clauses.map(({ id }) => id), 'all'].map((clause) => measure(half, clause, judged.filter((one) => clause === 'all' || one.clause === clause))));
    if (values.misses) for (const one of judged) printMiss(one);
  }
  if (values.json) console.log(JSON.stringify(rows));
  else {
    console.log(`half      clause         recall                  yes or unclear          precision`);
    for (const { half, clause, recall, orUnclear, precision } of rows) console.log(`${half.padEnd(9)} ${clause.padEnd(14)} ${show(recall)} ${show(orUnclear)} ${show(precision)}`);
    console.log(`\n${String(perHalf)} contracts a half, ${((performance.now() - startedMs) / 1_000).toFixed(0)} s. 95 % intervals by Wilson; aim: recall 95, precision 90.`);
  }
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}

function contractOf(contracts: readonly Contract[], path: string): Contract {
  const found = contracts.find(({ name }) => name === basename(path));
  if (found === undefined) throw new Error(`${path} is no contract`);
  return found;
}

function saysSo({ contract, clause }: Judged): boolean {
  return contract.truths[clause]?.says === true;
}

function measure(half: ContractHalf, clause: string, judged: readonly Judged[]): Row {
  const positives = judged.filter(saysSo);
  const found = judged.filter(({ result }) => result.verdict === 'yes');
  return {
    half, clause, recall: wilson(positives.map(({ result }) => result.verdict === 'yes')), orUnclear: wilson(positives.map(({ result }) => result.verdict !== 'no')), precision: wilson(found.map(saysSo)),
  };
}

function show({ value, low, high, n }: Estimate): string {
  const percent = (share: number): string => (share * 100).toFixed(1);
  return `${percent(value).padStart(5)} [${percent(low)}, ${percent(high)}] of ${String(n)}`.padEnd(23);
}

function printMiss(one: Judged): void {
  const { clause, contract, result } = one;
  if (saysSo(one) === (result.verdict === 'yes')) return;
  const truth = contract.truths[clause];
  console.log(`${clause} ${truth?.kind ?? ''} -> ${result.verdict} (${result.why})\n    wrote: ${truth?.sentence ?? ''}\n    quote: ${result.quotes[0]?.quote.replace(/\s+/g, ' ') ?? '-'}`);
}
