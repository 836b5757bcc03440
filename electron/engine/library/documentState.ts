import type { Connection } from './Connection.ts';
import type { Settings } from './settings.ts';

export type DocumentStateRule = { settle(contentId: number): void };

/**
 * The state of a document whose content is live: `searchable` until its pictures are recognised and the embedder in use has all its
 * vectors, then as reading ended. A document that waits to be read again keeps waiting; one that could not be reached stays so.
 */
export function createDocumentStateRule(connection: Connection, settings: Settings): DocumentStateRule {
  const live = connection.prepare<[string, number], { outcome: string | null; reason_code: string | null; reason_detail: string | null; passages: number; complete: number | null; pending: number }>(`
    SELECT r.outcome, r.reason_code, r.reason_detail, r.passages, e.complete,
      EXISTS (SELECT 1 FROM pages g WHERE g.revision_id = r.id AND g.picture IS NOT NULL AND g.recognised = 0) AS pending FROM contents c JOIN revisions r ON r.id = c.live_revision
    LEFT JOIN embedding_progress e ON e.embedder_id = ? AND e.revision_id = r.id WHERE c.id = ?`);
  const set = connection.prepare<[string, string | null, string | null, number]>(`
    UPDATE locations SET state = ?, reason_code = ?, reason_detail = ?
    WHERE content_id = ? AND staged_content_id IS NULL AND state NOT IN ('waiting', 'reading', 'failed')`);
  return {
    settle(contentId) {
      const row = live.get(settings.get('embedder') ?? '', contentId);
      if (row === undefined) return;
      const isComplete = row.pending === 0 && (row.complete === 1 || row.passages === 0);
      set.run(isComplete ? row.outcome ?? 'indexed' : 'searchable', row.reason_code, row.reason_detail, contentId);
    },
  };
}
