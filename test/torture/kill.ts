import { parseArgs } from 'node:util';
import { cutPower } from './powerCut.ts';
import { runKills } from './runKills.ts';
import { changes, failCalls, killAtCalls } from './systemCalls.ts';

// node test/torture/kill.ts --kind kills --runs 500 --seed 7 [--embedder real]: kills at random
// node test/torture/kill.ts --kind calls: a kill at, and a failure of, every call that changes something
// node test/torture/kill.ts --kind power --runs 1000 --seed 7: cuts of power
const { values } = parseArgs({
  options: {
    kind: { type: 'string', default: 'kills' }, runs: { type: 'string', default: '100' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) }, embedder: { type: 'string', default: 'fake' },
  }, strict: true,
});
const [seed, runs] = [Number(values.seed), Number(values.runs)];
const log = (line: string): void => { console.log(line); };

async function run(): Promise<readonly string[]> {
  switch (values.kind) {
    case 'kills': {
      if (values.embedder !== 'fake' && values.embedder !== 'real') throw new Error('--embedder is fake or real');
      console.log(`seed ${seed}, embedder: ${values.embedder}`);
      return (await runKills({ runs, seed, embedder: values.embedder, perPhase: 2, log })).failures;
    }
    case 'calls': {
      const every = { rename: 1, renameat: 1, renameat2: 1, linkat: 1, unlink: 1, fsync: 1, fdatasync: 1, ftruncate: 1, pwrite64: 1 };
      const failures: string[] = [];
      for (const change of changes) {
        failures.push(...(await killAtCalls(change, { every: { ...every, write: 1 }, finishEvery: 1, log })).failures);
        for (const error of ['ENOSPC', 'EIO']) failures.push(...(await failCalls(change, Object.fromEntries(Object.keys(every).map((call) => [call, error])), { every, finishEvery: 1, log })).failures);
      }
      return failures;
    }
    case 'power': return (await cutPower({ states: runs, seed, perCut: 10, log })).failures;
    default: throw new Error('--kind is kills, calls or power');
  }
}

const failures = await run();
for (const failure of failures) console.log(`FAILED ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
