import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openLance } from '../index/lance.ts';
import { integers } from '../index/LanceTable.ts';
import { writeCleanMarks } from '../index/openHealthy.ts';
import { SearchIndex } from '../index/SearchIndex.ts';
import { syncFolder } from '../vault/writeAtomically.ts';
import { copyTable } from './copyTable.ts';

/** Room for the largest build of an index, beyond which it is given up. */
const buildLimitMs = 600_000;

/** Puts back what a rewriting that was cut short had moved aside. Call before the index is opened. */
export async function mendIndex(folder: string): Promise<void> {
  const [index, old, fresh] = pathsOf(folder);
  await rm(fresh, { recursive: true, force: true });
  if (!await isThere(old)) return;
  if (await isThere(index)) await rm(old, { recursive: true, force: true });
  else await rename(old, index);
  await syncFolder(folder);
}

/**
 * Writes a closed index anew, table by table and with its own indexes, without the rows of some contents: deleting them in place
 * leaves their bytes in the files. Nothing of the old files stays.
 */
export async function rewriteIndex(folder: string, termKey: Buffer, contentIds: readonly number[]): Promise<void> {
  const [index, old, fresh] = pathsOf(folder);
  await mendIndex(folder);
  if (!await isThere(join(index, 'index.json'))) {
    await rm(index, { recursive: true, force: true });
    return;
  }
  const [from, to] = [await openLance(index), await openLance(fresh)];
  try {
    const where = contentIds.length === 0 ? null : `content_id NOT IN (${integers(contentIds)})`;
    for (const name of await from.connection.tableNames()) await copyTable(from, to, name, { where, turn: null });
  } finally {
    from.connection.close();
    to.connection.close();
  }
  await copyFile(join(index, 'index.json'), join(fresh, 'index.json'));
  // Written a moment ago: reading all of it through once more would take as long as copying it.
  await writeCleanMarks(fresh);
  // Opening builds what is searched by; closing brings all of it to the disk.
  const rewritten = await SearchIndex.open({ folder: fresh, termKey, buildLimitMs });
  try {
    await rewritten.maintain({ atRest: true });
  } finally {
    await rewritten.close();
  }
  await rename(index, old);
  await rename(fresh, index);
  await syncFolder(folder);
  await rm(old, { recursive: true, force: true });
  await syncFolder(folder);
}

function pathsOf(folder: string): readonly [index: string, old: string, fresh: string] {
  return [join(folder, 'index'), join(folder, 'index.erased'), join(folder, 'index.rewritten')];
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
