import type { HiddenKind, Locator } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';
import type { PageRecord } from './records.ts';

export type Pages = ReturnType<typeof createPages>;

type PageRow = { contentId: number; page: number; locator: string; text: string; hash: string; hidden: HiddenKind | null };

/** Pages of what is live. `text` is exactly as extracted, `hash` its sha256 (hex, of the UTF-8 bytes). */
export function createPages(connection: Connection) {
  const select = `
    SELECT c.id AS contentId, g.number AS page, g.locator, g.text, g.hash, h.kind AS hidden
    FROM contents c JOIN pages g ON g.revision_id = c.live_revision LEFT JOIN hidden_pages h ON h.revision_id = g.revision_id AND h.page = g.number WHERE c.id = ?`;
  const one = connection.prepare<[number, number], PageRow>(`${select} AND g.number = ?`);
  const first = connection.prepare<[number, number], PageRow>(`${select} AND h.kind IS NULL ORDER BY g.number LIMIT ?`);
  const count = connection.prepare<[number], { pages: number }>(
    'SELECT r.pages FROM contents c JOIN revisions r ON r.id = c.live_revision WHERE c.id = ?');
  const shown = connection.prepare<[number], { pages: number }>(`
    SELECT r.pages - (SELECT count(*) FROM hidden_pages h WHERE h.revision_id = r.id) AS pages FROM contents c JOIN revisions r ON r.id = c.live_revision WHERE c.id = ?`);
  const keys = connection.prepare<[], { key: string }>(`
    SELECT c.id || ' ' || g.number AS key FROM contents c JOIN pages g ON g.revision_id = c.live_revision
    WHERE NOT EXISTS (SELECT 1 FROM hidden_pages h WHERE h.revision_id = g.revision_id AND h.page = g.number)`);
  return {
    /** Content and number, with a blank between, of every page that shows. */
    keys(): string[] {
      return keys.all().map(({ key }) => key);
    },
    get(contentId: number, page: number): PageRecord | null {
      const row = one.get(contentId, page);
      return row === undefined ? null : toRecord(row);
    },
    /** The first of those that show. */
    first(contentId: number, limit: number): PageRecord[] {
      return first.all(contentId, limit).map(toRecord);
    },
    /** 0 when nothing of the content is live. */
    count(contentId: number): number {
      return count.get(contentId)?.pages ?? 0;
    },
    /** How many of them show: those a reader of the document counts. */
    countShown(contentId: number): number {
      return shown.get(contentId)?.pages ?? 0;
    },
  };
}

function toRecord(row: PageRow): PageRecord {
  return { ...row, locator: parseLocator(row.locator) };
}

/** The library is authenticated page by page and only `addPages` writes locators, so they are not checked again for each hit. */
export function parseLocator(text: string): Locator {
  return JSON.parse(text) as Locator;
}
