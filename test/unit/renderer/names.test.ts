import { expect, it } from 'vitest';
import { sectionOf } from '../../../electron/shared/sectionOf.ts';
import { headingOf, sectionWords, whereOf } from '../../../renderer/components/names.ts';
import { speak } from '../../../renderer/words/words.ts';

const words = speak('en');
const place = { path: '/d/lease.pdf', page: 3, locator: { kind: 'pdf-page' as const, page: 3 } };

it('names the innermost heading a quote stands under, and all of them for who points at it', () => {
  const quote = { ...place, section: ['3 Payment', '3.2 Late payment'] };
  expect(whereOf(quote, words)).toBe('lease.pdf · page 3 · 3.2 Late payment');
  expect(sectionWords(quote)).toBe('3 Payment › 3.2 Late payment');
  expect([whereOf(place, words), sectionWords({})]).toEqual(['lease.pdf · page 3', undefined]);
});

it('cuts a long heading, and says nothing twice', () => {
  const long = 'Obligations of the tenant as to the upkeep of the garden, the hedges and the drains';
  expect(headingOf({ ...place, section: [long] }, words)).toBe('Obligations of the tenant as to the upkeep of the garden, t…');
  expect(sectionWords({ section: [long] })).toBe(long);
  expect(headingOf({ page: 1, locator: { kind: 'section', section: 1, heading: ['Rent'] }, section: ['Rent'] }, words)).toBe('');
  expect(headingOf({ page: 1, locator: { kind: 'rows', sheet: 'Stock', firstRow: 1, lastRow: 9 }, section: ['Stock'] }, words)).toBe('');
});

it('sets a name of a right-to-left script apart from what stands beside it, and no other', () => {
  const hebrew = { ...place, path: '/d/חוזה 3.pdf', section: ['תשלום'] };
  expect(whereOf(hebrew, words)).toBe('\u2068חוזה 3.pdf\u2069 · page 3 · \u2068תשלום\u2069');
  expect(words.say('library.removed', { name: 'عقد.pdf' })).toContain('“\u2068عقد.pdf\u2069”');
  expect(words.say('library.removed', { name: 'lease.pdf' })).toContain('“lease.pdf”');
});

it('takes the names of a table’s columns for no heading', () => {
  expect(sectionOf(['3 Payment', 'Item | Price'])).toEqual(['3 Payment']);
  expect(sectionOf([])).toEqual([]);
});
