import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checklist } from './security/checklist.ts';
import { outcomeOf, readOutcomes, testsByRow, type Outcome } from './security/rowTests.ts';
import { securityRows } from './security/rows.ts';

/**
 * `npm run security:rows`: each row with the tests that show it and how they went in the last `npm test`; `--reports FOLDER`: in another run.
 * `--checklist FILE` writes what is left to do by hand, elsewhere, before a release: that is never counted as passed. Ends with 1 where a row failed or has no test.
 */
const { values } = parseArgs({ options: { reports: { type: 'string', default: 'out/test-reports' }, checklist: { type: 'string' } } });
const root = join(import.meta.dirname, '..');
const tests = testsByRow(join(root, 'test'), readOutcomes(resolve(root, values.reports), root));

const counts = new Map<Outcome | 'without a test', number>();
for (const { id, what, where } of securityRows) {
  const own = tests.get(id) ?? [];
  const outcome = outcomeOf(own) ?? 'without a test';
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  console.log(`${id.padEnd(5)} ${outcome.padEnd(8)} ${what}${where === undefined ? '' : ' (rest: release checklist)'}`);
  for (const test of own) console.log(`      ${test.outcome.padEnd(8)} ${test.file}: ${test.name}`);
}
const elsewhere = securityRows.filter(({ where }) => where !== undefined).length;
console.log(`\n${securityRows.length} rows: ${[...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}; of ${elsewhere} a part is left for the release checklist and counts nowhere`);
if (values.checklist !== undefined) {
  mkdirSync(dirname(values.checklist), { recursive: true });
  writeFileSync(values.checklist, checklist(securityRows, tests));
  console.log(`${values.checklist} written.`);
}
process.exitCode = counts.has('failed') || counts.has('without a test') ? 1 : 0;
