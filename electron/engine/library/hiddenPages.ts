import type { HiddenKind, Locator } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';
import { parseLocator } from './pages.ts';

export type HiddenPages = ReturnType<typeof createHiddenPages>;

/** A page of text that does not show. `id` is never used again for another. */
export type HiddenPage = { readonly id: number; readonly contentId: number; readonly page: number; readonly kind: HiddenKind; readonly locator: Locator; readonly text: string };

type Row = Omit<HiddenPage, 'locator'> & { locator: string };

/**
 * Live pages of text that does not show. They are in no index: they have no passages, no terms in the vocabulary and no vectors, so
 * that no list of passages, however made, can hold any of them.
 */
export function createHiddenPages(connection: Connection) {
  const after = connection.prepare<[number, number], Row>(`
    SELECT h.id, r.content_id AS contentId, h.page, h.kind, g.locator, g.text FROM hidden_pages h
    JOIN revisions r ON r.id = h.revision_id JOIN pages g ON g.revision_id = h.revision_id AND g.number = h.page
    WHERE h.id > ? AND r.state = 'live' ORDER BY h.id LIMIT ?`);
  const of = connection.prepare<[number], Pick<Row, 'page' | 'kind' | 'locator'>>(`
    SELECT h.page, h.kind, g.locator FROM hidden_pages h
    JOIN revisions r ON r.id = h.revision_id JOIN pages g ON g.revision_id = h.revision_id AND g.number = h.page
    WHERE r.content_id = ? AND r.state = 'live' ORDER BY h.page`);
  return {
    /** Of one content, in the order of its pages. */
    of(contentId: number): Pick<HiddenPage, 'page' | 'kind' | 'locator'>[] {
      return of.all(contentId).map((row) => ({ ...row, locator: parseLocator(row.locator) }));
    },
    /** In the order of their ids, from the one after `afterId` (0: the first). */
    after(afterId: number, limit: number): HiddenPage[] {
      return after.all(afterId, limit).map((row) => ({ ...row, locator: parseLocator(row.locator) }));
    },
  };
}
