import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './writeAtomically.ts';

/** What of a library is made with its data key, and so made again with a new one. */
const replaceable = ['library.db', 'index'] as const;
export type Replaceable = (typeof replaceable)[number];

const pattern = /^(?:library\.db|index)\.for-([0-9a-f]{16})(?:-wal|-shm|-journal)?$/;

/** Where a library's file or folder lies while it is made with a key that is not the library's yet. `mark`: that of the new key. */
export function replacementPath(folder: string, name: Replaceable, mark: string): string {
  return join(folder, `${name}.for-${mark}`);
}

/**
 * Puts what was made with this data key in the place of what the key before it made, and deletes what was made with a key that
 * never came into use. Until `vault.json` has the new key nothing of it is touched; from then on every start ends the change, wherever it was cut
 * short. Old backups go too: no key opens them any more. Nothing else may have the library open.
 */
export async function settleReplacements(folder: string, mark: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => pattern.test(name));
  if (names.length === 0) return;
  if (names.some((name) => pattern.exec(name)?.[1] === mark)) await rm(join(folder, 'backups'), { recursive: true, force: true });
  for (const name of replaceable) {
    const replacement = replacementPath(folder, name, mark);
    if (!names.some((found) => join(folder, found) === replacement)) continue;
    // The log of the file before belongs to that file's key alone.
    for (const suffix of ['-wal', '-shm']) await rm(join(folder, name + suffix), { force: true });
    if (name === 'index') await rm(join(folder, name), { recursive: true, force: true });
    await rename(replacement, join(folder, name));
    await syncFolder(folder);
  }
  for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
  await syncFolder(folder);
}
