import { describe, expect, it } from 'vitest';
import { agreement, endOf, periodsOfName, periodsOfText, type Period } from '../../../electron/engine/search/periods.ts';

const period = (part: Partial<Period>): Period => ({ year: null, month: null, day: null, quarter: null, ...part });

describe('periodsOfName', () => {
  it.each([
    ['2023_Q3_BRMW', [period({ year: 2023, quarter: 3 })]],
    ['report-2023-07', [period({ year: 2023, month: 7 })]],
    ['statement 2023-07-31', [period({ year: 2023, month: 7, day: 31 })]],
    ['IMG_20230701_scan', [period({ year: 2023, month: 7, day: 1 })]],
    ['FY23 budget', [period({ year: 2023 })]],
    ['3Q22 results', [period({ year: 2022, quarter: 3 })]],
    ["results Q3'22", [period({ year: 2022, quarter: 3 })]],
    ['Q4-21', [period({ year: 2021, quarter: 4 })]],
    ['minutes July 2023', [period({ year: 2023, month: 7 })]],
    ['Protokoll März 2024', [period({ year: 2024, month: 3 })]],
    ['annual.report.2019', [period({ year: 2019 })]],
    ['lease agreement', []],
    ['invoice 118204', []],
  ])('%s', (name, periods) => {
    expect(periodsOfName(name)).toEqual(periods);
  });
});

describe('agreement', () => {
  const q3 = period({ year: 2023, quarter: 3 });
  it('is full for the same, nothing for a contradiction, and less for what is coarser', () => {
    expect(agreement(q3, q3)).toBe(1);
    expect(agreement(q3, period({ year: 2022, quarter: 3 }))).toBe(0);
    expect(agreement(q3, period({ year: 2023, quarter: 2 }))).toBe(0);
    expect(agreement(q3, period({ year: 2023, month: 8, day: 4 }))).toBe(0.7);
    expect(agreement(q3, period({ year: 2023, month: 6 }))).toBe(0);
    expect(agreement(q3, period({ year: 2023 }))).toBeLessThan(0.7);
    expect(agreement(period({ year: 2023 }), q3)).toBe(1);
    expect(agreement(period({ year: 2023, month: 7, day: 1 }), period({ year: 2023, month: 7, day: 2 }))).toBe(0);
    expect(agreement(period({ quarter: 3 }), q3)).toBe(0.8);
  });

  it('reads the period of a question', () => {
    expect(periodsOfText('In the third quarter of 2023, what')).toEqual([q3]);
  });
});

describe('endOf', () => {
  it('orders periods by their end', () => {
    const order = [period({ year: 2022 }), period({ year: 2023, quarter: 1 }), period({ year: 2023, month: 4, day: 2 }), period({ year: 2023, quarter: 2 }), period({ year: 2023 })].map(endOf);
    expect(order).toEqual(order.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    expect(endOf(period({ quarter: 2 }))).toBeNull();
  });
});
