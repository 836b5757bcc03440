import { parseArgs } from 'node:util';
import { runKills } from './runKills.ts';

// node test/torture/kill.ts --runs 100 --seed 7 [--embedder real]
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) }, embedder: { type: 'string', default: 'fake' } }, strict: true,
});
if (values.embedder !== 'fake' && values.embedder !== 'real') throw new Error('--embedder is fake or real');
console.log(`seed ${values.seed}, embedder: ${values.embedder}`);
const report = await runKills({ runs: Number(values.runs), seed: Number(values.seed), embedder: values.embedder, perPhase: 2, log: (line) => { console.log(line); } });
for (const failure of report.failures) console.log(`FAILED ${failure}`);
process.exitCode = report.failures.length === 0 ? 0 : 1;
