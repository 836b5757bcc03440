import { open, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { emptyWhenMissing } from '../../shared/emptyWhenMissing.ts';
import { hashTerm, type TermHasher } from '../index/hashTerms.ts';
import type { Keys } from '../vault/Vault.ts';
import { databaseTraces, type Probes, type Trace } from './databaseTraces.ts';
import { indexTraces } from './indexTraces.ts';

const comparedBytes = 1 << 20;

/**
 * Everything a library's folder still says of a document: every row of its database and of its backups, decrypted, and every row of
 * its index. The same for before and after. May run beside an open library, not beside one that is being written.
 */
export async function findTraces(folder: string, keys: Pick<Keys, 'deriveKey'>, probes: Probes): Promise<{ readonly traces: readonly Trace[]; readonly alsoElsewhere: ReadonlySet<number> }> {
  const [key, termKey] = [keys.deriveKey('sqlite'), keys.deriveKey('terms')];
  // Each term of a vocabulary comes once: there is nothing to remember.
  const hash: TermHasher = (term) => hashTerm(term, termKey);
  try {
    const library = await databaseTraces(join(folder, 'library.db'), key, 'library', probes, hash);
    const backups: Trace[] = [];
    for (const name of await readdir(join(folder, 'backups')).catch(emptyWhenMissing)) {
      if (!name.endsWith('.db')) continue;
      const path = join(folder, 'backups', name);
      // The same bytes under the same key hold the same.
      if (await isSameLibrary(folder, path)) backups.push(...library.traces.map((trace) => ({ ...trace, place: trace.place.replace(/^library/, `backup ${name}`) })));
      else backups.push(...await backupTraces(path, key, `backup ${name}`, probes, hash));
    }
    const index = (await readdir(join(folder, 'index')).catch(emptyWhenMissing)).length === 0 ? [] : await indexTraces(join(folder, 'index'), probes);
    return { traces: [...library.traces, ...backups, ...index], alsoElsewhere: library.alsoElsewhere };
  } finally {
    for (const bytes of [key, termKey]) bytes.fill(0);
  }
}

/** Whether a backup is the library's file byte for byte, and nothing of the library stands outside that file. */
async function isSameLibrary(folder: string, backup: string): Promise<boolean> {
  const library = join(folder, 'library.db');
  const [log, one, other] = await Promise.all([sizeOf(`${library}-wal`), sizeOf(library), sizeOf(backup)]);
  if (log > 0 || one !== other) return false;
  await using first = await open(library);
  await using second = await open(backup);
  const [left, right] = [Buffer.alloc(comparedBytes), Buffer.alloc(comparedBytes)];
  for (let at = 0; at < one; at += comparedBytes) {
    const [{ bytesRead }, { bytesRead: otherRead }] = await Promise.all([first.read(left, 0, comparedBytes, at), second.read(right, 0, comparedBytes, at)]);
    if (bytesRead !== otherRead || !left.subarray(0, bytesRead).equals(right.subarray(0, bytesRead))) return false;
  }
  return true;
}

/** 0 for a file that is not there. */
async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(({ size }) => size, () => 0);
}

/** One that cannot be read may hold anything: that counts as a trace. */
async function backupTraces(...[path, key, name, probes, hashTerm]: Parameters<typeof databaseTraces>): Promise<readonly Trace[]> {
  try {
    return (await databaseTraces(path, key, name, probes, hashTerm)).traces;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'library-damaged') throw error;
    return [{ place: name, what: 'cannot be read', count: 1 }];
  }
}

/** Files that never hold anything of a document: the key and what wraps it. */
const keyFiles = new Set(['vault.json', 'data.key']);

/** How many files a library has, and how old the oldest is of those that documents go into (ms since 1970; Infinity for none). */
export async function ageOfFiles(folder: string): Promise<{ readonly looked: number; readonly oldestMs: number; readonly oldest: string | null }> {
  let [looked, oldestMs, oldest] = [0, Infinity, null as string | null];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    looked += 1;
    const path = join(entry.parentPath, entry.name);
    if (entry.parentPath === folder && keyFiles.has(entry.name)) continue;
    const { mtimeMs } = await stat(path);
    if (mtimeMs >= oldestMs) continue;
    [oldestMs, oldest] = [mtimeMs, relative(folder, path)];
  }
  return { looked, oldestMs, oldest };
}
