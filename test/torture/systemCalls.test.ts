import { describe, expect, it } from 'vitest';
import { withoutStrace } from '../integration/tracedRun.ts';
import { cutPower } from './powerCut.ts';
import { changes, failCalls, killAtCalls } from './systemCalls.ts';

// A part of them here; where `CI` is set every rename, link and sync (some thirty a change) and every tenth write; all by command: npm run torture -- --kind calls, --kind power.
const isCi = process.env['CI'] === 'true';
const killed = isCi ? { renameat: 1, linkat: 1, fsync: 1, pwrite64: 10, write: 10 } : { renameat: 1, linkat: 1, fsync: 10, pwrite64: 25 };
const failed = isCi ? { renameat: 1, linkat: 1, fsync: 6, pwrite64: 10, write: 10 } : { renameat: 2, linkat: 1, fsync: 20, pwrite64: 40, write: 20 };
const say = (line: string): void => { console.log(line); };

describe.skipIf(withoutStrace !== null)(`a change of a library, call by call${withoutStrace === null ? '' : ` (skipped: ${withoutStrace})`}`, () => {
  it.each(changes)('R2: killed at its renames, links, syncs and writes, %s loses and doubles nothing', async (change) => {
    const { hits, failures } = await killAtCalls(change, { every: killed, finishEvery: 6, log: say });
    expect(failures).toEqual([]);
    expect(hits).toBeGreaterThanOrEqual(3);
  });

  it.each(changes)('R3: with a rename, link, sync or write that fails, %s is never told to be done when it is not, and done when tried again', async (change) => {
    const { hits, failures } = await failCalls(change, { renameat: 'ENOSPC', linkat: 'ENOSPC', fsync: 'EIO', pwrite64: 'ENOSPC', write: 'ENOSPC' }, { every: failed, finishEvery: 3, log: say });
    expect(failures).toEqual([]);
    expect(hits).toBeGreaterThanOrEqual(3);
  });

  it('R4: a cut of power, of which what was not synced is lost in part, leaves a library that opens or heals', async () => {
    const { failures, damaged } = await cutPower({ states: Number(process.env['CARREL_POWER_STATES'] ?? 50), perCut: 5, seed: Number(process.env['CARREL_TEST_SEED'] ?? Date.now() % 1_000_000), log: say });
    expect(failures).toEqual([]);
    // At most syncs nothing else is waiting to be written: about a fifth of the states lose something.
    expect(damaged).toBeGreaterThanOrEqual(3);
  });
});
