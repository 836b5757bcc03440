import type { PassageRecord } from '../../electron/engine/library/records.ts';

/** A passage with everything that a test does not care about filled in; it is the whole of its page. */
export function passage(given: Partial<PassageRecord> = {}): PassageRecord {
  const text = given.text ?? 'The rent is 900 EUR a month.';
  return {
    id: 1, contentId: 1, documentId: 1, path: '/docs/lease.pdf', title: 'Lease', page: 1, locator: { kind: 'pdf-page', page: given.page ?? 1 },
    start: 0, end: text.length, text, headingPath: [], alsoIn: [], ...given,
  };
}
