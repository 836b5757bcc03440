import { writeFileSync } from 'node:fs';
import { readEvalOptions, usage, type EvalOptions } from './evalOptions.ts';
import { isMet, type Difference } from './Measure.ts';
import { hasSharedData, sharedData } from './questions.ts';
import { printDifferences, printSections, sectionsAsJson, type Section } from './report.ts';
import { runRetrieval } from './runRetrieval.ts';
import { runSamples } from './runSamples.ts';
import { runSquad } from './runSquad.ts';
import { runRenamed, runSec, type SecRun } from './runSec.ts';

/** Measures reading, search, answers and refusals through the real engine. What each figure means: test/eval/README.md. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) { console.log(usage); return; }
  const options = readEvalOptions(process.argv.slice(2));
  const say = (line: string): void => { process.stderr.write(`${line}\n`); };
  const startedAt = performance.now();
  const sections: Section[] = [];
  let differences: readonly Difference[] = [];
  if (!hasSharedData()) say(`The evaluation sets are not here (looked in ${sharedData}): measuring the sample documents only.`);
  for (const set of hasSharedData() ? options.sets : ['samples' as const]) {
    if (set === 'sec' && options.renamed) {
      const run = await runRenamed(options, say);
      sections.push(...run.sections);
      differences = run.differences;
    } else if (set === 'sec') {
      const run = await runSec(options, say);
      sections.push(...run.sections);
      if (options.dump !== undefined) dump(options.dump, run);
    } else if (set === 'squad-es') sections.push(...await runSquad(options, say));
    else if (set === 'samples') sections.push(...await runSamples(options, say));
    else sections.push(...await runRetrieval(set, options, say));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  if (options.json) console.log(JSON.stringify({ half: options.half, seconds, sections: sectionsAsJson(sections), differences }));
  else {
    printSections(sections, console.log);
    if (differences.length > 0) printDifferences('names replaced by invented ones: text with names → text without', differences, console.log);
    console.log(`\n${seconds.toFixed(0)} s. Intervals are 95 %; what the figures mean: test/eval/README.md`);
  }
  if (options.check && !areAimsMet(sections, differences, options)) process.exitCode = 1;
}

function areAimsMet(sections: readonly Section[], differences: readonly Difference[], { half }: EvalOptions): boolean {
  if (half === 'odd') throw new Error('--check judges the even half; the odd one is tuned on');
  return sections.flatMap(({ measures }) => measures).every((measure) => isMet(measure) !== false) && differences.every(({ isWithinNoise }) => isWithinNoise);
}

function dump(path: string, { retrieval, answers, refusals }: SecRun): void {
  const lines = [
    ...retrieval.map((result) => ({ kind: 'search', ...result })), ...answers.map((result) => ({ kind: 'answer', ...result })),
    ...[...refusals].map(([id, verdict]) => ({ kind: 'unanswerable', id, verdict })),
  ];
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exitCode = 1;
}
