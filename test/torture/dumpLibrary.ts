import { connect } from '@lancedb/lancedb';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import { vectorTableName } from '../../electron/engine/index/VectorTable.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import type { Message } from '../../electron/shared/schemas.ts';
import { testKey } from '../fakes/openIngest.ts';

export type LibraryDump = {
  /** By path: state, title, and every page's text. */
  readonly documents: ReadonlyMap<string, string>;
  /** By path, page and range, what the passage says and under which headings. */
  readonly passages: ReadonlyMap<string, string>;
  /** By path, page, range and part, the stored vector. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** Ids of the index that occur twice, by table. */
  readonly doubled: readonly string[];
  /** Live passages whose words are not in the index. */
  readonly withoutWords: number;
  /** In how many passages each term stands. */
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Every question kept, by its id. */
  readonly asked: ReadonlyMap<number, Pick<Message, 'question' | 'error'>>;
};

/** Everything a library holds, from its own files, the index read past the program that writes it. Opening it must work. */
export async function dumpLibrary(folder: string, embedderId: string): Promise<LibraryDump> {
  await using library = await Library.open({ folder, key: testKey('sqlite') });
  const index = await SearchIndex.open({ folder: join(folder, 'index'), termKey: testKey('terms') });
  const wordIds = (await Array.fromAsync(index.passageIds())).flat();
  await index.close();
  const documents = new Map<string, string>();
  const passages = new Map<string, string>();
  // The same content may lie in several places.
  const names = new Map<number, string[]>();
  for (const { path, state, reason, title, contentId, pages } of library.documents.all()) {
    const texts = contentId === null ? [] : Array.from({ length: pages }, (_, at) => library.pages.get(contentId, at + 1)?.text ?? null);
    documents.set(path, JSON.stringify({ state, reason, title, texts }));
    for (let page = 1; contentId !== null && page <= pages; page += 1) {
      for (const passage of library.passages.ofPage(contentId, page)) {
        const name = `${path} ${page} ${passage.start}-${passage.end}`;
        passages.set(name, JSON.stringify({ text: passage.text, headings: passage.headingPath }));
        names.set(passage.id, [...names.get(passage.id) ?? [], name]);
      }
    }
  }
  const rows = await vectorRows(join(folder, 'index'), embedderId);
  const vectors = new Map(rows.flatMap(({ id, part, vector }) => (names.get(id) ?? []).map((name) => [`${name} #${part}`, vector] as const)));
  const isThere = new Set(wordIds);
  return {
    documents, passages, vectors,
    doubled: [...twice(wordIds.map(String)).map((id) => `passages ${id}`), ...twice(rows.map(({ id, part }) => `${id} ${part}`)).map((id) => `vectors ${id}`)],
    withoutWords: [...names.keys()].filter((id) => !isThere.has(id)).length,
    vocabulary: library.vocabulary.frequencies(library.vocabulary.withPrefix('', 1_000_000)),
    asked: new Map(library.conversations.list().flatMap(({ id }) => library.conversations.messages(id)).map(({ id, question, error }) => [id, { question, error }])),
  };
}

async function vectorRows(indexFolder: string, embedderId: string): Promise<{ readonly id: number; readonly part: number; readonly vector: Float32Array }[]> {
  if (!existsSync(join(indexFolder, `${vectorTableName(embedderId)}.lance`))) return [];
  const connection = await connect(indexFolder);
  const table = await connection.openTable(vectorTableName(embedderId));
  const found = await table.query().select(['id', 'part', 'vector']).toArray() as readonly { id: number; part: number; vector: Iterable<number> }[];
  const rows = found.map(({ id, part, vector }) => ({ id, part, vector: Float32Array.from(vector) }));
  table.close();
  connection.close();
  return rows;
}

function twice(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

/** How two dumps differ, in words; empty when they are the same. */
export function compareDumps(found: LibraryDump, expected: LibraryDump, tolerance: number): string[] {
  const differences = [...compareMaps('document', found.documents, expected.documents, (a, b) => a === b), ...compareMaps('passage', found.passages, expected.passages, (a, b) => a === b)];
  const isNear = (a: Float32Array, b: Float32Array): boolean => a.length === b.length && a.every((value, at) => Math.abs(value - (b[at] ?? NaN)) <= tolerance);
  differences.push(...compareMaps('vector', found.vectors, expected.vectors, isNear));
  differences.push(...compareMaps('term', found.vocabulary, expected.vocabulary, (a, b) => a === b));
  return differences;
}

function compareMaps<T>(what: string, found: ReadonlyMap<string, T>, expected: ReadonlyMap<string, T>, isSame: (a: T, b: T) => boolean): string[] {
  const differences: string[] = [];
  for (const [key, value] of expected) {
    const other = found.get(key);
    if (other === undefined) differences.push(`${what} lost: ${key}`);
    else if (!isSame(other, value)) differences.push(`${what} differs: ${key}${typeof value === 'object' ? '' : `: ${String(other).slice(0, 160)} instead of ${String(value).slice(0, 160)}`}`);
  }
  for (const key of found.keys()) if (!expected.has(key)) differences.push(`${what} too many: ${key}`);
  return differences;
}
