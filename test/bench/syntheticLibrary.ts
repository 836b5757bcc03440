import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { repositoryRoot } from '../eval/questions.ts';
import { fillLibrary } from './fillLibrary.ts';
import { benchCache, type EmbeddedPassage } from './realVectors.ts';
import { Synthesiser } from './synthesise.ts';

/** A library and its index, opened without an engine; `vectors` holds every passage's vector, in the order of `ids`. */
export type OpenLibrary = {
  readonly library: Library; readonly index: SearchIndex; readonly indexFolder: string; readonly termKey: Buffer;
  readonly ids: readonly number[]; readonly vectors: Float32Array; close(): Promise<void>;
};

const seed = 20;
const sqliteKey = createHash('sha256').update('bench sqlite').digest();
const termKey = createHash('sha256').update('bench terms').digest();

/** `count` synthetic passages in a real library and a real index, built once for each state of their code. */
export async function syntheticLibrary(count: number, embedderId: string, real: readonly EmbeddedPassage[], say: (line: string) => void): Promise<OpenLibrary> {
  const dimensions = real[0]?.vector.length ?? 0;
  const folder = join(benchCache, `synthetic-${String(count)}-${await stateOfCode(real)}`);
  const doneMark = join(folder, 'done');
  const [libraryFolder, indexFolder] = [join(folder, 'library'), join(folder, 'index')];
  const isBuilt = existsSync(doneMark);
  if (!isBuilt) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const library = await Library.open({ folder: libraryFolder, key: sqliteKey });
  const index = await SearchIndex.open({ folder: indexFolder, termKey });
  index.setRotation(embedderId, library.rotations.get(embedderId, dimensions), dimensions);
  const vectors = new Float32Array(count * dimensions);
  const made = new Synthesiser(real, analyseTerms, seed);
  if (isBuilt) {
    for (let at = 0; at < count; at += 1) vectors.set(made.next().vector, at * dimensions);
    const ids = JSON.parse(await readFile(join(folder, 'ids.json'), 'utf8')) as number[];
    return open(library, index, indexFolder, ids, vectors);
  }
  const ids: number[] = [];
  await fillLibrary(library, index, {
    count, embedderId, folder: join(benchCache, 'nowhere'), next: () => made.next(),
    onPassage: (id, vector) => { vectors.set(vector, ids.length * dimensions); ids.push(id); },
    onGroup: (written) => { if (written % 20_000 === 0) say(`synthetic passages: ${String(written)} of ${String(count)}`); },
  });
  await writeFile(join(folder, 'ids.json'), JSON.stringify(ids));
  await writeFile(doneMark, '');
  return open(library, index, indexFolder, ids, vectors);
}

function open(library: Library, index: SearchIndex, indexFolder: string, ids: readonly number[], vectors: Float32Array): OpenLibrary {
  return { library, index, indexFolder, termKey, ids, vectors, close: async () => { await index.close(); await library.close(); } };
}

async function stateOfCode(real: readonly EmbeddedPassage[]): Promise<string> {
  const hash = createHash('sha256');
  const engine = join(repositoryRoot, 'electron', 'engine');
  const files = [join(engine, 'analyse.ts'), ...await typescriptIn(join(engine, 'index')), ...await typescriptIn(join(engine, 'library', 'migrations'))];
  for (const file of files) hash.update(await readFile(file));
  for (const { text } of real) hash.update(text);
  return hash.digest('hex').slice(0, 16);
}

async function typescriptIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.ts') || name.endsWith('.sql')).sort().map((name) => join(folder, name));
}
