import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from './electronRuntime.mjs';
import { missingStarterModels } from './setup/missingModels.ts';

/**
 * `npm test`: types, lint, unit, integration, kill tests, real models, the real window. Runs all that can run, counts aloud
 * what could not, and exits non-zero when anything failed; in CI (`CI=true`) also when anything could not run.
 */
type Step = { readonly name: string; readonly command: readonly string[]; readonly needsModels?: boolean; readonly needsElectron?: boolean };

type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string; readonly failureMessages?: readonly string[] }[];
  }[];
};

const bin = (name: string): string => join('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const tsc = (project: string): Step => ({ name: `types: ${project}`, command: [bin('tsc'), '-p', project] });

const steps: readonly Step[] = [
  ...['electron/shared/tsconfig.json', 'tsconfig.json', 'renderer/tsconfig.json', 'electron/main/tsconfig.json', 'test/app/tsconfig.json'].map(tsc),
  { name: 'lint', command: [bin('eslint'), '.'] },
  ...['unit', 'integration', 'torture'].map((project): Step => ({ name: project, command: [bin('vitest'), 'run', '--project', project] })),
  { name: 'models', command: [bin('vitest'), 'run', '--project', 'models'], needsModels: true },
  { name: 'window build', command: [process.execPath, 'build/buildWindow.ts'] },
  { name: 'app', command: [bin('vitest'), 'run', '--project', 'app'], needsElectron: true },
  // Elsewhere its tests say why they do not run.
  ...(process.platform === 'linux' ? [{ name: 'package build', command: [process.execPath, 'build/package.ts'], needsElectron: true }] : []),
  { name: 'package', command: [bin('vitest'), 'run', '--project', 'package'], needsElectron: true },
];

type Counts = { passed: number; failed: number; skipped: number };
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
const notRun: string[] = [];
const failedSteps: string[] = [];
/** What failed, to be said once more at the end: of a long run often only the end is kept. */
const failures: string[] = [];
const missing = missingStarterModels();
/** Kept until the next run: `npm run security:rows` reads them. */
const reports = join('out', 'test-reports');
mkdirSync(reports, { recursive: true });
const only = process.argv.slice(2);
// A window build before its tests, whichever words the steps were chosen by.
if (only.includes('app')) only.push('window build');

for (const step of steps.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)))) {
  if (step.needsModels === true && missing.length > 0) {
    notRun.push(`${step.name}: needs ${missing.join(', ')}`);
    continue;
  }
  if (step.needsElectron === true && findElectron() === null) {
    notRun.push(`${step.name}: needs an Electron, see “npm run setup -- --dev”`);
    continue;
  }
  run(step);
}
summarize();

function run(step: Step): void {
  console.log(`\n── ${step.name}`);
  const started = Date.now();
  const isVitest = step.command.includes('run');
  const report = join(reports, `${step.name.replaceAll(/\W+/g, '-')}.json`);
  const command = isVitest ? [...step.command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : step.command;
  if (isVitest) rmSync(report, { force: true });
  const result = spawnSync(command[0] ?? '', command.slice(1), { stdio: 'inherit' });
  if (isVitest) addVitestCounts(report);
  else if (result.status === 0) counts.passed += 1;
  else counts.failed += 1;
  if (result.status !== 0) failedSteps.push(step.name);
  console.log(`── ${step.name}: ${result.status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function addVitestCounts(report: string): void {
  if (!existsSync(report)) {
    counts.failed += 1;
    return;
  }
  const parsed = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  counts.passed += parsed.numPassedTests;
  counts.failed += parsed.numFailedTests;
  counts.skipped += parsed.numPendingTests;
  for (const file of parsed.testResults.filter(({ status }) => status === 'failed')) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    // A file that fails outside its tests (an import, a set-up) says why itself.
    if (failed.length === 0) failures.push(`${file.name}: ${file.message}`);
    for (const test of failed) failures.push(`${file.name}: ${test.fullName}\n${(test.failureMessages ?? []).join('\n')}`);
  }
}

function summarize(): void {
  console.log('');
  for (const failure of failures) console.log(`✗ ${failure.slice(0, 3_000)}\n`);
  for (const name of failedSteps) console.log(`failed: ${name}`);
  for (const line of notRun) console.log(`not run: ${line}`);
  console.log(`not run: ${notRun.length}`);
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  const mustRunAll = process.env['CI'] === 'true';
  process.exitCode = failedSteps.length > 0 || (mustRunAll && notRun.length > 0) ? 1 : 0;
}
