import type { BigIntStats, Dirent } from 'node:fs';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { AppError } from '../shared/AppError.ts';
import type { Reason } from '../shared/schemas.ts';

/**
 * A regular file as the disk describes it; nothing of it has been read. `inode` is its number on its volume as text (it does not
 * always fit a number), empty where the file system has none; without the volume, whose number changes from mount to mount.
 */
export type ScannedFile = { readonly path: string; readonly sizeBytes: number; readonly modifiedMs: number; readonly inode: string };

/**
 * `root` comes first: the folder itself, by its own inode. `files`: at most `batchSize` of them. `unusable`: something that is listed but can never be read as a document, with what
 * became of it. `unlisted`: a folder whose entries could not be listed (also reported as `unusable`): nothing below it may be
 * taken for deleted.
 */
export type ScanEvent =
  | { readonly type: 'root'; readonly inode: string }
  | { readonly type: 'files'; readonly files: readonly ScannedFile[] }
  | { readonly type: 'unusable'; readonly file: ScannedFile; readonly state: 'skipped' | 'failed'; readonly reason: Reason }
  | { readonly type: 'unlisted'; readonly path: string };

export type ScanOptions = {
  readonly signal: AbortSignal;
  /** Files in one event; 1 or more. */
  readonly batchSize?: number;
  /** Absolute paths never looked at: the profile folder itself. */
  readonly leaveOut?: readonly string[];
};

const ignoredNames = new Set(['node_modules', '__pycache__', '$RECYCLE.BIN', 'System Volume Information', 'lost+found', 'Thumbs.db', 'desktop.ini']);

/** Hidden entries, folders of programs, litter of operating systems, and the lock files office programs put beside an open document. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || ignoredNames.has(name);
}

/**
 * Walks a folder, or looks at one file. Memory grows with the depth of the tree and the width of its folders' folders, never
 * with the number of files. Links are followed when they lead out of the folder; what lies in it is found where it lies.
 * Errors: folder-away when the root cannot be reached or listed, cancelled.
 */
export async function* scan(root: string, { signal, batchSize = 500, leaveOut = [] }: ScanOptions): AsyncGenerator<ScanEvent> {
  const rootStats = await reach(root);
  yield { type: 'root', inode: inodeOf(rootStats) };
  if (!rootStats.isDirectory()) {
    yield rootStats.isFile() ? { type: 'files', files: [describe(root, rootStats)] } : unusable(root, rootStats, specialFile(rootStats));
    return;
  }
  const rootPath = await realpath(root).catch((cause: unknown) => { throw new AppError('folder-away', { path: root }, { cause }); });
  const visited = new Set([identity(rootStats)]);
  const folders = [root];
  let files: ScannedFile[] = [];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal.throwIfAborted();
    try {
      for await (const entry of await opendir(folder, { bufferSize: 256 })) {
        signal.throwIfAborted();
        const path = join(folder, entry.name);
        if (isIgnored(entry.name) || leaveOut.includes(path)) continue;
        const found = await look(path, entry, rootPath);
        if (found === null) continue;
        if (found.type === 'folder') {
          if (visited.has(found.identity)) continue;
          visited.add(found.identity);
          folders.push(path);
        } else if (found.type === 'file') {
          files.push(found.file);
          if (files.length >= batchSize) {
            yield { type: 'files', files };
            files = [];
          }
        } else {
          yield found;
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      if (folder === root) throw new AppError('folder-away', { path: root }, { cause: error });
      yield { type: 'unlisted', path: folder };
      const state = await lstat(folder, { bigint: true }).catch(() => null);
      if (state !== null) yield unusable(folder, state, { state: 'failed', reason: { code: 'file-not-readable', detail: errorName(error) } });
    }
  }
  if (files.length > 0) yield { type: 'files', files };
}

type Sight = { readonly type: 'file'; readonly file: ScannedFile } | { readonly type: 'folder'; readonly identity: string } | Extract<ScanEvent, { type: 'unusable' }> | null;

async function look(path: string, entry: Dirent, rootPath: string): Promise<Sight> {
  let own: BigIntStats;
  try {
    own = await lstat(path, { bigint: true });
  } catch (error) {
    const name = errorName(error);
    // Gone between listing and looking. A name that is not text comes back altered and so is "not there" either.
    if (name === 'ENOENT' && !entry.name.includes('\uFFFD')) return null;
    return unusable(path, null, { state: 'failed', reason: { code: 'file-not-readable', detail: name } });
  }
  if (own.isFile()) return { type: 'file', file: describe(path, own) };
  if (own.isDirectory()) return { type: 'folder', identity: identity(own) };
  if (!own.isSymbolicLink()) return unusable(path, own, specialFile(own));
  return await lookThrough(path, own, rootPath);
}

async function lookThrough(path: string, own: BigIntStats, rootPath: string): Promise<Sight> {
  let target: string;
  let there: BigIntStats;
  try {
    target = await realpath(path);
    there = await stat(path, { bigint: true });
  } catch (error) {
    const name = errorName(error);
    return unusable(path, own, { state: 'skipped', reason: { code: name === 'ELOOP' ? 'link-loop' : 'link-broken' } });
  }
  const here = await realpath(dirname(path)).catch(() => rootPath);
  if (isInside(rootPath, target) || isInside(here, target)) return unusable(path, own, { state: 'skipped', reason: { code: 'link-loop' } });
  if (isInside(target, rootPath)) return there.isFile() || there.isDirectory() ? null : unusable(path, own, specialFile(there));
  if (there.isFile()) return { type: 'file', file: describe(path, there) };
  if (there.isDirectory()) return { type: 'folder', identity: identity(there) };
  return unusable(path, own, specialFile(there));
}

/** True when `path` is `folder` or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const rest = relative(folder, path);
  return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && rest !== path);
}

async function reach(root: string): Promise<BigIntStats> {
  try {
    return await stat(root, { bigint: true });
  } catch (cause) {
    throw new AppError('folder-away', { path: root, name: basename(root) }, { cause });
  }
}

function describe(path: string, stats: BigIntStats): ScannedFile {
  // Whole milliseconds: some file systems give fractions that do not survive a round trip through a number.
  return { path, sizeBytes: Number(stats.size), modifiedMs: Number(stats.mtimeNs / 1_000_000n), inode: inodeOf(stats) };
}

function inodeOf({ ino }: BigIntStats): string {
  return ino === 0n ? '' : String(ino);
}

function specialFile(stats: BigIntStats): { readonly state: 'skipped'; readonly reason: Reason } {
  const detail = stats.isFIFO() ? 'fifo' : stats.isSocket() ? 'socket' : stats.isBlockDevice() || stats.isCharacterDevice() ? 'device' : 'other';
  return { state: 'skipped', reason: { code: 'file-special', detail } };
}

function unusable(path: string, stats: BigIntStats | null, verdict: { readonly state: 'skipped' | 'failed'; readonly reason: Reason }): Extract<ScanEvent, { type: 'unusable' }> {
  const file = stats === null ? { path, sizeBytes: 0, modifiedMs: 0, inode: '' } : describe(path, stats);
  return { type: 'unusable', file, ...verdict };
}

function identity(stats: BigIntStats): string {
  return `${String(stats.dev)}:${String(stats.ino)}`;
}

function errorName(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
