import { describe, expect, it } from 'vitest';
import { cite } from '../../electron/engine/cite.ts';
import { passage } from '../fakes/passage.ts';

const quoteOf = (pageText: string, quote: string, next: string | null) => {
  const start = pageText.indexOf(quote);
  return cite({ passage: passage({ text: pageText }), start, end: start + quote.length, pageText, nextPage: next === null ? null : { page: 2, text: next }, header: null });
};

describe('cite', () => {
  it('takes the quote from the page', () => {
    expect(quoteOf('It is so. The rent is 900 EUR. It is due.', 'The rent is 900 EUR.', 'next page')).toMatchObject({ quote: 'The rent is 900 EUR.', start: 10, end: 30 });
  });
  it('names the headings above the quote, without the columns of a table, and nothing where there are none', () => {
    const under = (headingPath: readonly string[]) => cite({ passage: passage({ text: 'The rent is 900 EUR.', headingPath: [...headingPath] }), start: 0, end: 8, pageText: 'The rent is 900 EUR.', nextPage: null, header: null });
    expect(under(['3 Payment', '3.2 Late payment', 'Item | Price']).section).toEqual(['3 Payment', '3.2 Late payment']);
    expect(under([])).not.toHaveProperty('section');
  });
  it('goes on overleaf when the sentence does, over page numbers and running heads', () => {
    const page = 'The tenant may extend the lease once with written notice of six\n\nHarbour Lease | 4';
    expect(quoteOf(page, 'The tenant may extend the lease once with written notice of six', 'Harbour Lease\n\nmonths before it ends. Then it is over.')).toMatchObject({ continues: { page: 2, quote: 'months before it ends.' } });
  });
  it('does not where the sentence ends, where something else follows, or where the next page begins anew', () => {
    expect(quoteOf('The rent is 900 EUR.', 'The rent is 900 EUR.', 'months before.')).not.toHaveProperty('continues');
    expect(quoteOf('The rent is due with a notice of six\nThe deposit is five. The deposit is kept. It is safe.\nMore\nMore\nMore', 'The rent is due with a notice of six', 'months before.')).not.toHaveProperty('continues');
    expect(quoteOf('The rent is due with a notice of six', 'The rent is due with a notice of six', 'Chapter Two\n\nThe deposit is five.')).not.toHaveProperty('continues');
    expect(quoteOf('The rent is due with a notice of six', 'The rent is due with a notice of six', null)).not.toHaveProperty('continues');
  });
  it('refuses a range that is not on the page', () => {
    expect(() => cite({ passage: passage({}), start: 3, end: 999, pageText: 'short', nextPage: null, header: null })).toThrow();
  });
});
