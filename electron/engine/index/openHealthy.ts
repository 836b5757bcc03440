import type { Table } from '@lancedb/lancedb';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { emptyWhenMissing } from '../../shared/emptyWhenMissing.ts';
import type { Lance } from './lance.ts';
import { markOf } from './syncFolder.ts';

const marksName = 'clean.json';
const manifestPattern = /^\d{20}\.manifest$/;
const mostStepsBack = 3;

/** A table that opened and whose rows could be read; `steppedBack` when its newest version had to be given up. */
export type OpenedTable = { readonly native: Table; readonly steppedBack: boolean };

/**
 * Opens a table and reads through what is not as the last clean close left it: a damaged file opens well and fails only when read.
 * A version that cannot be read (power loss can leave the newest one empty, or the data it names) is renamed `*.corrupt` and the one
 * before it is taken; what it lost is the caller's to bring back. Errors: `index-damaged` when no version can be read.
 */
export async function openHealthy(lance: Lance, name: string, cleanMarks: ReadonlyMap<string, string>): Promise<OpenedTable> {
  const folder = join(lance.folder, `${name}.lance`);
  for (let stepsBack = 0; ; stepsBack++) {
    try {
      const native = await lance.connection.openTable(name);
      if (!await isAsLeft(lance.folder, folder, cleanMarks)) {
        await readThrough(native);
        await setAsideUnlistable(native, folder);
      }
      return { native, steppedBack: stepsBack > 0 };
    } catch (error) {
      if (stepsBack === mostStepsBack || !await setAsideNewest(folder)) throw damaged(name, error);
    }
  }
}

/** Sizes and times of all files at the last clean close, by path from the index folder; empty after a crash. Reading removes them. */
export async function takeCleanMarks(folder: string): Promise<Map<string, string>> {
  const path = join(folder, marksName);
  try {
    const marks: unknown = JSON.parse(await readFile(path, 'utf8'));
    await rm(path, { force: true });
    if (typeof marks !== 'object' || marks === null) return new Map();
    return new Map(Object.entries(marks).map(([file, mark]) => [file, String(mark)]));
  } catch {
    // Missing or unreadable both mean the same: nothing is known to be clean.
    return new Map();
  }
}

export async function writeCleanMarks(folder: string): Promise<void> {
  const marks: Record<string, string> = {};
  for (const path of await filesUnder(folder)) {
    const mark = await markOf(path);
    if (mark !== null) marks[relative(folder, path)] = mark;
  }
  await writeFile(join(folder, marksName), JSON.stringify(marks), { mode: 0o600 });
}

async function isAsLeft(root: string, folder: string, marks: ReadonlyMap<string, string>): Promise<boolean> {
  if (marks.size === 0) return false;
  for (const path of await filesUnder(folder)) {
    if (await markOf(path) !== (marks.get(relative(root, path)) ?? null)) return false;
  }
  return true;
}

async function readThrough(native: Table): Promise<void> {
  for await (const batch of native.query()) void batch;
  for (const { name } of await native.listIndices()) await native.prewarmIndex(name);
}

/** Versions before the newest are read by maintenance alone, all of them: one that is damaged would stop it for ever. None of them is needed. */
async function setAsideUnlistable(native: Table, folder: string): Promise<void> {
  const isListed = await native.listVersions().then(() => true, () => false);
  if (isListed) return;
  const versions = join(folder, '_versions');
  for (const older of (await manifestsOf(versions)).slice(1)) await rename(join(versions, older), join(versions, `${older}.corrupt`));
}

/** Version files are named so that the newest sorts first. */
async function manifestsOf(versions: string): Promise<string[]> {
  return (await readdir(versions).catch(emptyWhenMissing)).filter((name) => manifestPattern.test(name)).sort();
}

/** Returns false when there is no other to go back to. */
async function setAsideNewest(folder: string): Promise<boolean> {
  const versions = join(folder, '_versions');
  const manifests = await manifestsOf(versions);
  const newest = manifests[0];
  if (newest === undefined || manifests.length < 2) return false;
  await rename(join(versions, newest), join(versions, `${newest}.corrupt`));
  await rm(join(versions, 'latest_version_hint.json'), { force: true });
  return true;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function damaged(table: string, cause: unknown): AppError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new AppError('index-damaged', { table, message: message.slice(0, 500) }, { cause });
}
