import { AppError } from '../../shared/AppError.ts';
import type { Scope } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';
import { isNotRemoved } from './folders.ts';
import { pathRange } from './isWithin.ts';
import type { ScopeFilter } from './records.ts';

/**
 * Builds the translation of what a person restricts a question to. Errors: scope-unknown for a path that is no folder of the
 * library, no document, and holds none.
 */
export function createScopeResolver(connection: Connection): (scope: Scope | undefined) => ScopeFilter {
  const folder = connection.prepare<[string], { id: number }>(`SELECT id FROM folders WHERE path = ? AND ${isNotRemoved}`);
  const folderById = connection.prepare<[number], { id: number }>(`SELECT id FROM folders WHERE id = ? AND ${isNotRemoved}`);
  const beneath = connection.prepare<[string, string, string], { id: number; contentId: number | null }>(`
    SELECT id, content_id AS contentId FROM locations WHERE missing = 0 AND (path = ? OR (path > ? AND path < ?))`);
  // Index rows carry the folder their content was first found in; what another folder holds as well is named one by one.
  const strangers = connection.prepare<[number], { contentId: number }>(`
    SELECT DISTINCT l.content_id AS contentId FROM locations l JOIN contents c ON c.id = l.content_id
    WHERE l.folder_id = ? AND l.missing = 0 AND c.home_folder_id <> l.folder_id`);

  return (scope) => {
    if (scope === undefined || (scope.paths.length === 0 && scope.folderIds.length === 0)) return null;
    const folderIds = new Set<number>();
    const contentIds = new Set<number>();
    const documentIds = new Set<number>();
    for (const folderId of scope.folderIds) {
      if (folderById.get(folderId) === undefined) throw new AppError('scope-unknown', { folderId });
      folderIds.add(folderId);
    }
    for (const path of scope.paths) {
      const known = folder.get(path);
      if (known !== undefined) {
        folderIds.add(known.id);
        continue;
      }
      const { from, to } = pathRange(path);
      const found = path === '' ? [] : beneath.all(path, from, to);
      if (found.length === 0) throw new AppError('scope-unknown', { path });
      for (const { id, contentId } of found) {
        documentIds.add(id);
        if (contentId !== null) contentIds.add(contentId);
      }
    }
    for (const folderId of folderIds) for (const { contentId } of strangers.all(folderId)) contentIds.add(contentId);
    return { folderIds: [...folderIds], contentIds: [...contentIds], documentIds: [...documentIds] };
  };
}
