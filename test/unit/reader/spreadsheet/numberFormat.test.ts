import { describe, expect, it } from 'vitest';
import { NumberFormat } from '../../../../electron/reader/spreadsheet/numberFormat.ts';

describe('numbers under a format', () => {
  it.each([
    ['General', 1234.5, '1234.5'], ['General', 0.1 + 0.2, '0.3'], ['General', 123456789012, '123456789012'], ['General', 1e20, '1E+20'], ['General', 1 / 3, '0.33333333333'],
    ['0', 2.5, '3'], ['0', -2.5, '-3'], ['0.00', 1.005, '1.01'], ['0.00', -0.001, '0.00'], ['#,##0', 1234567, '1,234,567'], ['#,##0.00', -1234.5, '-1,234.50'], ['#,##0', 0, '0'], ['#', 0, ''],
    ['0.0#', 1.5, '1.5'], ['0.##', 3, '3'], ['00000', 42, '00042'], ['0%', 0.256, '26%'], ['0.0%', 0.256, '25.6%'], ['"$"#,##0.00', 1234.5, '$1,234.50'], ['[$€-407] #,##0.00', 5, '€ 5.00'],
    ['_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', -12.5, '$(12.50)'], ['_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', 0, '$-'], ['#,##0;[Red](#,##0)', -5, '(5)'],
    ['0.00E+00', 12345, '1.23E+04'], ['##0.0E+0', 12345, '12.3E+3'], ['# ?/?', 2.5, '2 1/2'], ['# ??/??', 0.3125, '5/16'], ['000-00-0000', 123456789, '123-45-6789'], ['(###) ###-####', 5551234567, '(555) 123-4567'],
    ['#,##0,', 1234567, '1,235'], ['0.0,,"M"', 2_500_000, '2.5M'], ['[<1000]0;[>=1000]0.0,"K"', 1500, '1.5K'], ['[<1000]0;[>=1000]0.0,"K"', 15, '15'], [';;;', 5, ''], ['0"kg"', 7, '7kg'], ['0\\.0', 12, '1.2'],
  ])('%s of %d is %s', (format, value, shown) => {
    expect(new NumberFormat(format).number(value)).toBe(shown);
  });

  it.each([
    ['yyyy-mm-dd', 45292, false, '2024-01-01'], ['d/m/yy', 45292.5, false, '1/1/24'], ['dd.mm.yyyy hh:mm', 45292.75, false, '01.01.2024 18:00'], ['h:mm AM/PM', 0.5625, false, '1:30 PM'], ['[h]:mm', 1.5, false, '36:00'],
    ['mm:ss.0', 0.000_700_4, false, '01:00.5'], ['mmm-yy', 45292, false, 'Jan-24'], ['[$-407]d. mmmm yyyy', 45352, false, '1. März 2024'], ['dddd', 45292, false, 'Monday'], ['d mmm yyyy', 60, false, '29 Feb 1900'],
    ['d mmm yyyy', 1, false, '1 Jan 1900'], ['d mmm yyyy', 61, false, '1 Mar 1900'], ['yyyy-mm-dd', 0, true, '1904-01-01'], ['yyyy-mm-dd', 43830, true, '2024-01-01'], ['yyyy', -5, false, '-5'], ['yyyy', 1e9, false, '1000000000'],
    ['h:mm', 0.041_666_666_66, false, '1:00'],
  ])('%s of %d (1904: %s) is %s', (format, value, from1904, shown) => {
    expect(new NumberFormat(format, from1904).number(value)).toBe(shown);
  });

  it('ends for every format, however odd', () => {
    let state = 7;
    const next = (below: number) => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1) % below;
    for (let run = 0; run < 2_000; run += 1) {
      const format = Array.from({ length: next(24) }, () => '0#?.,%E+-/ymdhsAP@"\\_*[]$;<>1'.charAt(next(31))).join('');
      for (const value of [0, -1.5, 45_000.25, 1e300, 1e-300]) expect(typeof new NumberFormat(format).number(value), format).toBe('string');
    }
  });
});
