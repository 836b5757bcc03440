import { join } from 'node:path';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { openLance } from '../../electron/engine/index/lance.ts';
import { vectorTableName } from '../../electron/engine/index/VectorTable.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { openProfile } from '../../electron/engine/Profile.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import { benchFolder } from '../bench/passages.ts';
import type { EmbeddedPassage } from '../bench/realVectors.ts';
import { copyProfile, indexedProfile } from '../eval/indexedProfile.ts';
import { hasSharedData } from '../eval/questions.ts';

/**
 * Passages with the vectors the product gave them: of the filings where they are, else of the sample documents, indexed by the real
 * engine once and kept under .carrel/eval. `dimensions` is the embedder's.
 */
export async function realPassages(embedderId: string, dimensions: number, say: (line: string) => void): Promise<EmbeddedPassage[]> {
  const profile = await indexedProfile(hasSharedData() ? 'sec' : 'samples', benchFolder(), { rebuild: false, reuse: true, say });
  const copy = await copyProfile(profile.folder, 'scale');
  try {
    await using opened = await openProfile(copy.folder, { name: 'scale' });
    const folder = opened.libraryFolder((await opened.libraryIds())[0] ?? '');
    // The index is not opened as such: what an older analysis made of words does not matter here.
    await using library = await Library.open({ folder, key: (await Vault.open({ folder })).deriveKey('sqlite') });
    const matrix = library.rotations.get(embedderId, dimensions);
    const turned = await readVectors(join(folder, 'index'), embedderId);
    const passages = new Map(library.indexRows.passages([...turned.keys()]).map(({ id, text }) => [id, text]));
    return [...turned].flatMap(([id, vector]) => {
      const text = passages.get(id);
      return text === undefined || analyseTerms(text).length === 0 ? [] : [{ text, vector: turnBack(vector, matrix) }];
    });
  } finally {
    await copy.dispose();
  }
}

/** The first vector of each passage, as it is stored, by passage id. */
async function readVectors(indexFolder: string, embedderId: string): Promise<Map<number, Float32Array>> {
  const { connection } = await openLance(indexFolder);
  const table = await connection.openTable(vectorTableName(embedderId));
  const rows = await table.query().select(['id', 'part', 'vector']).toArrow();
  const vectors = new Map<number, Float32Array>();
  for (let row = 0; row < rows.numRows; row += 1) {
    if (Number(rows.getChild('part')?.get(row)) !== 0) continue;
    vectors.set(Number(rows.getChild('id')?.get(row)), Float32Array.from(rows.getChild('vector')?.get(row) as Iterable<number>));
  }
  return vectors;
}

/** Undoes `rotate`: the inverse of an orthogonal matrix (row-major) is its transpose. */
function turnBack(turned: Float32Array, matrix: Float32Array): Float32Array {
  const vector = new Float32Array(turned.length);
  for (const [row, value] of turned.entries()) {
    for (let column = 0; column < turned.length; column += 1) vector[column] = (vector[column] ?? 0) + (matrix[row * turned.length + column] ?? 0) * value;
  }
  return vector;
}
