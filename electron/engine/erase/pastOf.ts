import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { emptyWhenMissing } from '../../shared/emptyWhenMissing.ts';
import { Connection } from '../library/Connection.ts';
import { createErasures } from '../library/erasures.ts';
import type { Library } from '../library/Library.ts';
import type { Keys } from '../vault/Vault.ts';

/** A row of passages with all its terms are made from. */
type PassageRow = ReturnType<ReturnType<typeof createErasures>['passageRows']>[number];

/** What backups hold of documents that were at or beneath some paths. Their ids mean nothing in the library of today. */
export type Past = {
  readonly documents: ReadonlyMap<string, { readonly modifiedMs: number }>;
  /** Of contents the library has no more. */
  readonly sha256: readonly string[]; readonly texts: readonly string[]; readonly passages: readonly PassageRow[];
};

/** Looks through every backup of a library. One that cannot be read tells nothing; it goes with the others. */
export async function pastOf(paths: readonly string[], library: Library, keys: Pick<Keys, 'deriveKey'>): Promise<Past> {
  const folder = join(library.folder, 'backups');
  const documents = new Map<string, { readonly modifiedMs: number }>();
  const [sha256, texts] = [new Set<string>(), new Set<string>()];
  const passages: PassageRow[] = [];
  const key = keys.deriveKey('sqlite');
  try {
    for (const name of await readdir(folder).catch(emptyWhenMissing)) {
      if (!name.endsWith('.db')) continue;
      reading(join(folder, name), key, (erasures) => {
        const found = erasures.find(paths);
        for (const { path, modifiedMs } of found.documents) documents.set(path, { modifiedMs });
        const isLive = library.security.erasures.liveAmong(erasures.sha256(found.contentIds));
        for (const contentId of found.contentIds) {
          const [sum = ''] = erasures.sha256([contentId]);
          if (isLive.has(sum) || sha256.has(sum)) continue;
          sha256.add(sum);
          const revisionIds = erasures.revisionsOf([contentId]);
          for (const text of erasures.pageTexts(revisionIds)) texts.add(text);
          passages.push(...erasures.passageRows(revisionIds));
        }
      });
    }
  } finally {
    key.fill(0);
  }
  return { documents, sha256: [...sha256], texts: [...texts], passages };
}

function reading(path: string, key: Uint8Array, look: (erasures: ReturnType<typeof createErasures>) => void): void {
  let connection: Connection | null = null;
  try {
    connection = new Connection(path, key);
    look(createErasures(connection));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'library-damaged') throw error;
  } finally {
    connection?.close();
  }
}
