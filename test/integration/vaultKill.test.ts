import { describe, expect, it } from 'vitest';
import { harmLockCalls, ways } from '../torture/lockCalls.ts';
import { withoutStrace } from './tracedRun.ts';

// A change of lock killed as it makes each of its system calls that change something, or told that the call failed. By command all of them: CARREL_KILL_ALL=1.
const all = process.env['CARREL_KILL_ALL'] === '1';
const log = (line: string): void => { console.log(line); };

describe.skipIf(withoutStrace !== null)(`a change of lock killed at each of its writes${withoutStrace === null ? '' : ` (skipped: ${withoutStrace})`}`, () => {
  it.each(ways)('D10, R2: $way: the old or the new opens, never neither, and all is there', async (way) => {
    const { hits, failures } = await harmLockCalls({ way, harm: 'KILL', each: all ? 'all' : 1, log });
    expect(failures).toEqual([]);
    expect(hits).toBeGreaterThanOrEqual(4);
  }, 900_000);

  it.each(ways)('R3: $way: where a write fails the old or the new opens, and the new one where it was said to be done', async (way) => {
    const { hits, failures } = await harmLockCalls({ way, harm: 'ENOSPC', each: all ? 'all' : 3, log });
    expect(failures).toEqual([]);
    expect(hits).toBeGreaterThanOrEqual(4);
  }, 900_000);
});
