import type { BigIntStats, Dirent } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import type { Reason } from '../../shared/schemas.ts';
import { inCloud, isPlaceholder, placeholderFor } from './cloud.ts';

/**
 * A regular file as the disk describes it; nothing of it has been read. `inode` is its number on its volume as text (it does not
 * always fit a number), empty where the file system has none; without the volume, whose number changes from mount to mount.
 */
export type ScannedFile = { readonly path: string; readonly sizeBytes: number; readonly modifiedMs: number; readonly inode: string };

/** Something that is listed but can never be read as a document, with what became of it. */
export type Unusable = { readonly type: 'unusable'; readonly file: ScannedFile; readonly state: 'skipped' | 'failed'; readonly reason: Reason };

/** What an entry of a folder is. `identity` tells a folder from another under the same name; null is nothing that matters. */
export type Sight = { readonly type: 'file'; readonly file: ScannedFile } | { readonly type: 'folder'; readonly identity: string } | Unusable | null;

type Around = { readonly rootPath: string; readonly platform: NodeJS.Platform };

/** Looks at an entry without opening it. Links are followed when they lead out of the folder at `rootPath`. */
export async function look(path: string, entry: Pick<Dirent, 'name'>, { rootPath, platform }: Around): Promise<Sight> {
  let own: BigIntStats;
  try {
    own = await lstat(path, { bigint: true });
  } catch (error) {
    const name = errorName(error);
    const placeholder = name === 'ENOENT' ? await placeholderFor(path) : null;
    if (placeholder !== null) return unusable(path, placeholder, inCloud);
    // Gone between listing and looking. A name that is not text comes back altered and so is "not there" either.
    if (name === 'ENOENT' && !entry.name.includes('\uFFFD')) return null;
    return unusable(path, null, { state: 'failed', reason: { code: 'file-not-readable', detail: name } });
  }
  if (own.isFile()) return fileAt(path, own, platform);
  if (own.isDirectory()) return { type: 'folder', identity: identity(own) };
  if (!own.isSymbolicLink()) return unusable(path, own, specialFile(own));
  return await lookThrough(path, own, { rootPath, platform });
}

async function lookThrough(path: string, own: BigIntStats, { rootPath, platform }: Around): Promise<Sight> {
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
  if (there.isFile()) return fileAt(path, there, platform);
  if (there.isDirectory()) return { type: 'folder', identity: identity(there) };
  return unusable(path, own, specialFile(there));
}

/** A file, or the placeholder of one that is not on this disk. */
export function fileAt(path: string, stats: BigIntStats, platform: NodeJS.Platform): Extract<Sight, { readonly type: 'file' | 'unusable' }> {
  return isPlaceholder(stats, platform) ? unusable(path, stats, inCloud) : { type: 'file', file: describe(path, stats) };
}

/** True when `path` is `folder` or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const rest = relative(folder, path);
  return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && rest !== path);
}

export function describe(path: string, stats: BigIntStats): ScannedFile {
  // Whole milliseconds: some file systems give fractions that do not survive a round trip through a number.
  return { path, sizeBytes: Number(stats.size), modifiedMs: Number(stats.mtimeNs / 1_000_000n), inode: inodeOf(stats) };
}

export function inodeOf({ ino }: BigIntStats): string {
  return ino === 0n ? '' : String(ino);
}

export function specialFile(stats: BigIntStats): { readonly state: 'skipped'; readonly reason: Reason } {
  const detail = stats.isFIFO() ? 'fifo' : stats.isSocket() ? 'socket' : stats.isBlockDevice() || stats.isCharacterDevice() ? 'device' : 'other';
  return { state: 'skipped', reason: { code: 'file-special', detail } };
}

export function unusable(path: string, stats: BigIntStats | null, verdict: { readonly state: 'skipped' | 'failed'; readonly reason: Reason }): Unusable {
  const file = stats === null ? { path, sizeBytes: 0, modifiedMs: 0, inode: '' } : describe(path, stats);
  return { type: 'unusable', file, ...verdict };
}

export function identity(stats: BigIntStats): string {
  return `${String(stats.dev)}:${String(stats.ino)}`;
}

export function errorName(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
