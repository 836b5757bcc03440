import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { wilson } from './intervals.ts';
import { repositoryRoot } from './questions.ts';

/** Prints what resources/gate.json says of the half it was not fitted on: by mode, set and kind of question, balanced and strict, with 95 % intervals. */
const Counts = z.record(z.string(), z.string());
const Measured = z.record(z.string(), z.record(z.string(), z.object({ falseRefusals: Counts, refused: Counts })));
const { figures } = z.object({ figures: z.object({ even: z.object({ balanced: Measured, strict: Measured }) }) }).parse(JSON.parse(readFileSync(join(repositoryRoot, 'resources', 'gate.json'), 'utf8')));


for (const [mode, sets] of Object.entries(figures.even.balanced)) {
  for (const [set, balanced] of Object.entries(sets)) {
    const strict = figures.even.strict[mode]?.[set];
    console.log(`\n${mode}, ${set}                        balanced                    strict`);
    for (const what of ['falseRefusals', 'refused'] as const) {
      const rows: [string, readonly string[]][] = Object.keys(balanced[what]).map((kind) => [kind, [kind]]);
      if (what === 'refused' && set === 'sec') rows.push(['wrong company, both', ['invented-company', 'other-company']]);
      rows.push([what === 'refused' ? 'all unanswerable' : 'all answerable', Object.keys(balanced[what])]);
      for (const [words, kinds] of rows) {
        console.log(`  ${what === 'refused' ? 'refused' : 'false refusals'}: ${words}`.padEnd(44), show(balanced[what], kinds).padEnd(27), show(strict?.[what] ?? {}, kinds));
      }
    }
  }
}

/** "86.7 [75.8, 93.1] of 60" of the counts of some kinds, each "52/60". */
function show(counts: Readonly<Record<string, string>>, kinds: readonly string[]): string {
  const pairs = kinds.map((kind) => (counts[kind] ?? '0/0').split('/').map(Number));
  const [some, all] = [0, 1].map((at) => pairs.reduce((sum, pair) => sum + (pair[at] ?? 0), 0));
  const { value, low, high, n } = wilson(Array.from({ length: all ?? 0 }, (_, index) => index < (some ?? 0)));
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${percent(value)} [${percent(low)}, ${percent(high)}] of ${String(n)}`;
}
