import { describe, expect, it } from 'vitest';
import { PromptPace } from '../../../electron/models/PromptPace.ts';

/** The slice after one measured at so many tokens a second. */
function sliceAt(tokensPerSecond: number): number {
  const pace = new PromptPace();
  pace.add(100, 100_000 / tokensPerSecond);
  return pace.sliceTokens;
}

describe('slices of a prompt', () => {
  it('begin small, take 0.18 s, and stay within 8 and 512 tokens', () => {
    expect(new PromptPace().sliceTokens).toBe(16);
    expect([20, 100, 200, 1_000, 100_000].map(sliceAt)).toEqual([8, 18, 36, 180, 512]);
  });
  it('never take longer than stopping may, unless eight tokens do', () => {
    for (const speed of [10, 50, 150, 319, 320, 500, 2_000]) expect(sliceAt(speed) / speed).toBeLessThanOrEqual(Math.max(0.2, 8 / speed));
  });
  it('shrink by much where the machine has become slow and by little where one slice was; the rest of a prompt says nothing', () => {
    const pace = new PromptPace();
    pace.add(100, 100);
    expect(pace.sliceTokens).toBe(180);
    pace.add(100, 200);
    expect(pace.sliceTokens).toBe(120);
    pace.add(100, 1_950);
    expect(pace.sliceTokens).toBe(17);
    pace.add(7, 1);
    expect(pace.sliceTokens).toBe(17);
    for (let slice = 0; slice < 5; slice += 1) pace.add(100, 100);
    expect(pace.sliceTokens).toBeGreaterThan(130);
  });
});
