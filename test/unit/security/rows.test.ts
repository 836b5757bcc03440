import { describe, expect, it } from 'vitest';
import { idsIn, securityRows } from '../../../build/security/rows.ts';

describe('rows of the security table', () => {
  it('are each there once', () => {
    const ids = securityRows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const numbered = (letter: string): number => ids.filter((id) => new RegExp(`^${letter}\\d+$`).test(id)).length;
    expect(['E', 'N', 'D', 'M', 'G', 'R'].map(numbered)).toEqual([36, 14, 14, 9, 5, 15]);
  });

  it('are known by the start of a test’s name alone', () => {
    expect(idsIn('N2, N11: the same session')).toEqual(['N2', 'N11']);
    expect(idsIn('E36 (engine side): locking closes')).toEqual(['E36']);
    expect(idsIn('E13b: no fake worker')).toEqual(['E13b']);
    expect(idsIn('supply chain: licences')).toEqual(['supply chain']);
    expect(idsIn('a reader (R1): x')).toEqual([]);
    expect(idsIn('R100: no such row')).toEqual([]);
    expect(idsIn('R1 without a colon')).toEqual([]);
  });
});
