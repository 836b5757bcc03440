import type { Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import type { ScopeFilter } from '../library/records.ts';
import { arrow } from './arrow.ts';
import { arrowTable, int32Data, textData } from './arrowRows.ts';
import { sealTerms, type TermHasher } from './hashTerms.ts';
import type { Lance } from './lance.ts';
import { LanceTable } from './LanceTable.ts';
import { findInScope, type IndexHit } from './findInScope.ts';
import { scopePredicate } from './scope.ts';

export type PassageRow = { readonly id: number; readonly contentId: number; readonly folderId: number; readonly terms: readonly string[] };

export const passagesName = 'passages';

/** Full text over keyed term hashes. */
export class TermTable {
  readonly table: LanceTable;
  readonly #lance: Lance;
  readonly #hash: TermHasher;

  private constructor(lance: Lance, table: LanceTable, hash: TermHasher) {
    this.#lance = lance;
    this.table = table;
    this.#hash = hash;
  }

  static async open(lance: Lance, native: Table | null, hash: TermHasher, buildLimitMs: number): Promise<TermTable> {
    const table = new LanceTable(lance, passagesName, native ?? await lance.connection.createEmptyTable(passagesName, makeSchema()), buildLimitMs);
    await table.indexScopes(lance);
    const opened = new TermTable(lance, table, hash);
    const indexed = new Set((await table.native.listIndices()).flatMap((index) => index.columns));
    if (!indexed.has('terms')) await opened.#buildIndex();
    return opened;
  }

  async add(rows: readonly PassageRow[]): Promise<void> {
    await this.table.add(arrowTable(makeSchema(), rows.length, [
      int32Data(rows, (row) => row.id), int32Data(rows, (row) => row.contentId), int32Data(rows, (row) => row.folderId),
      textData(rows.map((row) => sealTerms(row.terms, this.#hash))),
    ]));
  }

  /** BM25, above 0, best first, ties by id. */
  async search(terms: readonly string[], limit: number, filter: ScopeFilter): Promise<IndexHit[]> {
    if (terms.length === 0) return [];
    const query = new this.#lance.addon.MatchQuery([...new Set(terms.map(this.#hash))].join(' '), 'terms');
    const predicate = scopePredicate(filter);
    const leftOutBy = predicate === null ? filter : null;
    return await findInScope({
      limit, leftOutBy, share: 1,
      find: async (count) => {
        const matching = this.table.native.query().fullTextSearch(query).limit(count);
        return await this.table.find(predicate === null ? matching : matching.where(predicate), '_score', leftOutBy !== null);
      },
    });
  }

  async #buildIndex(): Promise<void> {
    // Hashes are whole tokens already: any analysis by the store would change them.
    const config = this.#lance.addon.Index.fts({
      baseTokenizer: 'whitespace', stem: false, removeStopWords: false, asciiFolding: false, lowercase: false, withPosition: false,
    });
    await this.table.build('full-text index', (table) => table.createIndex('terms', { config, replace: true }));
  }
}

function makeSchema(): Schema {
  const { Field, Int32, Schema, Utf8 } = arrow();
  return new Schema([
    new Field('id', new Int32(), false), new Field('content_id', new Int32(), false), new Field('folder_id', new Int32(), false),
    new Field('terms', new Utf8(), false),
  ]);
}
