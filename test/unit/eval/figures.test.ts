import { describe, expect, it } from 'vitest';
import { extractFigures, figureForms, holdsFigure } from '../../eval/figures.ts';

describe('extractFigures', () => {
  it('keeps money, percentages, scaled and separated numbers, without separators', () => {
    expect(extractFigures('Sales were $82,959 million, up from 81,434; the margin was 15.7% and $18.7 billion remained.'))
      .toEqual(['82959 million', '81434', '15.7%', '18.7 billion']);
  });

  it('leaves out dates, years, notes, pages, items, file names, versions, patents and list numbers', () => {
    const answer = '1. On July 1, 2023 (2023_Q3_ABCD.pdf), Note 12 on page 41 of the 10-Q, Item 2, named version 2.0, Q3 2022 and U.S. Patent No. 7,103,640.';
    expect(extractFigures(answer)).toEqual([]);
  });

  it('drops short figures where longer ones are there, and keeps them where they are all there is', () => {
    expect(extractFigures('The rate was 19%, the charge $2,300 million.')).toEqual(['2300 million']);
    expect(extractFigures('The rate was 19%, then 18%.')).toEqual(['19%', '18%']);
  });

  it('names each figure once', () => {
    expect(extractFigures('$1,250 million, again $1,250 million')).toEqual(['1250 million']);
  });
});

describe('holdsFigure', () => {
  const holds = (text: string, figure: string): boolean => holdsFigure(figureForms(text), figure);

  it('is exact once separators and units are gone', () => {
    expect(holds('Net sales $ 82,959 $ 81,434', '82959 million')).toBe(true);
    expect(holds('Net sales $ 82,960', '82959 million')).toBe(false);
    expect(holds('Net sales 182,959', '82959 million')).toBe(false);
  });

  it('takes billions and a table in millions for the same number, digit by digit', () => {
    expect(holds('Data center 3,814 4,255', '3.814 billion')).toBe(true);
    expect(holds('Data center 38,140', '3.814 billion')).toBe(false);
    expect(holds('a 18,700 loan', '18.7 billion')).toBe(true);
  });

  it('wants the unit beside a short figure, because days and counts are everywhere', () => {
    expect(holds('on March 19, 2023', '19%')).toBe(false);
    expect(holds('Effective tax rate 19 %', '19%')).toBe(true);
    expect(holds('5 segments', '5 billion')).toBe(false);
    expect(holds('a $ 5 billion facility', '5 billion')).toBe(true);
  });
});
