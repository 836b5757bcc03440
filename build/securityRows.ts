import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { idsIn, securityRows, type SecurityRow } from './security/rows.ts';

/**
 * `npm run security:rows`: each row with the tests that show it and how they went in the last `npm test`; rows without a test are counted.
 * `--checklist FILE` writes what is left to do by hand, elsewhere, before a release: that is never counted as passed.
 */
const { values } = parseArgs({ options: { reports: { type: 'string', default: 'out/test-reports' }, checklist: { type: 'string' } } });
const root = join(import.meta.dirname, '..');

type Outcome = 'passed' | 'failed' | 'skipped' | 'not run';
type Shown = { readonly file: string; readonly name: string; readonly outcome: Outcome };

const outcomes = readReports(join(root, values.reports));
const shown = testsByRow(join(root, 'test'), outcomes);
printTable(shown);
if (values.checklist !== undefined) {
  mkdirSync(dirname(values.checklist), { recursive: true });
  writeFileSync(values.checklist, checklist(shown));
  console.log(`${values.checklist} written.`);
}

/** Outcomes of the last run by row and file: one test of a name may stand for many cases. */
function readReports(folder: string): ReadonlyMap<string, Outcome> {
  const found = new Map<string, Outcome>();
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const report = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { testResults: { name: string; assertionResults: { title: string; ancestorTitles: string[]; status: string }[] }[] };
    for (const { name: path, assertionResults } of report.testResults) {
      for (const { title, ancestorTitles, status } of assertionResults) {
        for (const id of [title, ...ancestorTitles].flatMap(idsIn)) {
          const key = `${id} ${relative(root, path).split(sep).join('/')}`;
          const outcome: Outcome = status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped';
          found.set(key, worse(found.get(key), outcome));
        }
      }
    }
  }
  return found;
}

/** What failed counts before what passed, and that before what was left out. */
function worse(one: Outcome | undefined, other: Outcome): Outcome {
  const order: readonly (Outcome | undefined)[] = ['failed', 'passed', 'skipped', 'not run', undefined];
  return order[Math.min(order.indexOf(one), order.indexOf(other))] ?? other;
}

function testsByRow(folder: string, last: ReadonlyMap<string, Outcome>): ReadonlyMap<string, readonly Shown[]> {
  const byRow = new Map<string, Shown[]>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts')).sort()) {
    const file = `test/${path.split(sep).join('/')}`;
    const source = readFileSync(join(folder, path), 'utf8');
    for (const [, , name = ''] of source.matchAll(/\b(?:it|describe)\b[^\n]*?[( ]\(?(['"`])((?:[A-Z]\d+b?|supply chain)\b.*?)\1/g)) {
      for (const id of idsIn(name)) byRow.set(id, [...byRow.get(id) ?? [], { file, name: name.replace(/\$\{.*$/, '…'), outcome: last.get(`${id} ${file}`) ?? 'not run' }]);
    }
  }
  return byRow;
}

function printTable(tests: ReadonlyMap<string, readonly Shown[]>): void {
  const without: SecurityRow[] = [];
  const counts: Record<Outcome, number> = { 'passed': 0, 'failed': 0, 'skipped': 0, 'not run': 0 };
  for (const row of securityRows) {
    const own = tests.get(row.id) ?? [];
    if (own.length === 0) without.push(row);
    console.log(`${row.id.padEnd(5)} ${row.what}${row.where === undefined ? '' : ' (rest: release checklist)'}`);
    for (const { file, name, outcome } of own) {
      counts[outcome] += 1;
      console.log(`      ${outcome.padEnd(8)} ${file}: ${name}`);
    }
    if (own.length === 0) console.log('      none');
  }
  console.log('');
  console.log(`${securityRows.length} rows, ${securityRows.length - without.length} with tests; tests: ${Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`);
  if (without.length > 0) console.log(`without a test: ${without.map(({ id }) => id).join(', ')}`);
}

function checklist(tests: ReadonlyMap<string, readonly Shown[]>): string {
  const lines = securityRows.flatMap(({ id, what, where }) => [
    ...(where === undefined ? [] : [`- [ ] ${id} (${what}): ${where}`]), ...(tests.has(id) || where !== undefined ? [] : [`- [ ] ${id} (${what}): has no test; look by hand`]),
  ]);
  return ['# Release checklist', '', 'Made by `npm run security:rows -- --checklist FILE`. What no test on this system can show; tick it with the date, the system and who looked.', '', ...lines, ''].join('\n');
}
