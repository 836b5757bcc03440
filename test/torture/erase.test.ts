import { describe, expect, it } from 'vitest';
import { eraseFromLarge } from './eraseLarge.ts';

describe('erasing from a large library', () => {
  // By command, at 100,000 passages: node test/torture/eraseLarge.ts --passages 100000
  it('D6, D7: takes at most 60 s at 5,000 passages, loses nothing else', async () => {
    const { seconds, steps, certificate, left } = await eraseFromLarge(5_000);
    console.log(`erased in ${seconds.toFixed(1)} s: ${JSON.stringify(steps)}`);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(certificate.passages).toBe(100);
    expect(certificate.places.reduce((sum, { before }) => sum + before, 0)).toBeGreaterThan(1_000);
    expect(certificate.places.reduce((sum, { after }) => sum + after, 0)).toBe(0);
    expect(left).toBe(4_900);
  });
});
