import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTable } from '../erase/copyTable.ts';
import { openLance } from '../index/lance.ts';
import { rotate } from '../index/rotate.ts';
import { SearchIndex } from '../index/SearchIndex.ts';
import { syncFolder as syncFiles } from '../index/syncFolder.ts';
import { vectorTableName } from '../index/VectorTable.ts';
import { Connection } from '../library/Connection.ts';
import { makeRotation } from '../library/makeRotation.ts';
import { runLongStatement } from '../library/runLongStatement.ts';
import { createSecurity } from '../library/security.ts';
import { AppError } from '../../shared/AppError.ts';
import { replacementPath } from './replacements.ts';
import type { Keys } from './Vault.ts';

type Turned = { readonly embedderId: string; readonly dimensions: number; readonly before: Float32Array; readonly after: Float32Array };

/**
 * Makes a closed library again under another data key, beside the old one: the database, and of the index the vectors, turned by a
 * new secret rotation so that nothing is embedded again. Terms are hashed anew from the text when the library is next opened.
 * Errors: disk-full, library-damaged.
 */
export async function rekeyLibrary(folder: string, old: Keys, next: Keys): Promise<void> {
  const path = replacementPath(folder, 'library.db', next.mark);
  const [key, newKey] = [old.deriveKey('sqlite'), next.deriveKey('sqlite')];
  try {
    const findings = await runLongStatement({ path: join(folder, 'library.db'), key, statement: { kind: 'backup', to: path, newKey } });
    if (findings.length > 0) throw new AppError('library-damaged', { path, finding: findings.join('; ') });
    const connection = new Connection(path, newKey);
    try {
      const turned = turnRotations(connection);
      handOverAudit(connection, old, next);
      connection.checkpoint();
      await copyIndex(folder, replacementPath(folder, 'index', next.mark), next, turned);
    } finally {
      connection.close();
    }
  } finally {
    for (const bytes of [key, newKey]) bytes.fill(0);
  }
}

function turnRotations(connection: Connection): Turned[] {
  const rows = connection.prepare<[], { embedderId: string; dimensions: number; matrix: Uint8Array }>('SELECT embedder_id AS embedderId, dimensions, matrix FROM rotations').all();
  const write = connection.prepare<[Uint8Array, string]>('UPDATE rotations SET matrix = ? WHERE embedder_id = ?');
  return connection.transaction(() => rows.map(({ embedderId, dimensions, matrix }) => {
    const after = makeRotation(dimensions);
    write.run(new Uint8Array(after.buffer), embedderId);
    return { embedderId, dimensions, before: new Float32Array(Uint8Array.from(matrix).buffer), after };
  }));
}

/** Entries written so far keep their seals: the key they were made with stays, inside the library, to check them by. */
function handOverAudit(connection: Connection, old: Keys, next: Keys): void {
  const { settings, audit } = createSecurity(connection);
  const formerKey = old.deriveKey('audit');
  const newKey = next.deriveKey('audit');
  const upToId = audit(formerKey).lastId();
  connection.transaction(() => {
    settings.set('formerAuditKeys', [...settings.get('formerAuditKeys'), { upToId, key: formerKey.toString('hex') }]);
    audit(newKey).append('key-replaced');
  });
  for (const bytes of [formerKey, newKey]) bytes.fill(0);
}

async function copyIndex(folder: string, to: string, next: Keys, turned: readonly Turned[]): Promise<void> {
  const from = join(folder, 'index');
  const tables = new Set(await readdir(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  }));
  // Without words yet, but under the new key.
  await (await SearchIndex.open({ folder: to, termKey: next.deriveKey('terms') })).close();
  const [source, target] = [await openLance(from), await openLance(to)];
  try {
    for (const { embedderId, dimensions, before, after } of turned) {
      const name = vectorTableName(embedderId);
      if (!tables.has(`${name}.lance`)) continue;
      const matrix = multiplyByTransposed(after, before, dimensions);
      await copyTable(source, target, name, { where: null, turn: (vectors) => turnAll(vectors, matrix, dimensions) });
    }
  } finally {
    source.connection.close();
    target.connection.close();
  }
  await syncFiles(to, new Map());
}

/** `left` · `right`ᵀ: undoes the orthogonal matrix `right`, then applies `left`. */
function multiplyByTransposed(left: Float32Array, right: Float32Array, dimensions: number): Float32Array {
  const product = new Float32Array(dimensions * dimensions);
  for (let row = 0; row < dimensions; row += 1) {
    for (let column = 0; column < dimensions; column += 1) {
      let sum = 0;
      for (let at = 0; at < dimensions; at += 1) sum += (left[row * dimensions + at] ?? 0) * (right[column * dimensions + at] ?? 0);
      product[row * dimensions + column] = sum;
    }
  }
  return product;
}

function turnAll(vectors: Float32Array, matrix: Float32Array, dimensions: number): Float32Array {
  const turned = new Float32Array(vectors.length);
  for (let at = 0; at < vectors.length; at += dimensions) turned.set(rotate(vectors.subarray(at, at + dimensions), matrix), at);
  return turned;
}
