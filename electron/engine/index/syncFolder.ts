import type { Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Size and time of every file at its last sync, by path. */
export type SyncedFiles = Map<string, string>;

/**
 * Brings every file under `folder` that changed since the last call to the disk, and the folders they are in. The store itself
 * never does. Files that went away meanwhile are left out. Returns how many files were synced.
 */
export async function syncFolder(folder: string, synced: SyncedFiles): Promise<number> {
  const seen = new Set<string>();
  let count = 0;
  const visit = async (at: string): Promise<boolean> => {
    let changed = false;
    for (const entry of await entriesOf(at)) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        // Where something changed inside, the folder itself may be new.
        changed = await visit(path) || changed;
        continue;
      }
      seen.add(path);
      const mark = await markOf(path);
      if (mark === null || synced.get(path) === mark) continue;
      if (await syncFile(path)) {
        synced.set(path, mark);
        changed = true;
        count++;
      }
    }
    if (changed && process.platform !== 'win32') await syncFile(at);
    return changed;
  };
  await visit(folder);
  for (const path of synced.keys()) if (!seen.has(path)) synced.delete(path);
  return count;
}

/** Size and time of a file as one string; `null` when it is gone. */
export async function markOf(path: string): Promise<string | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${size}:${mtimeMs}`;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** None where the folder is gone: the store removes old indexes at any time. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

async function syncFile(path: string): Promise<boolean> {
  try {
    await using handle = await open(path, process.platform === 'win32' ? 'r+' : 'r');
    await handle.sync();
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Bytes of all files under a folder. */
export async function folderSize(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await folderSize(path);
    else if (entry.isFile()) bytes += Number((await markOf(path))?.split(':')[0] ?? 0);
  }
  return bytes;
}
