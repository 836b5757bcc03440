import { readerVersion } from '../../shared/readerContract.ts';
import type { Connection } from './Connection.ts';

export type Contents = ReturnType<typeof createContents>;

/** What bytes say, apart from where they lie. */
export function createContents(connection: Connection, onHidden: () => void) {
  const bySha256 = connection.prepare<[number, number, string], { id: number; live: number; staged: number }>(`
    SELECT c.id,
      EXISTS (SELECT 1 FROM revisions r WHERE r.id = c.live_revision AND r.reader_version >= ?) AND NOT EXISTS (
        SELECT 1 FROM pages g JOIN recognised k ON k.sha256 = c.sha256 AND k.page = g.number
        WHERE g.revision_id = c.live_revision AND g.picture IS NOT NULL AND g.recognised = 0) AS live,
      EXISTS (SELECT 1 FROM revisions r WHERE r.content_id = c.id AND r.state = 'staged' AND r.reader_version >= ?) AS staged
    FROM contents c WHERE c.sha256 = ? AND c.removed = 0`);
  const hide = connection.prepare<[number]>(`
    UPDATE contents SET removed = 1, live_revision = NULL WHERE id = ? AND removed = 0
      AND NOT EXISTS (SELECT 1 FROM locations l WHERE l.content_id = contents.id)
      AND NOT EXISTS (SELECT 1 FROM locations l WHERE l.staged_content_id = contents.id)
      AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.content_id = contents.id)`);
  const discard = connection.prepare<[number]>(`UPDATE revisions SET state = 'garbage' WHERE content_id = ? AND state <> 'garbage'`);

  return {
    /**
     * The content with these bytes as read by `version` of the reader or newer, whether live or still being written; null when it must be read,
     * as also where text was recognised on its pages since.
     */
    bySha256(sha256: string, version: number = readerVersion): { readonly contentId: number; readonly live: boolean } | null {
      const row = bySha256.get(version, version, sha256);
      if (row === undefined || (row.live === 0 && row.staged === 0)) return null;
      return { contentId: row.id, live: row.live === 1 };
    },

    /** Hides those of these contents that no place holds any more: from then on nothing finds them. Belongs inside a transaction. */
    hideOrphans(contentIds: Iterable<number>): void {
      let isHidden = false;
      for (const contentId of contentIds) {
        if (hide.run(contentId).changes === 0) continue;
        discard.run(contentId);
        isHidden = true;
      }
      if (isHidden) onHidden();
    },
  };
}
