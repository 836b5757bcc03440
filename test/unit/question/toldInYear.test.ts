import { describe, expect, it } from 'vitest';
import type { GateHit } from '../../../electron/engine/gate.ts';
import { toldInYear } from '../../../electron/engine/question/toldInYear.ts';
import { weighQuestion } from '../../../electron/engine/question/terms.ts';
import { understand } from '../../../electron/engine/understand.ts';

const vocabulary = { frequencies: (terms: readonly string[]) => new Map(terms.map((term) => [term, 20])), total: () => 1_000 };
function hit(text: string, { path, headingPath = [], title = 'Report' }: { readonly path: string; readonly headingPath?: readonly string[]; readonly title?: string }): GateHit {
  return { contentId: 1, title, path, headingPath, text, keyword: 5, cosine: 0.8, documentScore: 1 };
}
function told(question: string, hits: readonly GateHit[], identity = ''): number {
  const { searchedFor, names, language } = understand({ question, earlier: [] });
  return toldInYear(weighQuestion(searchedFor, names, language, vocabulary), hits, new Map([[1, identity]]));
}
const debt = 'Interest expense and debt rose.\n\nThe notes are due in 2027.';

describe('what is told in a year', () => {
  it('is all of it where the document, its columns, its headings or the sentence are of that year', () => {
    expect(told('What was the interest expense in 2023?', [hit(debt, { path: '/docs/2023_Q1.pdf' })])).toBe(1);
    expect(told('What was the interest expense in 2021?', [hit('             2022   2021\nInterest expense   5   4', { path: '/docs/2022_Q1.pdf' })])).toBe(1);
    expect(told('What is the budget for drones in 2025?', [hit('Income of 5 is expected from drones, a budget of 3.', { path: '/docs/minutes-2024-11-14.docx', headingPath: ['Budget for 2025'] })])).toBe(1);
    expect(told('How high was the interest expense?', [])).toBe(1);
  });
  it('is little where the year stands in a report of another year only for something else', () => {
    expect(told('What was the interest expense in 2027?', [hit(`Interest expense rose.`, { path: '/docs/2023_Q1.pdf' }), hit('The notes are due in 2027.', { path: '/docs/2023_Q1.pdf' })])).toBe(0);
    expect(told('What was the interest expense in 2012?', [hit(debt, { path: '/docs/2023_Q1.pdf' })], 'Notes due 2012')).toBe(0);
    expect(told('What was the interest expense in 2031?', [hit('Interest expense rose.', { path: '/docs/report.pdf' })], 'Report for 2023. Notes due 2031 are listed.')).toBe(0);
  });
  it('leaves open what says nowhere of when it is, and holds for the year before a report', () => {
    expect(told('How many days of leave are there in 2025?', [hit('Employees have 26 days of leave.', { path: '/docs/handbook.md', title: 'Handbook' })])).toBe(0.5);
    expect(told('What was the interest expense in 2022?', [hit('Interest expense rose from 4 to 5.', { path: '/docs/2023_Q1.pdf' })])).toBeCloseTo(0.85);
  });
  it('goes by the documents alone where no word agrees', () => {
    expect(told('Wie hoch war der Zinsaufwand 2023?', [hit('Interest expense rose.', { path: '/docs/2023_Q1.pdf' })])).toBe(1);
    expect(told('Wie hoch war der Zinsaufwand 2012?', [hit('Interest expense rose.', { path: '/docs/2023_Q1.pdf' })])).toBe(0);
  });
});
