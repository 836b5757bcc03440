import Database from 'better-sqlite3-multiple-ciphers';
import { mkdir, open, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import * as z from 'zod';
import { AppError } from '../shared/AppError.ts';
import { emptyWhenMissing } from '../shared/emptyWhenMissing.ts';
import { keepFromDesktopSearch } from './keepFromDesktopSearch.ts';

const Holder = z.object({ pid: z.int(), name: z.string() });

/** One person's data folder, held for writing by this process alone until it is closed or dies. */
export class Profile implements AsyncDisposable {
  readonly folder: string;
  readonly modelsFolder: string;
  readonly #lock: Database;

  /** Use `openProfile`. */
  constructor(folder: string, lock: Database) {
    this.folder = folder;
    this.modelsFolder = join(folder, 'models');
    this.#lock = lock;
  }

  /** The ids of the libraries that are there, locked or not. */
  async libraryIds(): Promise<string[]> {
    const entries = await readdir(join(this.folder, 'libraries'), { withFileTypes: true }).catch(emptyWhenMissing);
    const ids: string[] = [];
    for (const entry of entries) {
      if (entry.isDirectory() && await isThere(join(this.libraryFolder(entry.name), 'vault.json'))) ids.push(entry.name);
    }
    return ids.sort();
  }

  /** Where a library lies or would lie. Errors: library-unknown for an id that is not a plain name. */
  libraryFolder(id: string): string {
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id)) throw new AppError('library-unknown', { id });
    return join(this.folder, 'libraries', id);
  }

  async close(): Promise<void> {
    await rm(holderPath(this.folder), { force: true });
    this.#lock.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * Opens a profile folder, making it when missing, and takes it for this process. `name` is what another process is told holds
 * it. Errors: profile-busy with `pid` and `name` of the holder, file-not-readable.
 */
export async function openProfile(folder: string, { name = 'carrel' }: { readonly name?: string } = {}): Promise<Profile> {
  // Whatever is written from here on, by native code and helpers too, is for its owner alone.
  if (isMainThread) process.umask(0o077);
  const path = resolve(folder);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    // Only a new one: what lies in an older one was made without. Where it cannot be said, all that matters in there is encrypted.
    if (await createLockFile(lockPath(path))) await keepFromDesktopSearch(path).catch(() => undefined);
  } catch (error) {
    throw new AppError('file-not-readable', { path }, { cause: error });
  }
  const lock = await takeLock(path);
  try {
    await writeFile(holderPath(path), JSON.stringify({ pid: process.pid, name }), { mode: 0o600 });
  } catch (error) {
    lock.close();
    throw new AppError('file-not-readable', { path }, { cause: error });
  }
  return new Profile(path, lock);
}

/** Where a profile lies when none is named: `CARREL_PROFILE`, or the system's local, non-roaming data folder of the person. */
export function defaultProfileFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env['CARREL_PROFILE'] !== undefined && env['CARREL_PROFILE'] !== '') return resolve(env['CARREL_PROFILE']);
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Carrel');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Carrel');
  const dataHome = env['XDG_DATA_HOME'];
  return join(dataHome !== undefined && dataHome.startsWith('/') ? dataHome : join(homedir(), '.local', 'share'), 'carrel');
}

/** Only where it is missing, which it tells: closing any handle of a file that is there would let go of a lock this process holds on it (POSIX). */
async function createLockFile(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** An SQLite file held exclusively: the system lets go of it when the process ends, however it ends, so no lock is ever stale. */
async function takeLock(folder: string): Promise<Database> {
  const lock = new Database(lockPath(folder), { timeout: 0 });
  try {
    lock.pragma('journal_mode=MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw new AppError('file-not-readable', { path: folder }, { cause: error });
    throw new AppError('profile-busy', { path: folder, ...await readHolder(folder) }, { cause: error });
  }
}

/** Who holds the profile, as far as it says so: between taking the lock and writing the name there is a moment without. */
async function readHolder(folder: string): Promise<z.infer<typeof Holder> | Record<string, never>> {
  const text = await readFile(holderPath(folder), 'utf8').catch(() => '');
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

function lockPath(folder: string): string {
  return join(folder, 'profile.lock');
}

function holderPath(folder: string): string {
  return join(folder, 'profile.holder.json');
}
