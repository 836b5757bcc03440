import { basename } from 'node:path';
import type { DocumentFormat, DocumentState, Reason } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';
import type { DocumentRecord, ScopeFilter } from './records.ts';

type DocumentRow = {
  documentId: number; contentId: number | null; folderId: number; path: string; sizeBytes: number; modifiedMs: number; state: DocumentState;
  reasonCode: string | null; reasonDetail: string | null; format: DocumentFormat; title: string | null; language: string | null;
  pages: number; documentDate: string | null; readMs: number | null; hiddenText: number; addressesAi: number;
};
export type DocumentTotals = { readonly documents: number; readonly documentsTotal: number; readonly pages: number; readonly pagesTotal: number; readonly passages: number };

/** `?1` folders, `?2` documents, `?3` contents as JSON lists; `?4` is 1 where the filter names no documents and goes by content. */
const inScope = `(l.folder_id IN (SELECT value FROM json_each(?)) OR l.id IN (SELECT value FROM json_each(?))
  OR (? = 1 AND l.content_id IN (SELECT value FROM json_each(?))))`;
type ScopeParameters = [string, string, number, string];

/** The documents of the library as they stand. Those missing at the last scan are left out of everything. */
export function createDocuments(connection: Connection) {
  const select = `
    SELECT l.id AS documentId, l.content_id AS contentId, l.folder_id AS folderId, l.path, l.size_bytes AS sizeBytes, l.modified_ms AS modifiedMs,
      l.state, l.reason_code AS reasonCode, l.reason_detail AS reasonDetail, coalesce(r.format, l.format) AS format, r.title, r.language,
      coalesce(r.pages, 0) AS pages, r.document_date AS documentDate, r.begun_ms AS readMs,
      EXISTS (SELECT 1 FROM hidden_pages h WHERE h.revision_id = r.id) AS hiddenText, EXISTS (SELECT 1 FROM addressed_pages a WHERE a.revision_id = r.id) AS addressesAi
    FROM locations l LEFT JOIN contents c ON c.id = l.content_id LEFT JOIN revisions r ON r.id = c.live_revision WHERE l.missing = 0`;
  // Word for word the condition of the index it must go by: every answer asks for these.
  const unreadable = `(l.state IN ('skipped', 'failed') OR l.reason_code IS NOT NULL)`;
  // Text that does not show is kept as pages of its own, declared too, which are none to who looks at the document.
  const totals = `
    SELECT count(*) AS documentsTotal, count(r.id) AS documents, coalesce(sum(r.pages - coalesce(h.pages, 0)), 0) AS pages,
      coalesce(sum(max(r.pages, r.declared_pages) - coalesce(h.pages, 0)), 0) AS pagesTotal, coalesce(sum(r.passages), 0) AS passages
    FROM locations l LEFT JOIN contents c ON c.id = l.content_id LEFT JOIN revisions r ON r.id = c.live_revision
      LEFT JOIN (SELECT revision_id, count(*) AS pages FROM hidden_pages GROUP BY revision_id) h ON h.revision_id = r.id WHERE l.missing = 0`;

  const byId = connection.prepare<[number], DocumentRow>(`${select} AND l.id = ?`);
  const byPath = connection.prepare<[string], DocumentRow>(`${select} AND l.path = ?`);
  const ofContent = connection.prepare<[number], DocumentRow>(`${select} AND l.content_id = ? ORDER BY l.id`);
  const all = connection.prepare<[], DocumentRow>(`${select} ORDER BY l.path`);
  const page = connection.prepare<[string | null, string | null, number | null, number | null, number, number], DocumentRow>(
    `${select} AND l.id IN (
      SELECT id FROM locations WHERE missing = 0 AND (? IS NULL OR state = ?) AND (? IS NULL OR folder_id = ?) ORDER BY path LIMIT ? OFFSET ?
    ) ORDER BY l.path`);
  const unreadableAll = connection.prepare<[], DocumentRow>(`${select} AND ${unreadable} ORDER BY l.path`);
  const unreadableIn = connection.prepare<ScopeParameters, DocumentRow>(`${select} AND ${unreadable} AND ${inScope} ORDER BY l.path`);
  const unreadableIds = connection.prepare<[], { id: number }>(`SELECT l.id FROM locations l WHERE l.missing = 0 AND ${unreadable} AND l.state IN ('skipped', 'failed', 'indexed-partly')`);
  const totalsAll = connection.prepare<[], DocumentTotals>(totals);
  const totalsIn = connection.prepare<ScopeParameters, DocumentTotals>(`${totals} AND ${inScope}`);
  const states = connection.prepare<[], { state: DocumentState; documents: number }>(
    'SELECT state, count(*) AS documents FROM locations WHERE missing = 0 GROUP BY state');
  // Grows with every row this connection writes; nothing else writes to a library.
  const changed = connection.prepare<[], { changes: number }>('SELECT total_changes() AS changes');
  let counted: { readonly changes: number; readonly states: Partial<Record<DocumentState, number>> } | null = null;

  const languages = connection.prepare<[], { language: string; documents: number }>(`
    SELECT r.language, count(*) AS documents FROM locations l JOIN contents c ON c.id = l.content_id JOIN revisions r ON r.id = c.live_revision
    WHERE l.missing = 0 AND r.language IS NOT NULL GROUP BY r.language ORDER BY documents DESC, r.language`);

  const unread = connection.prepare<[], { files: number; bytes: number }>(
    `SELECT count(*) AS files, coalesce(sum(size_bytes), 0) AS bytes FROM locations WHERE missing = 0 AND state IN ('waiting', 'reading')`);

  return {
    byId(documentId: number): DocumentRecord | null {
      return toRecordOrNull(byId.get(documentId));
    },
    byPath(path: string): DocumentRecord | null {
      return toRecordOrNull(byPath.get(path));
    },
    /** Every place that holds a content, oldest first. */
    ofContent(contentId: number): DocumentRecord[] {
      return ofContent.all(contentId).map(toRecord);
    },
    /** By path. */
    all(): DocumentRecord[] {
      return all.all().map(toRecord);
    },
    /** By path. */
    list({ state, folderId, offset = 0, limit = -1 }: { state?: DocumentState | undefined; folderId?: number | undefined; offset?: number; limit?: number } = {}): DocumentRecord[] {
      return page.all(state ?? null, state ?? null, folderId ?? null, folderId ?? null, limit, offset).map(toRecord);
    },
    /** Documents that are not, or not wholly, searchable although reading them has ended. */
    unreadable(filter: ScopeFilter): DocumentRecord[] {
      return (filter === null ? unreadableAll.all() : unreadableIn.all(...scopeParameters(filter))).map(toRecord);
    },
    /** Those of them with which nothing more is being done. */
    unreadableIds(): number[] {
      return unreadableIds.all().map(({ id }) => id);
    },
    /** `documents` and `pages` (those that show) can be searched now; the totals are all that is known of, read or not. */
    totals(filter: ScopeFilter): DocumentTotals {
      return (filter === null ? totalsAll.get() : totalsIn.get(...scopeParameters(filter)))
        ?? { documents: 0, documentsTotal: 0, pages: 0, pagesTotal: 0, passages: 0 };
    },
    /** What waits to be read or is being read. */
    unreadWork(): { readonly files: number; readonly bytes: number } {
      return unread.get() ?? { files: 0, bytes: 0 };
    },
    /** How many documents there are in each language (ISO 639-1), the most frequent first; those whose language is not known are left out. */
    byLanguage(): { readonly language: string; readonly documents: number }[] {
      return languages.all();
    },
    /** How many documents are in each state. */
    byState(): Partial<Record<DocumentState, number>> {
      const count = (): Partial<Record<DocumentState, number>> => Object.fromEntries(states.all().map((row) => [row.state, row.documents]));
      // What is rolled back counts among the changes as well.
      if (connection.isInTransaction) return count();
      const changes = changed.get()?.changes ?? 0;
      // Every search asks, and 10,000 documents take 3 ms to count.
      if (counted?.changes !== changes) counted = { changes, states: count() };
      return counted.states;
    },
  };
}

function scopeParameters(filter: NonNullable<ScopeFilter>): ScopeParameters {
  return [
    JSON.stringify(filter.folderIds), JSON.stringify(filter.documentIds ?? []), filter.documentIds === undefined ? 1 : 0,
    JSON.stringify(filter.contentIds),
  ];
}

function toRecordOrNull(row: DocumentRow | undefined): DocumentRecord | null {
  return row === undefined ? null : toRecord(row);
}

function toRecord({ reasonCode, reasonDetail, title, hiddenText, addressesAi, ...row }: DocumentRow): DocumentRecord {
  return { ...row, hiddenText: hiddenText === 1, addressesAi: addressesAi === 1, reason: toReason(reasonCode, reasonDetail), title: title === null || title === '' ? basename(row.path) : title };
}

function toReason(code: string | null, detail: string | null): Reason | null {
  if (code === null) return null;
  return detail === null ? { code } : { code, detail };
}
