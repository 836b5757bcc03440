import { copyFile, link, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { Backup } from '../../shared/schemas.ts';
import { SearchIndex } from '../index/SearchIndex.ts';
import { syncFolder } from '../vault/writeAtomically.ts';
import { backupPath, type Library } from './Library.ts';
import { runLongStatement } from './runLongStatement.ts';

/** So many backups of a library are kept, the newest. */
const kept = 3;
const pattern = /^(\d+)\.db$/;

/** The backups of the library in `folder`, newest first. They lie beside it, encrypted with the same key. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const backups = join(folder, 'backups');
  const names = await readdir(backups).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new AppError('file-not-readable', { path: backups }, { cause: error });
  });
  const found = await Promise.all(names.flatMap((name) => {
    const madeMs = Number(pattern.exec(name)?.[1] ?? Number.NaN);
    return Number.isNaN(madeMs) ? [] : [stat(join(backups, name)).then(({ size }): Backup => ({ madeMs, sizeBytes: size }))];
  }));
  return found.sort((a, b) => b.madeMs - a.madeMs);
}

/** Makes a compact copy that has passed a full check, and drops the oldest beyond those kept. Errors: disk-full, library-damaged (then the backups there are stay). */
export async function makeBackup(library: Pick<Library, 'folder' | 'backup'>, nowMs = Date.now()): Promise<Backup> {
  await library.backup(backupPath(library.folder, nowMs));
  const backups = await listBackups(library.folder);
  for (const { madeMs } of backups.slice(kept)) await rm(backupPath(library.folder, madeMs), { force: true });
  const [made] = backups;
  if (made === undefined) throw new AppError('internal', { message: 'the backup is not there' });
  return made;
}

/**
 * Puts a backup in the place of the library, which must not be open; what stood there becomes the newest backup, checked or not. The
 * index goes: ids given since then would be given again. `key`: 32 bytes, `deriveKey('sqlite')`.
 * Errors: library-damaged where the backup does not pass its check (nothing is changed then), file-not-found, disk-full.
 */
export async function restoreBackup(folder: string, madeMs: number, key: Uint8Array, nowMs = Date.now()): Promise<void> {
  const backup = backupPath(folder, madeMs);
  await stat(backup).catch((cause: unknown) => { throw new AppError('file-not-found', { path: backup }, { cause }); });
  const path = join(folder, 'library.db');
  const restored = join(folder, 'library.db.new');
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(restored + suffix, { force: true });
  try {
    const findings = await runLongStatement({ path: backup, key, statement: { kind: 'backup', to: restored } });
    if (findings.length > 0) throw new AppError('library-damaged', { path: backup, finding: findings.join('; ') });
    await keepAside(path, backupPath(folder, nowMs));
    await SearchIndex.remove(join(folder, 'index'));
    // The log of the file before must not be played into this one.
    for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true });
    await rename(restored, path);
    await syncFolder(folder);
  } finally {
    for (const suffix of ['', '-wal', '-shm']) await rm(restored + suffix, { force: true });
  }
}

/** The file stays where it is until another takes its place in one step. */
async function keepAside(path: string, aside: string): Promise<void> {
  try {
    await link(path, aside).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw error;
      // Some file systems have no second names.
      return copyFile(path, aside);
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
