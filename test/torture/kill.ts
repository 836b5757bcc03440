import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { eraseFromLarge } from './eraseLarge.ts';
import { harmLockCalls, ways } from './lockCalls.ts';
import { cutPower } from './powerCut.ts';
import { runKills } from './runKills.ts';
import { changes, failCalls, killAtCalls } from './systemCalls.ts';

// npm run torture: all of it, which takes hours. One kind alone, with a seed that gives the same again:
// -- --kind kills --runs 500 --seed 7 [--embedder real]: kills at random
// -- --kind calls [--change add]: a kill at, and a failure of, every call that changes something
// -- --kind power --runs 1000 --seed 7: cuts of power
// -- --kind erasure: one document out of 100,000 passages
// -- --kind tests: those tests of which the ordinary run does a part, whole
const { values } = parseArgs({
  options: { kind: { type: 'string', default: 'all' }, runs: { type: 'string' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) }, embedder: { type: 'string', default: 'fake' }, change: { type: 'string' } }, strict: true,
});
const seed = Number(values.seed);
const log = (line: string): void => { console.log(line); };

/** Kills go in rounds, each with a folder of its own: at the end of a round the library is held against one that nobody killed. */
const killsARound = 20;

const kinds: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  async kills() {
    const { embedder } = values;
    if (embedder !== 'fake' && embedder !== 'real') throw new Error('--embedder is fake or real');
    const runs = Number(values.runs ?? 500);
    const failures: string[] = [];
    for (let [kills, round] = [0, 0]; kills < runs; round += 1) {
      console.log(`seed ${seed + round}, embedder: ${embedder}`);
      const report = await runKills({ runs: Math.min(killsARound, runs - kills), seed: seed + round, embedder, perPhase: 2, log });
      kills += report.kills;
      failures.push(...report.failures.map((failure) => `seed ${seed + round}: ${failure}`));
      log(`${kills} of ${runs} kills, ${failures.length} failures`);
    }
    return failures;
  },
  async calls() {
    const every = { rename: 1, renameat: 1, renameat2: 1, linkat: 1, mkdir: 1, unlink: 1, unlinkat: 1, fsync: 1, fdatasync: 1, ftruncate: 1, pwrite64: 1, write: 1 };
    const failures: string[] = [];
    const isAsked = (change: string): boolean => values.change === undefined || values.change === change;
    for (const change of changes.filter(isAsked)) {
      failures.push(...(await killAtCalls(change, { every, finishEvery: 1, log })).failures);
      for (const error of ['ENOSPC', 'EIO']) failures.push(...(await failCalls(change, Object.fromEntries(Object.keys(every).map((call) => [call, error])), { every, finishEvery: 1, log })).failures);
    }
    for (const way of ways.filter(() => isAsked('passphrase'))) for (const harm of ['KILL', 'ENOSPC', 'EIO'] as const) failures.push(...(await harmLockCalls({ way, harm, each: 'all', log })).failures);
    return failures;
  },
  power: async () => (await cutPower({ states: Number(values.runs ?? 1_000), seed, perCut: 10, log })).failures,
  async erasure() {
    const { seconds, steps } = await eraseFromLarge(100_000, log);
    log(`erased in ${seconds.toFixed(1)} s: ${JSON.stringify(steps)}`);
    return seconds <= 60 ? [] : [`erasing took ${seconds.toFixed(1)} s`];
  },
  tests: async () => await Promise.resolve([
    runTest('models', 'test/models/headerMutations.test.ts', { CARREL_MUTATIONS: '5000' }), runTest('models', 'test/models/helperKill.test.ts', { CARREL_DEATHS: '100' }), runTest('integration', 'test/integration/damages.test.ts', {}),
    runTest('torture', 'test/torture/migrate.test.ts', { CARREL_ALL_CALLS: '1' }), runTest('integration', 'test/integration/histories.test.ts', { CARREL_HISTORY_STEPS: '10000' }),
  ].filter((failure) => failure !== null)),
};

/** Null where all of it passed. */
function runTest(project: string, file: string, env: NodeJS.ProcessEnv): string | null {
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', project, file], { stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0 ? null : `${file} failed`;
}

const asked = values.kind === 'all' ? Object.keys(kinds) : [values.kind];
const failures: string[] = [];
for (const name of asked) {
  const kind = kinds[name];
  if (kind === undefined) throw new Error(`--kind is all, ${Object.keys(kinds).join(', ')}`);
  const found = await kind();
  failures.push(...found);
  console.log(`${name}: ${found.length} failures`);
}
for (const failure of failures) console.log(`FAILED ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
