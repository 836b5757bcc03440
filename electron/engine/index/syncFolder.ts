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
  const visit = async (at: string): Promise<void> => {
    let changed = false;
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        await visit(path);
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
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const mark = await markOf(join(entry.parentPath, entry.name));
    bytes += mark === null ? 0 : Number(mark.split(':')[0]);
  }
  return bytes;
}
