import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type * as LanceAddon from '@lancedb/lancedb';

type Addon = typeof LanceAddon;

/** The store's native add-on, a connection to one folder, and what it keeps in memory of it. */
export type Lance = { readonly addon: Addon; readonly connection: LanceAddon.Connection; readonly session: LanceAddon.Session; readonly folder: string };

/** Of a million vectors half as much again saves a search nothing, and half of it costs a third more of processor time. */
export const indexCacheBytes = 256n * 1024n * 1024n;
const metadataCacheBytes = 32n * 1024n * 1024n;

/**
 * Opens the folder, made if missing. `threads` is at least 4 whatever is asked: with two, building a full-text index waits on
 * itself for ever (LanceDB 0.31). The first open of a process decides the thread count; it is read when the add-on loads.
 */
export async function openLance(folder: string, threads = availableParallelism()): Promise<Lance> {
  const absolute = resolve(folder);
  await mkdir(absolute, { recursive: true, mode: 0o700 });
  process.env['LANCE_CPU_THREADS'] ??= String(Math.max(4, threads));
  // Its notes about partitions are no concern of whoever runs a command.
  process.env['LANCEDB_LOG'] ??= 'error';
  const addon = await import('@lancedb/lancedb');
  // The defaults of a session are 6 GB and 1 GB. It goes among the options: as a third argument, which the types allow as well, 0.39 drops it without a word.
  const session = new addon.Session(indexCacheBytes, metadataCacheBytes);
  const connection = await addon.connect(absolute, { session });
  return { addon, connection, session, folder: absolute };
}
