import { expect, it } from 'vitest';
import { describePlace } from '../../electron/shared/describePlace.ts';
import { sectionOf, withSection } from '../../electron/shared/sectionOf.ts';

it('names of columns and empty headings are no sections', () => {
  expect(sectionOf(['Terms', ' ', 'Rent', 'Month | Amount'])).toEqual(['Terms', 'Rent']);
});

it('a place says its headings once', () => {
  expect(withSection('lease.pdf, page 1', ['Terms', 'Rent'])).toBe('lease.pdf, page 1 · Terms › Rent');
  expect(withSection('lease.docx, Rent', ['Terms', 'Rent'])).toBe('lease.docx, Rent');
  expect(withSection('lease.pdf, page 1', [])).toBe('lease.pdf, page 1');
  expect(withSection('lease.pdf, page 1', undefined)).toBe('lease.pdf, page 1');
});

it('what a heading smuggles in stays off the terminal', () => {
  expect(describePlace({ path: '/d/a.pdf', locator: { kind: 'pdf-page', page: 1 }, section: ['One\u001b[2J'] })).toBe('/d/a.pdf, page 1 · One\ufffd[2J');
});
