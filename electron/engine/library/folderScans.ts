import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/AppError.ts';
import type { DocumentState, Reason } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';
import type { DocumentText } from './documentText.ts';
import { isNotRemoved } from './folders.ts';
import { IdSet } from './IdSet.ts';
import { isWithin, pathRange } from './isWithin.ts';
import type { DocumentRef, FoundFile } from './writeRecords.ts';

/** A file found, or something that is listed but can never be read: then it ends at once as `ended` says. */
export type ScannedEntry = FoundFile & { readonly ended?: { readonly state: 'skipped' | 'failed'; readonly reason: Reason } };

/** Whether a document may not leave the library, whatever became of its file. */
export type IsKept = (document: { readonly path: string; readonly modifiedMs: number }) => boolean;

/** Whether what was read of the file at a path must stay although the file is another by now. */
export type IsHeld = (path: string) => boolean;

/** One walk through a folder, recorded as it goes: nothing holds all its files at once. */
export type FolderScan = {
  /**
   * Records some files; those new or changed are `waiting`. Where one changed of which `isHeld` says that what was read must stay, that becomes a document of its own, as if it
   * lay beneath the file: `failed` with `file-changed-kept`, found as before and still what is cited; the file as it is now is a new document. Errors: folder-not-found when the folder was removed meanwhile. */
  found(entries: readonly ScannedEntry[]): { readonly added: number; readonly changed: number; readonly unchanged: number };
  /**
   * Ends a walk that went through everything, or through the paths `only` with all beneath them, but what lies beneath `unlisted`.
   * What was not found there is hidden from everything and goes for good with `documents.removeMissing`, unless a new file is the same one moved: then that is the document, at its new place.
   * `isKept`: what was read of such a document must stay; it is `failed` with `file-gone-kept` and found as before.
   */
  end(options: { readonly unlisted: readonly string[]; readonly only?: readonly string[] | undefined; readonly isKept?: IsKept }): Promise<{ readonly gone: number; readonly moved: number }>;
};

type KnownRow = {
  id: number; folderId: number; size: number; modified: number; inode: string; state: DocumentState; reasonCode: string | null; missing: number; contentId: number | null;
};
type UnseenRow = { id: number; path: string; modifiedMs: number; missing: number; contentId: number | null; reasonCode: string | null };
type MovableRow = { id: number; path: string; size: number; modified: number; inode: string; contentId: number | null };

const rowsPerTurn = 5_000;
/** What may be over although the file itself has not changed. */
const worthAnotherTry = new Set(['file-not-readable', 'file-not-found', 'file-in-cloud', 'file-gone-kept']);
const goneKept = { code: 'file-gone-kept' } as const;
const changedKept = { code: 'file-changed-kept' } as const;
/** States in which there is text of a document. */
const hasText: ReadonlySet<DocumentState> = new Set(['searchable', 'indexed', 'indexed-partly']);

