import { AppError } from '../../shared/AppError.ts';
import type { Connection } from './Connection.ts';
import type { DocumentText } from './documentText.ts';
import { isWithin } from './isWithin.ts';
import type { DocumentRef, FoundFile, ScanResult } from './writeRecords.ts';

export type RecordScan = (folderId: number, files: readonly FoundFile[]) => ScanResult;

type KnownRow = { id: number; path: string; size: number; modified: number; inode: string; contentId: number | null; missing: number };

/** Builds the comparison of a folder's files, all of them, with what the library knows of it. */
export function createRecordScan(connection: Connection, documentText: DocumentText): RecordScan {
  const folder = connection.prepare<[number]>('SELECT 1 FROM folders WHERE id = ?');
  const columns = 'SELECT id, path, size_bytes AS size, modified_ms AS modified, inode, content_id AS contentId, missing FROM locations';
  const inFolder = connection.prepare<[number], KnownRow>(`${columns} WHERE folder_id = ?`);
  const missing = connection.prepare<[number], KnownRow>(`${columns} WHERE missing = 1 AND folder_id <> ?`);
  const exclusions = connection.prepare<[number], { path: string }>('SELECT path FROM exclusions WHERE folder_id = ?');
  const insert = connection.prepare<[number, string, number, number, string, string]>(`
    INSERT INTO locations (folder_id, path, size_bytes, modified_ms, inode, format, state) VALUES (?, ?, ?, ?, ?, ?, 'waiting')`);
  const change = connection.prepare<[number, number, string, string, number]>(`
    UPDATE locations SET size_bytes = ?, modified_ms = ?, inode = ?, format = ?, state = 'waiting', reason_code = NULL, reason_detail = NULL,
      staged_content_id = NULL, missing = 0 WHERE id = ?`);
  const move = connection.prepare<[number, string, number]>('UPDATE locations SET folder_id = ?, path = ?, missing = 0 WHERE id = ?');
  const setMissing = connection.prepare<[number, number]>('UPDATE locations SET missing = ? WHERE id = ?');

  return (folderId, files) => connection.transaction(() => {
    if (folder.get(folderId) === undefined) throw new AppError('folder-not-found', { folderId });
    const excluded = exclusions.all(folderId).map((row) => row.path);
    const known = new Map(inFolder.all(folderId).map((row) => [row.path, row]));
    const isSeen = new Set<number>();
    const fresh: FoundFile[] = [];
    const changed: DocumentRef[] = [];
    let unchanged = 0;
    for (const file of files) {
      if (excluded.some((path) => file.path === path || isWithin(file.path, path))) continue;
      const row = known.get(file.path);
      if (row === undefined) {
        fresh.push(file);
        continue;
      }
      isSeen.add(row.id);
      if (fingerprint(file.sizeBytes, file.modifiedMs, file.inode) === fingerprint(row.size, row.modified, row.inode)) {
        unchanged += 1;
        if (row.missing === 1) setMissing.run(0, row.id);
      } else {
        change.run(file.sizeBytes, Math.trunc(file.modifiedMs), file.inode, file.format ?? 'unknown', row.id);
        changed.push({ documentId: row.id, path: file.path });
      }
    }

    const unseen = [...known.values()].filter((row) => !isSeen.has(row.id));
    const movable = new Map([...missing.all(folderId), ...unseen].filter((row) => row.inode !== '')
      .map((row) => [fingerprint(row.size, row.modified, row.inode), row]));
    const added: DocumentRef[] = [];
    const moved: (DocumentRef & { from: string })[] = [];
    for (const file of fresh) {
      const key = fingerprint(file.sizeBytes, file.modifiedMs, file.inode);
      const from = movable.get(key);
      if (from === undefined) {
        const { id } = insert.run(folderId, file.path, file.sizeBytes, Math.trunc(file.modifiedMs), file.inode, file.format ?? 'unknown');
        added.push({ documentId: id, path: file.path });
        continue;
      }
      // Two names of one file share an inode: only the first is a move.
      movable.delete(key);
      isSeen.add(from.id);
      move.run(folderId, file.path, from.id);
      if (from.contentId !== null) documentText.refresh(from.contentId);
      moved.push({ documentId: from.id, path: file.path, from: from.path });
    }

    const gone = unseen.filter((row) => !isSeen.has(row.id) && row.missing === 0);
    for (const row of gone) setMissing.run(1, row.id);
    return { added, changed, unchanged, moved, gone: gone.map((row) => ({ documentId: row.id, path: row.path })) };
  });
}

function fingerprint(sizeBytes: number, modifiedMs: number, inode: string): string {
  return `${sizeBytes} ${Math.trunc(modifiedMs)} ${inode}`;
}
