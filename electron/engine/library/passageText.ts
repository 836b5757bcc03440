import type { Connection } from './Connection.ts';

/** Where a passage is: a range of one page of a revision. */
export type PassagePlace = { readonly revision: number; readonly page: number; readonly start: number; readonly finish: number };

/**
 * Builds readers of passage text. A reader keeps the page it read last, so passages in reading order cost one look-up a page; it
 * is for one run through the rows and then thrown away.
 */
export function createPassageText(connection: Connection): () => (place: PassagePlace) => string {
  const page = connection.prepare<[number, number], { text: string }>('SELECT text FROM pages WHERE revision_id = ? AND number = ?');
  return () => {
    let last = { revision: 0, page: 0, text: '' };
    return ({ revision, page: number, start, finish }) => {
      if (last.revision !== revision || last.page !== number) last = { revision, page: number, text: page.get(revision, number)?.text ?? '' };
      // Offsets count UTF-16 units, which SQLite's substr does not.
      return last.text.slice(start, finish);
    };
  };
}
