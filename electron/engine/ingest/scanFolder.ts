import { AppError } from '../../shared/AppError.ts';
import type { IsHeld, IsKept, ScannedEntry } from '../library/folderScans.ts';
import type { Library } from '../library/Library.ts';
import { scan } from '../scan.ts';

export type FolderChanges = { readonly added: number; readonly changed: number; readonly gone: number; readonly moved: number; readonly away: boolean };

type Options = {
  readonly library: Library; readonly signal: AbortSignal; readonly leaveOut: readonly string[];
  /** Looks only at these paths in the folder, with all beneath them. */
  readonly only?: readonly string[] | undefined;
  /** Asked at the end of a walk that went through everything. */
  readonly keeping?: (() => IsKept) | undefined;
  /** Asked at the beginning of a walk. */
  readonly holding?: (() => IsHeld) | undefined;
  /** Called with each folder before it is listed. */
  readonly onFolder?: ((path: string, identity: string) => void) | undefined;
  /** Called when documents came to wait. */
  readonly onFound: (documents: number) => void;
};

/**
 * Walks a folder of the library and records what it finds. One that cannot be reached is marked away, and nothing of it is taken for
 * deleted; so is one that is suddenly empty and another folder than it was: the mount point without its drive. Errors: cancelled,
 * folder-not-found when it was removed meanwhile.
 */
export async function scanFolder(folderId: number, options: Options): Promise<FolderChanges> {
  const { library, signal, leaveOut, only, keeping, holding, onFolder, onFound } = options;
  const folder = library.folders.byId(folderId);
  if (folder === null) throw new AppError('folder-not-found', { folderId });
  const walk = library.folderScans.begin(folderId, { isHeld: holding?.() });
  const unlisted: string[] = [];
  let [added, changed, seen] = [0, 0, 0];
  let root = '';
  let isAway = folder.away;
  // Told one batch late: where all files came in one, those that only moved are known before any is read.
  let untold = 0;

  const record = (entries: readonly ScannedEntry[]): void => {
    if (isAway) library.folders.setAway(folderId, false);
    isAway = false;
    seen += entries.length;
    const counts = walk.found(entries);
    added += counts.added;
    changed += counts.changed;
    if (untold > 0) onFound(untold);
    untold = counts.added + counts.changed;
  };
  const notReachable = (): FolderChanges => {
    if (!isAway) library.folders.setAway(folderId, true);
    return { added, changed, gone: 0, moved: 0, away: true };
  };

  try {
    const ignore = library.settings.get('folderIgnore')[folderId] ?? [];
    for await (const event of scan(folder.path, { signal, leaveOut, ignore, ...(only === undefined ? {} : { only }) })) {
      switch (event.type) {
        case 'root':
          root = event.inode;
          // Another folder stands there than was walked before: of that a part tells nothing.
          if (only !== undefined && library.settings.get('folderRoots')[folderId] !== root) return await scanFolder(folderId, { ...options, only: undefined });
          break;
        case 'folder': onFolder?.(event.path, event.identity); break;
        case 'files': record(event.files); break;
        case 'unusable': record([{ ...event.file, ended: { state: event.state, reason: event.reason } }]); break;
        case 'unlisted': unlisted.push(event.path); break;
      }
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'folder-away') return notReachable();
    throw error;
  }
  const roots = library.settings.get('folderRoots');
  if (seen === 0 && folder.documents > 0 && roots[folderId] !== root) return notReachable();
  if (isAway) library.folders.setAway(folderId, false);
  if (roots[folderId] !== root) library.settings.set('folderRoots', { ...roots, [folderId]: root });
  const { gone, moved } = await walk.end({ unlisted, only, ...(keeping === undefined ? {} : { isKept: keeping() }) });
  // What moved before it could be read, or was away with its folder, waits still.
  if (untold + moved > 0 || folder.away) onFound(Math.max(0, untold - moved));
  if (only === undefined) library.folders.setScanned(folderId, Date.now());
  return { added: added - moved, changed, gone, moved, away: false };
}
