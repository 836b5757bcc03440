import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutIntoParts } from '../../../electron/models/cutIntoParts.ts';

it('cuts nothing off: every token is in a part, in order, and no part is too long or nearly empty', () => {
  fc.assert(fc.property(fc.nat(3_000), fc.integer({ min: 1, max: 600 }), (length, size) => {
    const tokens = Array.from({ length }, (_, index) => index);
    const parts = cutIntoParts(tokens, size);
    expect(new Set(parts.flat()).size).toBe(length);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(size);
      if (parts.length > 1) expect(part.length).toBe(size);
      expect(part.every((token, index) => index === 0 || token === (part[index - 1] ?? NaN) + 1)).toBe(true);
    }
    expect(parts.length).toBeGreaterThanOrEqual(1);
  }), { numRuns: 200 });
});
