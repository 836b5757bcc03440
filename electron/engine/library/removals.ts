import { AppError } from '../../shared/AppError.ts';
import type { Connection } from './Connection.ts';
import type { Folders } from './folders.ts';
import { isWithin, pathRange } from './isWithin.ts';

export type Removals = ReturnType<typeof createRemovals>;
/** `whole`: a folder of the library, not only what lies at or beneath a path in one. */
export type BegunRemoval = { readonly id: number; readonly path: string; readonly folderId: number; readonly whole: boolean };

type RemovalRow = Omit<BegunRemoval, 'whole'> & { whole: number };

/** Taking folders and documents out in two steps: `begin` hides them from everything, `endSome` lets them go for good; `undo` between the two brings them back. */
export function createRemovals(connection: Connection, { folders, removeMany }: { readonly folders: Folders; readonly removeMany: (documentIds: readonly number[]) => number }) {
  const columns = 'SELECT id, path, folder_id AS folderId, whole FROM removals';
  const all = connection.prepare<[], RemovalRow>(`${columns} ORDER BY id`);
  const one = connection.prepare<[number], RemovalRow>(`${columns} WHERE id = ?`);
  const insert = connection.prepare<[string, number, number]>('INSERT INTO removals (path, folder_id, whole) VALUES (?, ?, ?)');
  const drop = connection.prepare<[number]>('DELETE FROM removals WHERE id = ?');
  const hideFolder = connection.prepare<[number, number]>('UPDATE locations SET missing = 2, removal = ? WHERE folder_id = ? AND missing = 0');
  const hideBeneath = connection.prepare<[number, string, string, string]>('UPDATE locations SET missing = 2, removal = ? WHERE missing = 0 AND (path = ? OR (path > ? AND path < ?))');
  // What was being read was given up: it waits again.
  const show = connection.prepare<[number]>(`
    UPDATE locations SET missing = 0, removal = NULL, staged_content_id = iif(state = 'reading', NULL, staged_content_id), state = iif(state = 'reading', 'waiting', state) WHERE removal = ?`);
  const some = connection.prepare<[number, number], { id: number }>('SELECT id FROM locations WHERE removal = ? LIMIT ?');
  const missingBeneath = connection.prepare<[string, string, string], { id: number }>('SELECT id FROM locations WHERE missing = 1 AND (path = ? OR (path > ? AND path < ?))');
  const exclude = connection.prepare<[string, number]>('INSERT INTO exclusions (path, folder_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const include = connection.prepare<[string]>('DELETE FROM exclusions WHERE path = ?');

  const toRemoval = (row: RemovalRow): BegunRemoval => ({ ...row, whole: row.whole === 1 });
  const byId = (id: number): BegunRemoval | null => {
    const row = one.get(id);
    return row === undefined ? null : toRemoval(row);
  };

  return {
    /** Oldest first. */
    list: (): BegunRemoval[] => all.all().map(toRemoval),

    /**
     * Hides a folder, or what lies at or beneath a path in one, which is then not read again either, in one transaction: from then on nothing finds it. The
     * files stay. Errors: document-unknown where nothing of the library lies there.
     */
    begin(path: string): BegunRemoval & { readonly documents: number } {
      return connection.transaction(() => {
        const known = folders.byPath(path);
        const folder = known ?? folders.list().find((around) => isWithin(path, around.path));
        if (folder === undefined) throw new AppError('document-unknown', { path });
        const whole = known !== null;
        const { id } = insert.run(path, folder.id, whole ? 1 : 0);
        const { from, to } = pathRange(path);
        const documents = whole ? hideFolder.run(id, folder.id).changes : hideBeneath.run(id, path, from, to).changes;
        if (!whole && documents === 0) throw new AppError('document-unknown', { path });
        if (!whole) exclude.run(path, folder.id);
        return { id, path, folderId: folder.id, whole, documents };
      });
    },

    /** Brings back what a removal hides, as it was. Null where there is no such removal any more. */
    undo(id: number): BegunRemoval | null {
      return connection.transaction(() => {
        const removal = byId(id);
        if (removal === null) return null;
        show.run(id);
        if (!removal.whole) include.run(removal.path);
        drop.run(id);
        return removal;
      });
    },

    /** Takes up to `limit` documents of a removal out for good, in one transaction; with the last of them the removal is over. True while there is more to do. */
    endSome(id: number, limit: number): boolean {
      return connection.transaction(() => {
        const removal = byId(id);
        if (removal === null) return false;
        const documents = some.all(id, limit);
        removeMany(documents.map((row) => row.id));
        if (documents.length === limit) return true;
        if (removal.whole) {
          folders.remove(removal.folderId);
        } else {
          const { from, to } = pathRange(removal.path);
          removeMany(missingBeneath.all(removal.path, from, to).map((row) => row.id));
          drop.run(id);
        }
        return false;
      });
    },
  };
}
