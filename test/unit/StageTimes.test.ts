import { expect, it } from 'vitest';
import { StageTimes } from '../../electron/engine/StageTimes.ts';

it('adds up what a stage took, also where it fails, and knows no stage that was not reached', async () => {
  let nowMs = 0;
  const stages = new StageTimes(() => nowMs);
  const taking = (ms: number) => async (): Promise<number> => { nowMs += ms; return ms; };
  expect(await stages.measure('search', taking(12.345))).toBe(12.345);
  nowMs += 100;
  await stages.measure('check', taking(3));
  await stages.measure('check', taking(4));
  await expect(stages.measure('gate', async () => { nowMs += 5; throw new Error('no'); })).rejects.toThrow('no');
  expect(stages.all()).toEqual({ search: 12.35, check: 7, gate: 5 });
});
