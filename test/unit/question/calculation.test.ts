import { describe, expect, it } from 'vitest';
import { asksCalculation, calculate, figureOf, type QuotedFigure } from '../../../electron/engine/question/calculation.ts';
import { understand } from '../../../electron/engine/understand.ts';
import { findDates } from '../../../electron/engine/text/dates.ts';
import { ask, makeAnswering, misquotes } from '../../fakes/answerLibrary.ts';

const figure = (value: number, more: Partial<QuotedFigure> = {}): QuotedFigure => ({ value, decimals: 0, scale: 1, unit: 'amount', text: String(value), evidence: 0, ...more });
const partsOf = (question: string) => understand({ question, earlier: [] }).parts;

describe('what a question wants worked out', () => {
  it('is told from its words alone', () => {
    expect(asksCalculation('What is the difference between the rent of A and B?')).toBe('difference');
    expect(asksCalculation('By how much did net income rise from 2022 to 2023?')).toBe('difference');
    expect(asksCalculation('What was the growth rate of revenue between 2022 and 2023?')).toBe('growth');
    expect(asksCalculation('Um wie viel Prozent stieg die Miete von 2021 auf 2022?')).toBe('growth');
    expect(asksCalculation('What is the sum of both deposits?')).toBe('sum');
    expect(asksCalculation('What is the monthly rent?')).toBeNull();
  });
  it('falls into one question a name or a date', () => {
    expect(partsOf("Compare Contoso's and Northwind's R&D in Q3 2022")).toEqual(["Contoso's R&D in Q3 2022", "Northwind's R&D in Q3 2022"]);
    expect(partsOf('Compare R&D expenses of Contoso and Northwind in Q3 2022')).toEqual(['R&D expenses of Contoso Q3 2022', 'R&D expenses of Northwind Q3 2022']);
    for (const [question, marks] of [
      ['How much more did Contoso spend on travel than Northwind in 2022?', ['Contoso', 'Northwind']], ["By how much did Contoso's net income grow from 2022 to 2023?", ['2022', '2023']],
      ['Compare Contoso, Northwind and Fabrikam revenue in 2022', ['Contoso', 'Northwind', 'Fabrikam']],
    ] as const) expect([question, partsOf(question).map((part) => marks.filter((mark) => part.includes(mark)))]).toEqual([question, marks.map((mark) => [mark])]);
    expect(partsOf('What was the revenue of Contoso in 2022?')).toEqual([]);
  });
});

describe('calculate', () => {
  it('shows the figures as they stand and the result', () => {
    expect(calculate('difference', [figure(51_728), figure(82_959)])).toMatchObject({ formula: '82,959 − 51,728 = 31,231', result: 31_231, unit: 'amount' });
    expect(calculate('sum', [figure(1.5, { decimals: 1 }), figure(2), figure(3)])).toMatchObject({ formula: '1.5 + 2.0 + 3.0 = 6.5' });
    expect(calculate('growth', [figure(200), figure(150)])).toMatchObject({ formula: '(150 − 200) ÷ 200 = −25.0 %', unit: 'percent' });
    expect(calculate('difference', [figure(40.1, { decimals: 1, unit: 'percent' }), figure(42, { unit: 'percent' })])).toMatchObject({ formula: '42.0 − 40.1 = 1.9', unit: 'points' });
  });
  it('brings figures to one scale', () => {
    expect(calculate('difference', [figure(900, { scale: 1e6 }), figure(1.2, { decimals: 1, scale: 1e9 })])).toMatchObject({ formula: '1.200 − 0.900 = 0.300', scale: 1e9 });
  });
  it('gives nothing where units differ or growth starts from nothing', () => {
    expect(calculate('difference', [figure(1), figure(2, { unit: 'percent' })])).toBeNull();
    expect(calculate('growth', [figure(0), figure(2)])).toBeNull();
    expect(calculate('growth', [figure(-3), figure(2)])).toBeNull();
    expect(calculate('sum', [figure(1)])).toBeNull();
  });
});

describe('figureOf', () => {
  const row = { cells: [{ text: '82,959' }, { text: '81,434' }] };
  it('takes the cell whose column is of the period, and nothing where that is not certain', () => {
    const source = { text: 'Net sales 82,959 81,434', row, columns: ['June 25, 2022', 'June 26, 2021'], scales: [1e6] };
    expect(figureOf(source, findDates('2021')[0] ?? null, 3)).toMatchObject({ value: 81_434, scale: 1e6, evidence: 3 });
    expect(figureOf(source, null, 0)).toBeNull();
    expect(figureOf({ ...source, columns: null }, findDates('2021')[0] ?? null, 0)).toBeNull();
    expect(figureOf({ ...source, scales: [1e3, 1e6] }, findDates('2021')[0] ?? null, 0)).toBeNull();
  });
  it('takes the only figure of a sentence', () => {
    const sentence = (text: string) => figureOf({ text, row: null, columns: null, scales: [] }, null, 0);
    expect(sentence('The monthly rent is EUR 1,250 since 1 March 2021.')).toMatchObject({ value: 1_250, unit: 'amount' });
    expect(sentence('It rose from 3 to 4.')).toBeNull();
    expect(sentence('It rose.')).toBeNull();
  });
});

describe('answers with a calculation', () => {
  const lease = (name: string, rent: string) => ({ path: `/docs/lease-${name.toLowerCase().replace(' ', '-')}.pdf`, title: `Lease ${name}`, pages: [`LEASE AGREEMENT\n\nThis lease is of the shop at ${name}. The monthly rent of ${name} is EUR ${rent}. The tenant keeps the shop clean.`] });
  it('works out the difference from two quotes and cites both', async () => {
    const { deps, library } = await makeAnswering([lease('Harbour Street', '1,250'), lease('Mill Lane', '2,100')]);
    const { answer, events } = await ask('What is the difference between the monthly rent of Harbour Street and Mill Lane?', deps());
    expect(answer.calculation).toMatchObject({ kind: 'difference', formula: '2,100 − 1,250 = 850', result: 850, unit: 'amount' });
    expect(answer.sentences.at(-1)).toMatchObject({ text: 'Difference: 2,100 − 1,250 = 850', support: 'supported' });
    expect(new Set(answer.calculation?.citations.map((n) => answer.sources.find((source) => source.n === n)?.path)).size).toBe(2);
    expect(events.filter((event) => event.type === 'sentence-checked').at(-1)).toMatchObject({ sentence: { text: 'Difference: 2,100 − 1,250 = 850' } });
    expect(misquotes(answer, library)).toEqual([]);
  });
  it('shows none where none is asked for or a figure is missing', async () => {
    const { deps } = await makeAnswering([lease('Harbour Street', '1,250'), lease('Mill Lane', '2,100')]);
    expect((await ask('Compare the monthly rent of Harbour Street and Mill Lane', deps())).answer.calculation).toBeUndefined();
    expect((await ask('What is the difference between the deposit of Harbour Street and Mill Lane?', deps())).answer.calculation).toBeUndefined();
  });
});
