import { describe, expect, it } from 'vitest';
import { fitOf } from '../../../electron/models/fitOf.ts';

describe('whether a model fits a machine', () => {
  it.each([
    [0.1e9, 8e9, null, 'fits'], [2.5e9, 8e9, null, 'fits'], [2.9e9, 8e9, null, 'slow'], [5e9, 8e9, null, 'slow'], [6.5e9, 8e9, null, 'too-large'], [5e9, 64e9, null, 'slow'], [2.5e9, 64e9, null, 'fits'],
    // What was measured here settles it, but not that it needs memory.
    [5e9, 64e9, 30, 'fits'], [0.1e9, 8e9, 2, 'slow'], [6.5e9, 8e9, 30, 'too-large'], [5e9, 8e9, 30, 'slow'],
  ] as const)('%d bytes in %d, measured %s: %s', (sizeBytes, memoryBytes, measured, fit) => { expect(fitOf(sizeBytes, { memoryBytes }, measured)).toBe(fit); });
});
