import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { idsIn } from './rows.ts';

export type Outcome = 'passed' | 'failed' | 'skipped' | 'not run';
/** A test that shows a row. `onLinuxAlone`: other systems leave it out. */
export type RowTest = { readonly file: string; readonly name: string; readonly outcome: Outcome; readonly onLinuxAlone: boolean };

type Report = { readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly { readonly title: string; readonly ancestorTitles: readonly string[]; readonly status: string }[] }[] };

/** Outcomes of the last run by row and file, from the JSON reports in `folder`: one test of a name may stand for many cases. Empty where there are none. */
export function readOutcomes(folder: string, root: string): ReadonlyMap<string, Outcome> {
  const found = new Map<string, Outcome>();
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const report = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Report;
    for (const { name: path, assertionResults } of report.testResults) {
      for (const { title, ancestorTitles, status } of assertionResults) {
        for (const id of [title, ...ancestorTitles].flatMap(idsIn)) {
          const key = `${id} ${fileOf(path, root)}`;
          found.set(key, worse(found.get(key), status === 'passed' || status === 'failed' ? status : 'skipped'));
        }
      }
    }
  }
  return found;
}

/** Reports may be those of another checkout. */
function fileOf(path: string, root: string): string {
  const own = relative(root, path).split(sep).join('/');
  return own.startsWith('..') ? path.split(sep).join('/').replace(/^.*\/(?=test\/)/, '') : own;
}

/** What failed counts before what passed, and that before what was left out. */
function worse(one: Outcome | undefined, other: Outcome): Outcome {
  const order: readonly (Outcome | undefined)[] = ['failed', 'passed', 'skipped', 'not run', undefined];
  return order[Math.min(order.indexOf(one), order.indexOf(other))] ?? other;
}

/** Every test in `folder` whose name begins with the id of a row, by row. */
export function testsByRow(folder: string, outcomes: ReadonlyMap<string, Outcome>): ReadonlyMap<string, readonly RowTest[]> {
  const byRow = new Map<string, RowTest[]>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts')).sort()) {
    const file = `test/${path.split(sep).join('/')}`;
    const source = readFileSync(join(folder, path), 'utf8');
    const isAllOnLinux = file.startsWith('test/package/') || /describe\.skipIf\(without/.test(source);
    for (const [line, , name = ''] of source.matchAll(/\b(?:it|describe)\b[^\n]*?[( ]\(?(['"`])((?:[A-Z]\d+b?|supply chain)\b.*?)\1/g)) {
      for (const id of idsIn(name)) byRow.set(id, [...byRow.get(id) ?? [], { file, name: name.replace(/\$\{.*$/, '…'), outcome: outcomes.get(`${id} ${file}`) ?? 'not run', onLinuxAlone: isAllOnLinux || line.includes('skipIf(without') }]);
    }
  }
  return byRow;
}

/** How a row as a whole went: as its worst test did; null for one without a test. */
export function outcomeOf(tests: readonly RowTest[]): Outcome | null {
  return (['failed', 'not run', 'skipped', 'passed'] as const).find((outcome) => tests.some((test) => test.outcome === outcome)) ?? null;
}
