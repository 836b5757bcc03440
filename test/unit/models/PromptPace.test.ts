import { describe, expect, it } from 'vitest';
import { PromptPace } from '../../../electron/models/PromptPace.ts';

/** The slice after one measured at so many tokens a second. */
function sliceAt(tokensPerSecond: number): number {
  const pace = new PromptPace();
  pace.add(100, 100_000 / tokensPerSecond);
  return pace.sliceTokens;
}

describe('slices of a prompt', () => {
  it('begin small, take about 0.1 s, and stay within 8 and 512 tokens', () => {
    expect(new PromptPace().sliceTokens).toBe(16);
    expect([20, 100, 200, 1_000, 100_000].map(sliceAt)).toEqual([8, 10, 20, 100, 512]);
  });
  it('are 64 wide where that takes at most 0.2 s', () => {
    expect([319, 320, 400, 639, 640].map(sliceAt)).toEqual([32, 64, 64, 64, 64]);
    for (const speed of [10, 50, 150, 319, 320, 500, 2_000]) expect(sliceAt(speed) / speed).toBeLessThanOrEqual(Math.max(0.2, 8 / speed));
  });
  it('shrink at once and grow by half; the rest of a prompt says nothing', () => {
    const pace = new PromptPace();
    pace.add(100, 100);
    pace.add(100, 1_000);
    expect(pace.sliceTokens).toBe(10);
    pace.add(100, 500);
    expect(pace.sliceTokens).toBe(15);
    pace.add(7, 1);
    expect(pace.sliceTokens).toBe(15);
  });
});
