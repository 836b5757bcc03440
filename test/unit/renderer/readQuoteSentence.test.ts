import { expect, it } from 'vitest';
import type { Quote } from '../../../electron/shared/schemas.ts';
import { readQuoteSentence } from '../../../renderer/features/ask/readQuoteSentence.ts';

const source: Pick<Quote, 'path' | 'quote' | 'locator' | 'section'> = { path: '/d/lease.pdf', quote: 'The notice must reach\nthe landlord by May.', locator: { kind: 'pdf-page', page: 2 } };
const told = 'The notice must reach the landlord by May.';

it('leaves out the place, which the window says itself', () => {
  for (const text of [`lease.pdf, page 2: “${told}”`, `lease.pdf, Seite 2: „${told}“`, `lease.pdf, page 2 : « ${told} »`, `lease.pdf (3 pages): “${told}”`, `“${told}”`]) {
    expect(readQuoteSentence(text, source), text).toEqual({ label: '', told: source.quote, isVerbatim: true });
  }
});

it('keeps what stands before the words and is no place: a day, or a heading that the place does not name', () => {
  expect(readQuoteSentence(`31 May 2027 – “${told}”`, source)).toEqual({ label: '31 May 2027', told: source.quote, isVerbatim: true });
  expect(readQuoteSentence(`8 Notices – “${told}”`, source).label).toBe('8 Notices');
  expect(readQuoteSentence(`8 Notices – “${told}”`, { ...source, section: ['Terms', '8 Notices'] }).label).toBe('');
});

it('tells a row of a table without its place, also where that has a colon of its own', () => {
  const row = { ...source, quote: 'Staff | 252 | 241' };
  expect(readQuoteSentence('lease.pdf, page 2: Staff: 252 (2025); 241 (2024)', row)).toEqual({ label: '', told: 'Staff: 252 (2025); 241 (2024)', isVerbatim: false });
  const minutes: typeof source = { ...row, path: '/d/minutes.docx', locator: { kind: 'section', section: 3, heading: ['Item 3: Budget'] } };
  expect(readQuoteSentence('minutes.docx, Item 3: Budget: Staff: 252', minutes).told).toBe('Staff: 252');
  expect(readQuoteSentence('minutes.docx, sheet A: B, rows 1–9: Staff: 252', { ...minutes, locator: { kind: 'rows', sheet: 'sheet A: B', firstRow: 1, lastRow: 9 } }).told).toBe('Staff: 252');
  expect(readQuoteSentence('Difference: 3 − 2 = 1', row)).toEqual({ label: '', told: 'Difference: 3 − 2 = 1', isVerbatim: false });
});
