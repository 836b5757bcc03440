import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../electron/engine/text/sentences.ts';
import { findHeader, readRow } from '../../../electron/engine/text/tables.ts';

function header(text: string, label: string) {
  const lines = linesOf(text);
  const at = lines.findIndex((line) => text.slice(line.start, line.end).startsWith(label));
  const row = readRow(text.slice(lines[at]?.start, lines[at]?.end));
  if (row === null) throw new Error(`no row ${label}`);
  return findHeader(text, lines, at, row);
}

const statement = `Harbour Books Ltd.
STATEMENTS OF OPERATIONS (Unaudited)
(In millions, except number of shares which are reflected in thousands)
Three Months Ended Nine Months Ended
July 1,
2023
June 25,
2022
July 1,
2023
June 25,
2022

Net sales:

Products $ 60,584 $ 63,355 $ 230,901 $ 245,241

Total net sales 81,797 82,959 293,787 304,182`;

describe('readRow', () => {
  it('reads label and cells', () => {
    const row = readRow('iPad 5,791 7,224 (20)% 21,857 22,118 (1)%');
    expect(row?.label).toBe('iPad');
    expect(row?.cells.map((cell) => cell.text)).toEqual(['5,791', '7,224', '(20)%', '21,857', '22,118', '(1)%']);
    expect(readRow('Other income/(expense), net (265) (10) (594) (97)')?.label).toBe('Other income/(expense), net');
    expect(readRow('net income — — 1 —')?.cells).toHaveLength(4);
    expect(readRow('Gross profit $ 1,234')?.cells).toHaveLength(1);
    expect(readRow('Miete\t1.200,00 €\t1.250,00 €')?.label).toBe('Miete');
    expect(readRow('| Rent | 1,200 | 1,250 |')?.cells).toHaveLength(2);
  });
  it('gives exact ranges', () => {
    const line = 'Products $ 60,584 $ (63,355)';
    expect(readRow(line)?.cells.map((cell) => line.slice(cell.start, cell.end))).toEqual(['$ 60,584', '$ (63,355)']);
  });
  it('is null for prose and headings', () => {
    for (const line of ['during the preceding 12', 'Sales rose from $ 4 to $ 5,000', 'Item 2. Properties', 'Our revenue for 2023 was $ 81,797', '', 'ended March 31, 2023 and 2022,']) expect(readRow(line), line).toBeNull();
  });
});

describe('findHeader', () => {
  it('names each column by its period', () => {
    expect(header(statement, 'Total net sales')).toMatchObject({
      columns: ['three months ended July 1, 2023', 'three months ended June 25, 2022', 'nine months ended July 1, 2023', 'nine months ended June 25, 2022'], scales: [1e6, 1e3] });
  });
  it('joins month lines with year lines', () => {
    const text = '(In millions)\nThree Months Ended Nine Months Ended\n\nOctober 30, October 31, October 30, October 31,\n2022 2021 2022 2021\n\nNet income $ 680 $ 2,464 $ 2,954 $ 6,749';
    expect(header(text, 'Net income')?.columns).toEqual(['three months ended October 30, 2022', 'three months ended October 31, 2021', 'nine months ended October 30, 2022', 'nine months ended October 31, 2021']);
  });
  it('knows columns of change', () => {
    const text = 'Three Months Ended\nJuly 1,\n2023\nJune 25,\n2022 Change\nMac 6,840 7,382 (7)%';
    expect(header(text, 'Mac')?.columns).toEqual(['three months ended July 1, 2023', 'three months ended June 25, 2022', 'Change']);
  });
  it('reads cells two blanks apart', () => {
    const gaps = (head: string, row: string) => header(`${head}\n${row}`, row.split(/ {2}| \|/)[0] ?? '')?.columns;
    expect(gaps('Three Months Ended  Nine Months Ended\nJune 25,  June 26,  June 25,  June 26,\n2022  2021  Change  2022  2021  Change', 'Mac  7,382  8,235  (10)%  28,669  26,012  10%')).toEqual([
      'three months ended June 25, 2022', 'three months ended June 26, 2021', 'Change', 'nine months ended June 25, 2022', 'nine months ended June 26, 2021', 'Change']);
    expect(gaps('Three Months Ended\nOctober 29,  October 30,  Quarter-over-Quarter  Year-over-Year\n2023  July 30, 2023  2022  Change  Change', 'Gross margin  74.0%  70.1%  53.6%  3.9 pts  20.4 pts')).toEqual([
      'three months ended October 29, 2023', 'three months ended July 30, 2023', 'three months ended October 30, 2022', 'Change', 'Change']);
    expect(gaps('Three Months Ended  Six Months Ended\n(In millions, except per share amounts) (Unaudited)  December 31,  December 31,\n2022  2021  2022  2021', 'Total revenue  52,747  51,728  102,869  97,045')).toEqual([
      'three months ended December 31, 2022', 'three months ended December 31, 2021', 'six months ended December 31, 2022', 'six months ended December 31, 2021']);
    expect(gaps('(In millions)\n\nThree Months Ended September 30,  2023  2022', 'Devices  1,125  1,448')).toEqual(['three months ended September 30, 2023', 'three months ended September 30, 2022']);
    expect(gaps('Position | 2023 | 2022', 'Miete | 1.200 | 1.100')).toEqual(['2023', '2022']);
    expect(gaps('Name | Role | Since\nAdam Weber | tenant | 2021', 'Eva Brandt | owner | 2019')).toEqual(['Role', 'Since']);
  });
  it('names none when the counts differ', () => {
    expect(header('2023 2022\nRent 1,000 2,000 3,000', 'Rent')?.columns).toBeNull();
    expect(header('Position\t2023\t2022\nMiete\t1.200\t1.100', 'Miete')?.columns).toEqual(['2023', '2022']);
  });
  it('stops at prose', () => {
    const text = 'In 2023\nThe following is what was said by the parties to the agreement about the rent and the deposit.\nRent 1,000 2,000';
    expect(header(text, 'Rent')).toBeNull();
  });
  it('keeps a sign with the figure it stands apart from', () => {
    expect(readRow('Wages                 $    3,944    $    5,147')?.cells.map(({ text }) => text.replace(/\s+/g, ''))).toEqual(['$3,944', '$5,147']);
  });
  it('names the columns of a table with outer bars', () => {
    expect(header('| Item | Q1 2021 | Q1 2020 |\n| Rent | 5,210 | 4,870 |\n| Wages | 3,300 | 3,900 |', '| Wages')?.columns).toEqual(['Q1 2021', 'Q1 2020']);
  });
});
