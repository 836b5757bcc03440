import { describe, expect, it } from 'vitest';
import { bootstrap, groupedBootstrap, median, quantile, wilson } from '../../eval/intervals.ts';

describe('wilson', () => {
  it('gives the published interval of 81 of 263', () => {
    // Newcombe 1998, Statistics in Medicine 17:857, table I: 0.2553 to 0.3662.
    const { value, low, high } = wilson([...Array<boolean>(81).fill(true), ...Array<boolean>(182).fill(false)]);
    expect(value).toBeCloseTo(0.308, 3);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  it('never claims certainty from few', () => {
    expect(wilson([true, true, true]).low).toBeLessThan(0.5);
    expect(wilson([]).n).toBe(0);
    expect(wilson([]).value).toBeNaN();
  });
});

describe('bootstrap', () => {
  it('is repeatable and holds the mean', () => {
    const values = [0, 0.25, 0.5, 0.75, 1, 1, 1, 0.5];
    const estimate = bootstrap(values);
    expect(estimate).toEqual(bootstrap(values));
    expect(estimate.value).toBeCloseTo(0.625);
    expect(estimate.low).toBeLessThan(0.625);
    expect(estimate.high).toBeGreaterThan(0.625);
  });

  it('counts every cited file, and widens when answers stand or fall together', () => {
    const together = groupedBootstrap(Array.from({ length: 20 }, (_, i) => Array<boolean>(5).fill(i % 2 === 0)));
    const apart = groupedBootstrap(Array.from({ length: 100 }, (_, i) => [i % 2 === 0]));
    expect(together.value).toBe(0.5);
    expect(together.n).toBe(100);
    expect(together.high - together.low).toBeGreaterThan(apart.high - apart.low);
  });
});

describe('quantile', () => {
  it('is linear between neighbours', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8);
    expect(median([3, 1, 2])).toBe(2);
  });
});
