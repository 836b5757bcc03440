import { describe, expect, it } from 'vitest';
import { findDates, isoDate, matchesDate } from '../../../electron/engine/text/dates.ts';

const read = (text: string): string[] => findDates(text).map((date) => (date.quarter === null ? isoDate(date) ?? `--${date.month}-${date.day}` : `${date.year ?? ''}Q${date.quarter}`));

describe('findDates', () => {
  it('reads the usual forms', () => {
    expect(read('June 25, 2022; 25 June 2022; 25. Juni 2022; 2022-06-25; 25.06.2022; 06/25/2022; 25/06/2022')).toEqual(Array(7).fill('2022-06-25'));
    expect(read('le 1er juillet 2023, 3 de mayo de 2021, 2021年5月3日')).toEqual(['2023-07-01', '2021-05-03', '2021-05-03']);
  });
  it('reads months, quarters and years', () => {
    expect(read('March 2020, Q3 2023, 2023 Q1, third quarter of 2022, drittes Quartal 2021, second quarter, in 1999')).toEqual(
      ['2020-03', '2023Q3', '2023Q1', '2022Q3', '2021Q3', 'Q2', '1999']);
  });
  it('does not read amounts or modal verbs as dates', () => {
    expect(read('$2,022 and 12,2022 and it may 5 times')).toEqual([]);
  });
});

describe('matchesDate', () => {
  const one = (text: string) => {
    const date = findDates(text)[0];
    if (date === undefined) throw new Error(text);
    return date;
  };
  it('asks for every part the claim states', () => {
    expect(matchesDate(one('June 2022'), one('June 25, 2022'))).toBe(true);
    expect(matchesDate(one('2022'), one('25.06.2022'))).toBe(true);
    expect(matchesDate(one('June 26, 2022'), one('June 25, 2022'))).toBe(false);
    expect(matchesDate(one('June 25, 2022'), one('June 2022'))).toBe(false);
    expect(matchesDate(one('Q2 2022'), one('Q3 2022'))).toBe(false);
  });
});
