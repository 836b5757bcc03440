import { expect, it } from 'vitest';
import { phrasesFor, placeOf as placeInExports } from '../../../electron/engine/text/phrases.ts';
import type { Locator } from '../../../electron/shared/schemas.ts';
import { sectionOf } from '../../../electron/shared/sectionOf.ts';
import { headingOf, placeOf, sectionWords, whereInDocument, whereOf } from '../../../renderer/components/names.ts';
import { speak } from '../../../renderer/words/words.ts';

const words = speak('en');
const place = { path: '/d/lease.pdf', page: 3, locator: { kind: 'pdf-page' as const, page: 3 } };

it('names the innermost heading a quote stands under, and all of them for who points at it', () => {
  const quote = { ...place, section: ['3 Payment', '3.2 Late payment'] };
  expect(whereOf(quote, words)).toBe('lease.pdf, page 3 · 3.2 Late payment');
  expect(sectionWords(quote)).toBe('3 Payment › 3.2 Late payment');
  expect([whereOf(place, words), sectionWords({})]).toEqual(['lease.pdf, page 3', undefined]);
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
  expect(whereOf(hebrew, words)).toBe('\u2068חוזה 3.pdf\u2069, page 3 · \u2068תשלום\u2069');
  expect(words.say('library.removed', { name: 'عقد.pdf' })).toContain('“\u2068عقد.pdf\u2069”');
  expect(words.say('library.removed', { name: 'lease.pdf' })).toContain('“lease.pdf”');
});

it('takes the names of a table’s columns for no heading', () => {
  expect(sectionOf(['3 Payment', 'Item | Price'])).toEqual(['3 Payment']);
  expect(sectionOf([])).toEqual([]);
});

it('writes a place as exports do, in the language of the window', () => {
  const locators: readonly Locator[] = [
    { kind: 'pdf-page', page: 3 }, { kind: 'pdf-page', page: 3, label: 'iii' }, { kind: 'section', section: 3, heading: ['Rent'] }, { kind: 'section', section: 3, heading: [] }, { kind: 'rows', sheet: 'Stock', firstRow: 2, lastRow: 40 },
    { kind: 'rows', firstRow: 2, lastRow: 40 }, { kind: 'lines', firstLine: 7, lastLine: 7 }, { kind: 'lines', firstLine: 7, lastLine: 9 }, { kind: 'slide', slide: 3, notes: true }, { kind: 'message', message: 3, subject: 'The roof' },
    { kind: 'message', message: 3, subject: '' }, { kind: 'picture', picture: 3 }, { kind: 'pdf-page', page: 3, part: ['letters.zip', 'lease.pdf'] },
  ];
  for (const locator of locators) {
    for (const language of ['en', 'de'] as const) expect(whereOf({ path: '/d/a.eml', page: 3, locator }, speak(language))).toBe(placeInExports('/d/a.eml', 3, locator, phrasesFor(language)));
  }
  expect(whereOf({ path: '/d/a.eml', page: 3, locator: { kind: 'pdf-page', page: 3, part: ['lease.pdf'] } }, words)).toBe('a.eml › lease.pdf, page 3');
});

it('names the document by its path where only that will do, and not at all beneath its name', () => {
  const quote = { ...place, section: ['3 Payment'] };
  expect(whereOf(quote, words, quote.path)).toBe('/d/lease.pdf, page 3 · 3 Payment');
  expect(whereInDocument(quote, words)).toBe('page 3 · 3 Payment');
  expect(placeOf({ kind: 'pdf-page', page: 3, part: ['lease.pdf'] }, 3, words)).toBe('lease.pdf, page 3');
});
