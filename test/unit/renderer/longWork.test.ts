import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../electron/shared/schemas.ts';
import { followWork, type Work } from '../../../renderer/app/longWork.ts';

/** The times at which the end of long work is told, for phases at times in seconds. */
function told(...looks: readonly (readonly [seconds: number, phase: Activity['phase']])[]): number[] {
  let work: Work = null;
  return looks.flatMap(([seconds, phase]) => {
    const next = followWork(work, phase, seconds * 1_000);
    work = next.work;
    return next.isEnded ? [seconds] : [];
  });
}

describe('the end of reading', () => {
  it('is told once where it took long, through all its phases', () => {
    expect(told([0, 'scanning'], [20, 'reading'], [50, 'meaning'], [90, 'idle'], [95, 'idle'])).toEqual([90]);
  });

  it('is not told of a moment’s work, at a start that finds nothing to do, or where a person paused it', () => {
    expect(told([0, 'idle'], [100, 'scanning'], [110, 'idle'])).toEqual([]);
    expect(told([0, 'reading'], [100, 'paused'], [200, 'idle'])).toEqual([]);
  });

  it('counts from when it began again', () => {
    expect(told([0, 'reading'], [30, 'paused'], [100, 'reading'], [130, 'idle'], [200, 'reading'], [300, 'idle'])).toEqual([300]);
  });
});
