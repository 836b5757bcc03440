import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { emptyWhenMissing } from '../../shared/emptyWhenMissing.ts';
import { hashTerm, type TermHasher } from '../index/hashTerms.ts';
import type { Keys } from '../vault/Vault.ts';
import { databaseTraces, type Probes, type Trace } from './databaseTraces.ts';
import { indexTraces } from './indexTraces.ts';

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
      if (name.endsWith('.db')) backups.push(...await backupTraces(join(folder, 'backups', name), key, `backup ${name}`, probes, hash));
    }
    const index = (await readdir(join(folder, 'index')).catch(emptyWhenMissing)).length === 0 ? [] : await indexTraces(join(folder, 'index'), probes);
    return { traces: [...library.traces, ...backups, ...index], alsoElsewhere: library.alsoElsewhere };
  } finally {
    for (const bytes of [key, termKey]) bytes.fill(0);
  }
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
