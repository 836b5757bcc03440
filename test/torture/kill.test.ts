import { describe, expect, it } from 'vitest';
import { targetNames } from './phases.ts';
import { runKills } from './runKills.ts';

describe('killing the program while it indexes', () => {
  // By command, and with the real embedder: node test/torture/kill.ts --runs 100 --seed S --embedder real
  it('R1: loses nothing acknowledged, doubles nothing, opens every time and ends like a run without kills (fake embedder, at least 2 kills a phase)', async () => {
    const seed = Number(process.env['CARREL_TEST_SEED'] ?? Date.now() % 1_000_000);
    const lines: string[] = [];
    const report = await runKills({ runs: 10, seed, embedder: 'fake', perPhase: 2, log: (line) => lines.push(line) }).finally(() => { console.log(lines.join('\n')); });
    expect(report.failures).toEqual([]);
    expect(report.kills).toBeGreaterThanOrEqual(10);
    for (const target of targetNames) expect(report.hits[target], target).toBeGreaterThanOrEqual(2);
  });
});