export function createFolderScans(
  connection: Connection,
  { documentText, setState }: { readonly documentText: DocumentText; readonly setState: (documentId: number, state: DocumentState, reason: Reason | null) => void },
): { begin(folderId: number, options?: { readonly isHeld?: IsHeld | undefined }): FolderScan } {
  const folder = connection.prepare<[number]>(`SELECT 1 FROM folders WHERE id = ? AND ${isNotRemoved}`);
  const exclusions = connection.prepare<[number], { path: string }>('SELECT path FROM exclusions WHERE folder_id = ?');
  const byPath = connection.prepare<[string], KnownRow>(`
    SELECT id, folder_id AS folderId, size_bytes AS size, modified_ms AS modified, inode, state, reason_code AS reasonCode, missing, content_id AS contentId
    FROM locations WHERE path = ?`);
  const insert = connection.prepare<[number, string, number, number, string, string]>(`
    INSERT INTO locations (folder_id, path, size_bytes, modified_ms, inode, format, state) VALUES (?, ?, ?, ?, ?, ?, 'waiting')`);
  const change = connection.prepare<[number, number, number, string, string, number]>(`
    UPDATE locations SET folder_id = ?, size_bytes = ?, modified_ms = ?, inode = ?, format = ?, state = 'waiting', reason_code = NULL,
      reason_detail = NULL, staged_content_id = NULL, missing = 0 WHERE id = ?`);
  const rename = connection.prepare<[string, number]>(`UPDATE locations SET path = ?, inode = '', staged_content_id = NULL, missing = 0 WHERE id = ?`);
  const setMissing = connection.prepare<[number, number]>('UPDATE locations SET missing = ? WHERE id = ?');
  const unseen = 'SELECT id, path, modified_ms AS modifiedMs, missing, content_id AS contentId, reason_code AS reasonCode FROM locations WHERE id > ? AND folder_id = ?';
  const slice = connection.prepare<[number, number, number], UnseenRow>(`${unseen} ORDER BY id LIMIT ?`);
  const sliceBeneath = connection.prepare<[number, number, string, string, string, number], UnseenRow>(`${unseen} AND (path = ? OR (path > ? AND path < ?)) ORDER BY id LIMIT ?`);
  const movable = connection.prepare<[], MovableRow>(`
    SELECT id, path, size_bytes AS size, modified_ms AS modified, inode, content_id AS contentId FROM locations WHERE missing = 1 AND inode <> ''`);
  const untouched = connection.prepare<[number], MovableRow>(`
    SELECT id, path, size_bytes AS size, modified_ms AS modified, inode, content_id AS contentId FROM locations
    WHERE id = ? AND state = 'waiting' AND content_id IS NULL AND staged_content_id IS NULL AND missing = 0`);
  const remove = connection.prepare<[number]>('DELETE FROM locations WHERE id = ?');
  // What was never read, or was to be read anew, may have failed for being elsewhere already, or be about to.
  const move = connection.prepare<[number, string, number]>(`
    UPDATE locations SET folder_id = ?, path = ?, missing = 0, state = iif(content_id IS NULL OR state IN ('failed', 'reading'), 'waiting', state),
      reason_code = iif(content_id IS NULL OR state = 'failed', NULL, reason_code), reason_detail = iif(content_id IS NULL OR state = 'failed', NULL, reason_detail) WHERE id = ?`);

  return {
    begin(folderId, { isHeld = () => false } = {}) {
      const isSeen = new IdSet();
      const isGone = new IdSet();
      const addedIds: number[] = [];

      /** Makes room for the file as it is now; from here on the document stands for what it was. */
      const setAside = ({ id, modified, contentId }: KnownRow, path: string): void => {
        const day = new Date(modified).toISOString().slice(0, 19).replaceAll(':', '.');
        const named = (number: number): string => join(path, `${basename(path)} (${day}${number === 1 ? '' : `, ${number}`})`);
        let number = 1;
        while (byPath.get(named(number)) !== undefined) number += 1;
        rename.run(named(number), id);
        isSeen.add(id);
        setState(id, 'failed', changedKept);
        if (contentId !== null) documentText.refresh(contentId);
      };

      const record = (entry: ScannedEntry): 'added' | 'changed' | 'unchanged' => {
        const { path, sizeBytes, inode, format = 'unknown', ended } = entry;
        const modifiedMs = Math.trunc(entry.modifiedMs);
        const known = byPath.get(path);
        const isToStay = known !== undefined && known.contentId !== null && known.missing !== 2 && isHeld(path) && isOther(known, entry);
        if (isToStay) setAside(known, path);
        const row = isToStay ? undefined : known;
        const id = row?.id ?? insert.run(folderId, path, sizeBytes, modifiedMs, inode, format).id;
        isSeen.add(id);
        const isSame = row !== undefined && row.folderId === folderId && row.size === sizeBytes && row.modified === modifiedMs && row.inode === inode;
        const isOver = ended !== undefined && row?.state === ended.state && row.reasonCode === ended.reason.code;
        const isToTryAgain = ended === undefined && (row?.state === 'failed' || row?.state === 'skipped') && worthAnotherTry.has(row.reasonCode ?? '');
        // A provider took the content off this disk: what was read of it stays, as it does of a drive that is away.
        const isKept = ended?.reason.code === 'file-in-cloud' && row?.folderId === folderId && hasText.has(row.state);
        if (isKept || (isSame && !isToTryAgain && (ended === undefined || isOver))) {
          if (row.missing === 1) setMissing.run(0, id);
          return 'unchanged';
        }
        if (row !== undefined) change.run(folderId, sizeBytes, modifiedMs, inode, format, id);
        if (ended !== undefined) setState(id, ended.state, ended.reason);
        else if (row === undefined) addedIds.push(id);
        return known === undefined ? 'added' : 'changed';
      };

      const rowsAfter = (after: number, within: string | null): UnseenRow[] => {
        if (within === null) return slice.all(after, folderId, rowsPerTurn);
        const { from, to } = pathRange(within);
        return sliceBeneath.all(after, folderId, within, from, to, rowsPerTurn);
      };

      const hideUnseen = (after: number, within: string | null, unlisted: readonly string[], isKept: IsKept): { readonly last: number; readonly gone: DocumentRef[] } => connection.transaction(() => {
        const rows = rowsAfter(after, within);
        const notFound = rows.filter(({ id, path, missing }) => missing === 0 && !isSeen.has(id) && !unlisted.some((closed) => isWithin(path, closed)));
        const [kept, gone] = [notFound.filter((row) => row.contentId !== null && isKept(row)), notFound.filter((row) => row.contentId === null || !isKept(row))];
        for (const { id, reasonCode } of kept) if (reasonCode !== goneKept.code && reasonCode !== changedKept.code) setState(id, 'failed', goneKept);
        for (const { id } of gone) {
          setMissing.run(1, id);
          isGone.add(id);
        }
        return { last: rows.length < rowsPerTurn ? Infinity : rows.at(-1)?.id ?? Infinity, gone: gone.map(({ id, path }) => ({ documentId: id, path })) };
      });

      /** Two names of one file share an inode; only a name that has gone can have moved, and only to one other. */
      const recogniseMoved = (): { readonly moved: number; readonly notGone: number } => connection.transaction(() => {
        const candidates = new Map(movable.all().map((row) => [fingerprint(row), row]));
        let [moved, notGone] = [0, 0];
        for (const addedId of candidates.size === 0 ? [] : addedIds) {
          const added = untouched.get(addedId);
          const from = added === undefined ? undefined : candidates.get(fingerprint(added));
          if (added === undefined || from === undefined) continue;
          candidates.delete(fingerprint(added));
          remove.run(addedId);
          move.run(folderId, added.path, from.id);
          if (from.contentId !== null) documentText.refresh(from.contentId);
          moved += 1;
          // Others went missing in an earlier walk, or from another folder.
          if (isGone.has(from.id)) notGone += 1;
        }
        return { moved, notGone };
      });

      return {
        found: (entries) => connection.transaction(() => {
          if (folder.get(folderId) === undefined) throw new AppError('folder-not-found', { folderId });
          const excluded = exclusions.all(folderId).map(({ path }) => path);
          const counts = { added: 0, changed: 0, unchanged: 0 };
          for (const entry of entries) {
            if (excluded.some((path) => entry.path === path || isWithin(entry.path, path))) continue;
            counts[record(entry)] += 1;
          }
          return counts;
        }),
        async end({ unlisted, only, isKept = () => false }) {
          let gone = 0;
          for (const within of only ?? [null]) {
            for (let after = 0; after !== Infinity; ) {
              const part = hideUnseen(after, within, unlisted, isKept);
              gone += part.gone.length;
              after = part.last;
              await nextTurn();
            }
          }
          const { moved, notGone } = recogniseMoved();
          return { gone: gone - notGone, moved };
        },
      };
    },
  };
}

/** Whether the file itself is another than was read: its size or time. Where it lies on the disk tells nothing of that. */
function isOther(row: KnownRow, { sizeBytes, modifiedMs, ended }: ScannedEntry): boolean {
  return ended === undefined && (row.size !== sizeBytes || row.modified !== Math.trunc(modifiedMs));
}

function fingerprint({ size, modified, inode }: MovableRow): string {
  return `${size} ${modified} ${inode}`;
}
