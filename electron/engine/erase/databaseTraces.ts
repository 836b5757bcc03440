import { setImmediate as nextTurn } from 'node:timers/promises';
import { analyseTerms } from '../analyse.ts';
import type { TermHasher } from '../index/hashTerms.ts';
import { Connection } from '../library/Connection.ts';
import type { ErasePlan } from '../library/erasures.ts';
import { mentionOf } from './mentionOf.ts';
import { ShingleSet } from './shingles.ts';

/** What a document can be known by: ids, whole paths, words of its own (as keyed hashes), six words in a row. */
export type Probes = Pick<ErasePlan, 'paths' | 'documentIds' | 'contentIds' | 'revisionIds' | 'passageIds' | 'sha256' | 'shingles' | 'terms'>;
export type Trace = { readonly place: string; readonly what: string; readonly count: number };
export type DatabaseTraces = {
  readonly traces: readonly Trace[];
  /** Shingles that stand on pages of other documents too: they prove nothing. */
  readonly alsoElsewhere: ReadonlySet<number>;
};

/** Where the ids of documents stand. */
const idColumns: readonly (readonly [table: string, column: string, ids: 'documentIds' | 'contentIds' | 'revisionIds' | 'passageIds' | 'sha256'])[] = [
  ['locations', 'id', 'documentIds'], ['citations', 'document_id', 'documentIds'], ['contents', 'id', 'contentIds'], ['contents', 'sha256', 'sha256'],
  ['parts', 'parent_content_id', 'contentIds'], ['parts', 'content_id', 'contentIds'], ['revisions', 'id', 'revisionIds'], ['revisions', 'content_id', 'contentIds'], ['pages', 'revision_id', 'revisionIds'],
  ['passages', 'revision_id', 'revisionIds'], ['passages', 'id', 'passageIds'], ['embedding_progress', 'revision_id', 'revisionIds'], ['addressed_pages', 'revision_id', 'revisionIds'], ['go_through_verdicts', 'document_id', 'documentIds'], ['go_through_verdicts', 'revision_id', 'revisionIds'], ['reader_deaths', 'sha256', 'sha256'], ['recognised', 'sha256', 'sha256'],
];
const fullText = ['document_text', 'message_text'] as const;
const rowsPerTurn = 500;

/** Every trace of a document in a decrypted database file: a library or a backup of one. Reads all of it; `name` is how the place is called. */
export async function databaseTraces(path: string, key: Uint8Array, name: string, probes: Probes, hashTerm: TermHasher): Promise<DatabaseTraces> {
  const connection = new Connection(path, key);
  try {
    const words = await wordTraces(connection, name, probes);
    return { traces: [...idTraces(connection, name, probes), ...termTraces(connection, name, probes, hashTerm), ...words.traces], alsoElsewhere: words.alsoElsewhere };
  } finally {
    connection.close();
  }
}

function idTraces(connection: Connection, name: string, probes: Probes): Trace[] {
  // A backup may be older than some of them.
  const known = new Set(connection.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all().map((row) => row.name));
  return idColumns.filter(([table]) => known.has(table)).map(([table, column, ids]) => {
    const row = connection.prepare<[string], { count: number }>(`SELECT count(*) AS count FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`).get(JSON.stringify(probes[ids]));
    return { place: `${name}: ${table}`, what: `${column} of the document`, count: row?.count ?? 0 };
  });
}

/** In the vocabulary and in what full text keeps in place of the text. */
function termTraces(connection: Connection, name: string, { terms }: Probes, hashTerm: TermHasher): Trace[] {
  const wanted = new Set(terms);
  const isOwn = (term: string): boolean => wanted.has(hashTerm(term));
  let inVocabulary = 0;
  for (const { term } of connection.prepare<[], { term: string }>('SELECT term FROM vocabulary').each()) if (isOwn(term)) inVocabulary += 1;
  const inFullText = fullText.map((table) => {
    connection.exec(`CREATE VIRTUAL TABLE temp.erase_words USING fts5vocab('main', '${table}', 'row')`);
    let count = 0;
    for (const { term } of connection.prepare<[], { term: string }>('SELECT term FROM temp.erase_words').each()) if (analyseTerms(term).some(isOwn)) count += 1;
    connection.exec('DROP TABLE temp.erase_words');
    return { place: `${name}: ${table}`, what: 'words only the document has', count };
  });
  return [{ place: `${name}: vocabulary`, what: 'words only the document has', count: inVocabulary }, ...inFullText];
}

/** Every text of every table, whatever it is for: six words in a row, and the path. */
async function wordTraces(connection: Connection, name: string, probes: Probes): Promise<DatabaseTraces> {
  const shingles = new ShingleSet(probes.shingles);
  // Ids of a backup may be others; and what is hidden and waits to be swept goes with the erasure, whose ever it was.
  const byBytes = connection.prepare<[string], { id: number }>(`SELECT r.id FROM revisions r JOIN contents c ON c.id = r.content_id WHERE r.state = 'garbage' OR c.sha256 IN (SELECT value FROM json_each(?))`);
  const own = new Set([...probes.revisionIds, ...byBytes.all(JSON.stringify(probes.sha256)).map(({ id }) => id)]);
  const alsoElsewhere = new Set<number>();
  const isMentioned = mentionOf(probes.paths);
  const traces: Trace[] = [];
  for (const table of textTables(connection)) {
    let [words, places, rows] = [0, 0, 0];
    const columns = textColumns(connection, table);
    // Numbers and bytes hold no words; what a table without texts is called is looked at all the same.
    const query = columns.length === 0 ? null : connection.prepare<[], Record<string, unknown>>(`SELECT ${[...columns, ...(table === 'pages' ? ['revision_id'] : [])].map((column) => `"${column}"`).join(', ')} FROM "${table}"`);
    for (const row of query?.each() ?? []) {
      rows += 1;
      if (rows % rowsPerTurn === 0) await nextTurn();
      // The plan of the erasure itself names what it is about.
      if (table === 'jobs' && row['kind'] === 'erase') continue;
      const isOther = table === 'pages' && !own.has(Number(row['revision_id']));
      for (const column of columns) {
        const value = row[column];
        if (typeof value !== 'string') continue;
        const found = shingles.in(value);
        if (isOther) for (const shingle of found) alsoElsewhere.add(shingle);
        else if (found.size > 0) words += 1;
        if (isMentioned(value)) places += 1;
      }
    }
    traces.push({ place: `${name}: ${table}`, what: 'six words in a row', count: words });
    traces.push({ place: `${name}: ${table}`, what: 'path', count: places });
  }
  return { traces, alsoElsewhere };
}

/** Columns that may hold texts: in a strict table those declared so, elsewhere any. */
function textColumns(connection: Connection, table: string): string[] {
  const isStrict = connection.prepare<[string], { strict: number }>(`SELECT strict FROM pragma_table_list WHERE schema = 'main' AND name = ?`).get(table)?.strict === 1;
  const columns = connection.prepare<[string], { name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)').all(table);
  return columns.filter(({ type }) => !isStrict || type === 'TEXT' || type === 'ANY').map(({ name }) => name);
}

function textTables(connection: Connection): string[] {
  return connection.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).all()
    .map(({ name }) => name).filter((name) => name !== 'vocabulary' && !fullText.some((table) => name.startsWith(table)));
}
