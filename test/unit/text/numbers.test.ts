import { describe, expect, it } from 'vitest';
import { findNumbers, matchNumber, statedScales } from '../../../electron/engine/text/numbers.ts';

const first = (text: string) => {
  const number = findNumbers(text)[0];
  if (number === undefined) throw new Error(`no number in ${text}`);
  return number;
};
const values = (text: string): (number | undefined)[] => findNumbers(text).map((number) => number.values[0]);

describe('findNumbers', () => {
  it('reads thousands separators of several countries', () => {
    expect(values('1,234,567.89 and 1.234.567,89 and 1’234.50')).toEqual([1_234_567.89, 1_234_567.89, 1234.5]);
  });
  it('keeps both readings of one separator before three digits', () => {
    expect(first('1.234').values).toEqual([1.234, 1234]);
    expect(first('81,797').values).toEqual([81_797, 81.797]);
  });
  it('reads units, magnitudes and signs', () => {
    expect(first('$1.2 billion')).toMatchObject({ values: [1.2], scale: 1e9, kind: 'money', negative: false });
    expect(first('(4)%')).toMatchObject({ values: [4], kind: 'percent', negative: true });
    expect(first('$ (1,977)')).toMatchObject({ values: [1977, 1.977], kind: 'money', negative: true });
    expect(first('12,5 Prozent')).toMatchObject({ values: [12.5], kind: 'percent' });
    expect(first('3,4 Mio. Euro')).toMatchObject({ values: [3.4], scale: 1e6 });
    expect(first('a fall of -3.5 points')).toMatchObject({ values: [3.5], negative: true });
    expect(first('$250m')).toMatchObject({ values: [250], scale: 1e6, kind: 'money' });
  });
  it('leaves out codes, versions, list marks and clock times', () => {
    expect(values('Form 10-K, Q3, A4, COVID-19x, v2.1.3, 10:30')).toEqual([]);
    expect(values('3. The rent\n4) The deposit')).toEqual([]);
  });
  it('does not take a range or an aside for a negative', () => {
    expect(findNumbers('pages 5–7 (2022)').map((number) => number.negative)).toEqual([false, false, false]);
  });
  it('reads number words', () => {
    expect(values('three leases and zwölf Monate')).toEqual([3, 12]);
    expect(first('two million').scale).toBe(1e6);
  });
  it('keeps the cells of a table row apart', () => {
    expect(values('Total net sales $ 81,797 $ 82,959 (1)% $ 293,787')).toEqual([81_797, 82_959, 1, 293_787]);
  });
});

describe('matchNumber', () => {
  const match = (claim: string, source: string, scales: number[] = []) => matchNumber(first(claim), first(source), scales);
  it('sees through notation', () => {
    expect(match('81797', '$ 81,797')).toBe('exact');
    expect(match('1.234,50 €', '€1,234.50')).toBe('exact');
    expect(match('$81,797 million', '81,797', [1e6])).toBe('exact');
    expect(match('$81.797 billion', '$ 81,797', [1e6])).toBe('exact');
    expect(match('three', '3')).toBe('exact');
  });
  it('accepts rounding to the digits claimed and no other figure', () => {
    expect(match('$81.8 billion', '81,797', [1e6])).toBe('rounded');
    expect(match('44.5%', '44.52 %')).toBe('rounded');
    expect(match('$81.7 billion', '81,797', [1e6])).toBeNull();
    expect(match('45%', '44.4%')).toBeNull();
    expect(match('81,796', '81,797')).toBeNull();
  });
  it('does not mix percents with money, nor scales a bare short figure', () => {
    expect(match('5%', '$5')).toBeNull();
    expect(match('$83 billion', '83')).toBeNull();
  });
  it('lets a negative be told in words, but no minus be invented', () => {
    expect(match('a loss of 265', '(265)')).toBe('exact');
    expect(match('-265', '265')).toBeNull();
  });
});

describe('statedScales', () => {
  it('reads what a table says of its cells', () => {
    expect(statedScales('(In millions, except number of shares which are reflected in thousands)')).toEqual([1e6, 1e3]);
    expect(statedScales('Angaben in Tausend')).toEqual([1e3]);
    expect(statedScales('sold a million')).toEqual([]);
  });
});
