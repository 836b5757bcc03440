import { basename } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { DocumentState, Folder } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';
import type { Contents } from './contents.ts';
import { isWithin, samePlace } from './isWithin.ts';

export type Folders = ReturnType<typeof createFolders>;

type FolderRow = { id: number; path: string; away: number; paused: number; last_scan_ms: number | null };
type StateRow = { folder_id: number; state: DocumentState; documents: number };

/** Which rows of `folders` are in the library: not those on their way out of it. */
export const isNotRemoved = 'id NOT IN (SELECT folder_id FROM removals WHERE whole = 1)';

/** The folders (or single files) a person added. Paths are absolute and compare exactly. */
export function createFolders(connection: Connection, contents: Contents) {
  const columns = `SELECT id, path, away, paused, last_scan_ms FROM folders WHERE ${isNotRemoved}`;
  const all = connection.prepare<[], FolderRow>(`${columns} ORDER BY path`);
  const one = connection.prepare<[number], FolderRow>(`${columns} AND id = ?`);
  const states = connection.prepare<[], StateRow>(
    'SELECT folder_id, state, count(*) AS documents FROM locations WHERE missing = 0 GROUP BY folder_id, state');
  const insert = connection.prepare<[string, number]>('INSERT INTO folders (path, added_ms) VALUES (?, ?)');
  const setAway = connection.prepare<[number, number]>('UPDATE folders SET away = ? WHERE id = ?');
  const setPaused = connection.prepare<[number, number]>('UPDATE folders SET paused = ? WHERE id = ?');
  const setScanned = connection.prepare<[number, number]>('UPDATE folders SET last_scan_ms = ? WHERE id = ?');
  const contentsIn = connection.prepare<[number], { id: number }>(`
    SELECT content_id AS id FROM locations WHERE folder_id = ? AND content_id IS NOT NULL`);
  const stagedIn = connection.prepare<[number], { id: number }>(`
    SELECT staged_content_id AS id FROM locations WHERE folder_id = ? AND staged_content_id IS NOT NULL`);
  const removeLocations = connection.prepare<[number]>('DELETE FROM locations WHERE folder_id = ?');
  const remove = connection.prepare<[number]>('DELETE FROM folders WHERE id = ?');

  const toFolder = (row: FolderRow, counted: readonly StateRow[]): Folder => {
    const own = counted.filter((entry) => entry.folder_id === row.id);
    return {
      id: row.id, path: row.path, name: basename(row.path) || row.path, away: row.away === 1, paused: row.paused === 1,
      lastScanMs: row.last_scan_ms, documents: own.reduce((sum, entry) => sum + entry.documents, 0),
      byState: Object.fromEntries(own.map((entry) => [entry.state, entry.documents])),
    };
  };
  const list = (): Folder[] => {
    const counted = states.all();
    return all.all().map((row) => toFolder(row, counted));
  };
  const byId = (id: number): Folder | null => {
    const row = one.get(id);
    return row === undefined ? null : toFolder(row, states.all());
  };

  return {
    list,
    byId,

    byPath(path: string): Folder | null {
      return list().find((folder) => samePlace(folder.path) === samePlace(path)) ?? null;
    },

    /** Adds a folder; the one already there when the path is known. Errors: folder-overlaps when it lies in another or holds one. */
    add(path: string): Folder {
      return connection.transaction(() => {
        const folders = list();
        const place = samePlace(path);
        const known = folders.find((folder) => samePlace(folder.path) === place);
        if (known !== undefined) return known;
        const other = folders.find((folder) => isWithin(place, samePlace(folder.path)) || isWithin(samePlace(folder.path), place));
        if (other !== undefined) throw new AppError('folder-overlaps', { path, folder: other.path });
        const { id } = insert.run(path, Date.now());
        return toFolder({ id, path, away: 0, paused: 0, last_scan_ms: null }, []);
      });
    },

    /** Takes a folder and its documents out, in one transaction: nothing finds them afterwards. The files stay. */
    remove(id: number): { readonly documents: number } {
      return connection.transaction(() => {
        const held = [...contentsIn.all(id), ...stagedIn.all(id)].map((row) => row.id);
        const documents = removeLocations.run(id).changes;
        remove.run(id);
        contents.hideOrphans(new Set(held));
        return { documents };
      });
    },

    /** `away`: it cannot be reached just now; its documents stay searchable. */
    setAway(id: number, isAway: boolean): void {
      setAway.run(isAway ? 1 : 0, id);
    },
    setPaused(id: number, isPaused: boolean): void {
      setPaused.run(isPaused ? 1 : 0, id);
    },
    setScanned(id: number, atMs: number): void {
      setScanned.run(Math.trunc(atMs), id);
    },
  };
}
