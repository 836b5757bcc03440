import { AppError } from '../../shared/AppError.ts';
import { readerVersion } from '../../shared/readerContract.ts';
import type { DocumentState, Reason } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';
import type { Contents } from './contents.ts';
import type { DocumentStateRule } from './documentState.ts';
import type { DocumentText } from './documentText.ts';
import { isWithin, pathRange } from './isWithin.ts';

type LocationRow = {
  id: number; path: string; folderId: number; size: number; modified: number; inode: string; format: string; state: DocumentState;
  contentId: number | null; stagedContentId: number | null;
};

/** What happens to documents between one scan and the next. */
export function createDocumentChanges(
  connection: Connection,
  { contents, documentText, states }: { readonly contents: Contents; readonly documentText: DocumentText; readonly states: DocumentStateRule },
) {
  const columns = `
    SELECT id, path, folder_id AS folderId, size_bytes AS size, modified_ms AS modified, inode, format, state, content_id AS contentId,
      staged_content_id AS stagedContentId FROM locations`;
  const one = connection.prepare<[number], LocationRow>(`${columns} WHERE id = ?`);
  const waiting = connection.prepare<[number], { documentId: number; path: string; folderId: number; sizeBytes: number; modifiedMs: number }>(`
    SELECT l.id AS documentId, l.path, l.folder_id AS folderId, l.size_bytes AS sizeBytes, l.modified_ms AS modifiedMs
    FROM locations l JOIN folders f ON f.id = l.folder_id WHERE l.state = 'waiting' AND l.missing = 0 AND f.away = 0 AND f.paused = 0
    ORDER BY l.id LIMIT ?`);
  const waitingBeneath = connection.prepare<[string, string, string, number], { documentId: number; path: string; folderId: number; sizeBytes: number; modifiedMs: number }>(`
    SELECT l.id AS documentId, l.path, l.folder_id AS folderId, l.size_bytes AS sizeBytes, l.modified_ms AS modifiedMs
    FROM locations l JOIN folders f ON f.id = l.folder_id WHERE l.state = 'waiting' AND l.missing = 0 AND f.away = 0 AND f.paused = 0
      AND (l.path = ? OR (l.path > ? AND l.path < ?)) ORDER BY l.path LIMIT ?`);
  const unread = connection.prepare<[], { id: number; code: string | null }>(
    `SELECT id, reason_code AS code FROM locations WHERE missing = 0 AND state IN ('skipped', 'failed')`);
  const setState = connection.prepare<[string, string | null, string | null, number]>(
    'UPDATE locations SET state = ?, reason_code = ?, reason_detail = ? WHERE id = ?');
  const endWithout = connection.prepare<[string, string | null, string | null, number, number]>(`
    UPDATE locations SET state = ?, reason_code = ?, reason_detail = ?, reader_version = ?, content_id = NULL, staged_content_id = NULL WHERE id = ?`);
  const content = connection.prepare<[number, number], { live: number | null; staged: number }>(`
    SELECT live_revision AS live, EXISTS (SELECT 1 FROM revisions WHERE content_id = ? AND state = 'staged') AS staged
    FROM contents WHERE id = ? AND removed = 0`);
  const missingTwin = connection.prepare<[number], { id: number }>('SELECT id FROM locations WHERE content_id = ? AND missing = 1 ORDER BY id LIMIT 1');
  const remove = connection.prepare<[number]>('DELETE FROM locations WHERE id = ?');
  const takeOver = connection.prepare<[number, string, number, number, string, string, number]>(`
    UPDATE locations SET folder_id = ?, path = ?, size_bytes = ?, modified_ms = ?, inode = ?, format = ?, missing = 0, state = 'searchable' WHERE id = ?`);
  const stage = connection.prepare<[number, number]>('UPDATE locations SET staged_content_id = ? WHERE id = ?');
  const hold = connection.prepare<[number, number]>(`
    UPDATE locations SET content_id = ?, staged_content_id = NULL, state = 'searchable' WHERE id = ?`);
  const missing = connection.prepare<[number], { id: number }>('SELECT id FROM locations WHERE missing = 1 AND folder_id = ?');
  const beneath = connection.prepare<[string, string, string], { id: number }>('SELECT id FROM locations WHERE path = ? OR (path > ? AND path < ?)');
  const folders = connection.prepare<[], { id: number; path: string }>('SELECT id, path FROM folders');
  const exclude = connection.prepare<[string, number]>('INSERT INTO exclusions (path, folder_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const include = connection.prepare<[string]>('DELETE FROM exclusions WHERE path = ?');
  const requeue = connection.prepare<[number, number]>(`
    UPDATE locations SET state = 'waiting' WHERE missing = 0 AND state NOT IN ('waiting', 'reading') AND (
      (content_id IS NULL AND reader_version < ?) OR
      content_id IN (SELECT c.id FROM contents c JOIN revisions r ON r.id = c.live_revision WHERE r.reader_version < ?))`);

  const removeMany = (documentIds: readonly number[]): number => connection.transaction(() => {
    const held = new Set<number>();
    let removed = 0;
    for (const id of documentIds) {
      const row = one.get(id);
      if (row === undefined) continue;
      for (const contentId of [row.contentId, row.stagedContentId]) if (contentId !== null) held.add(contentId);
      removed += remove.run(id).changes;
    }
    contents.hideOrphans(held);
    return removed;
  });

  /** Adds to `left` what the document held until now. */
  const attach = (documentId: number, contentId: number, left: Set<number>): number => {
    const row = one.get(documentId);
    if (row === undefined) throw new AppError('document-unknown', { documentId });
    const found = content.get(contentId, contentId);
    if (row.state !== 'reading' || found === undefined) throw new AppError('file-changed', { path: row.path });
    if (found.live === null || found.staged === 1) {
      stage.run(contentId, documentId);
      return documentId;
    }
    const twin = row.contentId === null ? missingTwin.get(contentId) : undefined;
    if (twin === undefined) {
      hold.run(contentId, documentId);
    } else {
      remove.run(documentId);
      takeOver.run(row.folderId, row.path, row.size, row.modified, row.inode, row.format, twin.id);
    }
    states.settle(contentId);
    documentText.refresh(contentId);
    if (row.contentId !== null && row.contentId !== contentId) left.add(row.contentId);
    return twin?.id ?? documentId;
  };

  return {
    /** Documents to read, oldest first; those of folders that are away or paused are left out. */
    waiting(limit: number) {
      return waiting.all(limit);
    },

    /** Of `waiting`, those at a path or beneath it, by path. */
    waitingBeneath(path: string, limit: number) {
      const { from, to } = pathRange(path);
      return waitingBeneath.all(path, from, to, limit);
    },

    /** Documents that were skipped or failed, with the code of why. */
    unread(): readonly { readonly id: number; readonly code: string | null }[] {
      return unread.all();
    },

    /**
     * Sets a document's state. Set `reading` before its file is opened. `skipped` and `failed` end with nothing searchable:
     * what the file held before its change goes too, unless it could not be reached. Errors: document-unknown.
     */
    setState(documentId: number, state: DocumentState, reason: Reason | null = null): void {
      connection.transaction(() => {
        const row = one.get(documentId);
        if (row === undefined) throw new AppError('document-unknown', { documentId });
        if ((state !== 'skipped' && state !== 'failed') || (row.contentId !== null && isOutOfReach(reason))) {
          setState.run(state, reason?.code ?? null, reason?.detail ?? null, documentId);
          return;
        }
        endWithout.run(state, reason?.code ?? null, reason?.detail ?? null, readerVersion, documentId);
        contents.hideOrphans([row.contentId, row.stagedContentId].filter((id) => id !== null));
      });
    },

    /**
     * Says what a document that is being read holds. Where the content is live the document is searchable at once, otherwise
     * when `makeLive` has run; until then it keeps what it held before. Gives the id it goes by from now on: a new file with
     * the content of one that went missing is that document, moved. Errors: document-unknown; file-changed when it was found
     * changed (and waits again) since it was taken for reading, or the content was removed.
     */
    attach(documentId: number, contentId: number): number {
      return connection.transaction(() => {
        const left = new Set<number>();
        const id = attach(documentId, contentId, left);
        contents.hideOrphans(left);
        return id;
      });
    },

    /** `attach` for many: what one of them leaves and another takes up, as where two files change places, stays. Gives those it has an error for. */
    attachMany(holdings: readonly { readonly documentId: number; readonly contentId: number }[]): number[] {
      return connection.transaction(() => {
        const left = new Set<number>();
        const failed = holdings.filter(({ documentId, contentId }) => {
          try {
            attach(documentId, contentId, left);
            return false;
          } catch (error) {
            if (isOfDocument(error)) return true;
            throw error;
          }
        });
        contents.hideOrphans(left);
        return failed.map(({ documentId }) => documentId);
      });
    },

    /** Takes documents out of the library; gives how many there were. */
    removeMany,

    /** Takes out for good what the last scans of a folder found missing. Call once all it added or changed has been read. */
    removeMissing(folderId: number): number {
      return removeMany(missing.all(folderId).map((row) => row.id));
    },

    /** Takes out a document, or all beneath a path, of a folder that stays, and never reads them again. Errors: document-unknown when no folder holds the path. */
    exclude(path: string): { readonly documents: number } {
      return connection.transaction(() => {
        const folder = folders.all().find((candidate) => isWithin(path, candidate.path));
        if (folder === undefined) throw new AppError('document-unknown', { path });
        exclude.run(path, folder.id);
        const { from, to } = pathRange(path);
        return { documents: removeMany(beneath.all(path, from, to).map((row) => row.id)) };
      });
    },

    /** Takes back an exclusion; the next scan finds the path again. False when there was none. */
    include(path: string): boolean {
      return include.run(path).changes > 0;
    },

    /** Puts back to `waiting` what an older version of the reader read, or could not read; gives how many. */
    requeueOutdated(version: number = readerVersion): number {
      return requeue.run(version, version).changes;
    },
  };
}

/** Whether a document could not be attached for its own sake: it is gone or waits again, or what it was to hold is gone. */
export function isOfDocument(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'document-unknown' || error.code === 'file-changed');
}

/** Whether a file could not be got at, as where its drive is unplugged: that says nothing of what it holds. A file that may no longer be read is not out of reach. */
function isOutOfReach(reason: Reason | null): boolean {
  if (reason?.code === 'file-not-found' || reason?.code === 'file-gone-kept' || reason?.code === 'file-changed-kept') return true;
  return reason?.code === 'file-not-readable' && reason.detail !== undefined && !/^E(?:ACCES|PERM)$/.test(reason.detail);
}
