import { describe, expect, it } from 'vitest';
import { targetNames } from './phases.ts';
import { runKills } from './runKills.ts';

describe('killing the program while it indexes', () => {
  // 40 where `CI` is set; by command 500, and with the real embedder: npm run torture -- --kind kills --seed S --embedder real
  const fewest = process.env['CI'] === 'true' ? 40 : 10;

  it('R1: loses nothing acknowledged, doubles nothing, opens every time and ends like a run without kills (fake embedder, at least 2 kills a phase)', async () => {
    const seed = Number(process.env['CARREL_TEST_SEED'] ?? Date.now() % 1_000_000);
    const lines: string[] = [];
    const report = await runKills({ runs: fewest, seed, embedder: 'fake', perPhase: 2, log: (line) => lines.push(line) }).finally(() => { console.log(lines.join('\n')); });
    expect(report.failures).toEqual([]);
    expect(report.kills).toBeGreaterThanOrEqual(fewest);
    for (const target of targetNames) expect(report.hits[target], target).toBeGreaterThanOrEqual(2);
  });
});
