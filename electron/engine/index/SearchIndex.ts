import { readFile, rm, writeFile } from 'node:fs/promises';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { isMissing } from '../../shared/emptyWhenMissing.ts';
import { analysisVersion } from '../analyse.ts';
import type { ScopeFilter } from '../library/records.ts';
import type { IndexHit } from './findInScope.ts';
import { createTermHasher } from './hashTerms.ts';
import { openLance, type Lance } from './lance.ts';
import type { LanceTable } from './LanceTable.ts';
import { openHealthy, takeCleanMarks, writeCleanMarks } from './openHealthy.ts';
import { folderSize, syncFolder, type SyncedFiles } from './syncFolder.ts';
import { passagesName, TermTable, type PassageRow } from './TermTable.ts';
import { isVectorTable, vectorTableName, VectorTable, type VectorRow } from './VectorTable.ts';

export type OpenIndexOptions = {
  /** Made if missing. Nothing else may be kept in it. */
  readonly folder: string;
  /** Secret under which terms are hashed; another key than the index was made with is `index-damaged`. */
  readonly termKey: Buffer;
  /** Native threads, at least 4 whatever is asked (see `openLance`). Default: the number of cores. */
  readonly threads?: number;
  /** How long one native build may take before it is given up; of a large table so much more for every 50,000 rows. Default 120,000 ms. */
  readonly buildLimitMs?: number;
};

type Tables = { readonly lance: Lance; readonly terms: TermTable; readonly vectors: Map<string, VectorTable>; readonly steppedBack: boolean };

/** What to search for beside the query: at most `limit` hits, within `filter`. */
export type SearchLimits = { readonly limit: number; readonly filter: ScopeFilter };

const identityName = 'index.json';
const formatVersion = 1;
const sweepBatch = 10_000;
const defaultBuildLimitMs = 120_000;
const fewestTermsAtRest = 200;

/**
 * The search index of one library: full text over keyed term hashes and one vector table an embedder. A cache: everything in it
 * comes from the library and can be built again, nothing in it is readable text. Ids are the library's passage ids; the index may
 * hold ids the library no longer knows, which callers leave out. One writer.
 *
 * Errors of every method: `index-damaged` (build it anew from the library), `disk-full`; `library-closed` after `close`.
 */
export class SearchIndex {
  readonly #folder: string;
  readonly #openTables: () => Promise<Tables>;
  readonly #rotations = new Map<string, Float32Array>();
  readonly #synced: SyncedFiles = new Map();
  readonly #buildLimitMs: number;
  #opening: Promise<Tables> | null = null;
  #isClosed = false;
  #steppedBack = false;

  private constructor(folder: string, buildLimitMs: number, openTables: () => Promise<Tables>) {
    this.#folder = folder;
    this.#buildLimitMs = buildLimitMs;
    this.#openTables = openTables;
  }

  /** Errors: `index-damaged` also when the index was made with another key, or with a later analysis of text than this program's. */
  static async open({ folder, buildLimitMs = defaultBuildLimitMs, ...options }: OpenIndexOptions): Promise<SearchIndex> {
    const index = new SearchIndex(folder, buildLimitMs, () => openTables({ folder, buildLimitMs, ...options }));
    await index.whenOpen();
    return index;
  }

  /**
   * An index that opens with its first use, and is tried again with the next where that failed: loading the store takes longer than
   * all else a library needs. A damaged one is made anew, empty. Errors of every method then are those of opening too.
   */
  static openLater({ folder, buildLimitMs = defaultBuildLimitMs, ...options }: OpenIndexOptions): SearchIndex {
    const open = (): Promise<Tables> => openTables({ folder, buildLimitMs, ...options });
    return new SearchIndex(folder, buildLimitMs, () => open().catch(async (error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'index-damaged') throw error;
      await SearchIndex.remove(folder);
      return await open();
    }));
  }

  /**
   * True when a table's newest version was unreadable and the one before it was taken, or when its words were of an earlier analysis of
   * text and went: rows are missing, compare ids with the library.
   */
  get steppedBack(): boolean {
    return this.#steppedBack;
  }

  /** Removes a damaged index from disk; it must not be open. */
  static async remove(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true });
  }

  /** Opens it now, where that has not been done. */
  async whenOpen(): Promise<void> {
    await this.#tables();
  }

  async addPassages(rows: readonly PassageRow[]): Promise<void> {
    await (await this.#tables()).terms.add(rows);
  }

  /**
   * Gives the secret rotation of an embedder: `dimensions` × `dimensions`, orthogonal, row-major, the same every time. Needed before
   * its vectors are added or searched.
   */
  setRotation(embedderId: string, matrix: Float32Array, dimensions: number): void {
    if (matrix.length !== dimensions * dimensions) throw new AppError('internal', { message: 'rotation has the wrong size' });
    this.#rotations.set(embedderId, matrix);
  }

  async addVectors(embedderId: string, rows: readonly VectorRow[]): Promise<void> {
    if (rows.length === 0) return;
    const matrix = this.#rotation(embedderId);
    const name = vectorTableName(embedderId);
    const { lance, vectors } = await this.#tables();
    let table = vectors.get(name);
    if (table === undefined) {
      table = await VectorTable.create(lance, name, Math.sqrt(matrix.length), this.#buildLimitMs);
      vectors.set(name, table);
    }
    await table.add(rows, matrix);
  }

  /** Passages holding any of the terms, by BM25 (above 0), best first, ties by id. */
  async searchTerms(terms: readonly string[], { limit, filter }: SearchLimits): Promise<IndexHit[]> {
    return await (await this.#tables()).terms.search(terms, limit, filter);
  }

  /** Passages nearest to the vector by cosine (-1..1), best first, ties by id; none when this embedder has no vectors yet. */
  async searchVectors(embedderId: string, vector: Float32Array, { limit, filter }: SearchLimits): Promise<IndexHit[]> {
    const table = await this.#vectorTable(embedderId);
    return table === undefined ? [] : await table.search(vector, this.#rotation(embedderId), limit, filter);
  }

  /** Deletes the passages and vectors, of every embedder, of these contents. */
  async deleteByContent(contentIds: readonly number[]): Promise<void> {
    for (const table of await this.#all()) await table.deleteIds('content_id', contentIds);
  }

  /** Deletes these passages and their vectors of every embedder. */
  async deletePassages(ids: readonly number[]): Promise<void> {
    for (const table of await this.#all()) await table.deleteIds('id', ids);
  }

  /** Undoes what was added of one content after the passage `afterId`. */
  async deleteVectors(embedderId: string, { contentId, afterId }: { readonly contentId: number; readonly afterId: number }): Promise<void> {
    await (await this.#vectorTable(embedderId))?.table.deleteWhere(`content_id = ${contentId} AND id > ${afterId}`);
  }

  async dropVectors(embedderId: string): Promise<void> {
    const name = vectorTableName(embedderId);
    const { lance, vectors } = await this.#tables();
    const table = vectors.get(name);
    if (table === undefined) return;
    vectors.delete(name);
    await table.table.close();
    await lance.connection.dropTable(name);
  }

  async hasVectors(embedderId: string): Promise<boolean> {
    return await this.#vectorTable(embedderId) !== undefined;
  }

  /** Brings everything written so far to the disk. */
  async sync(): Promise<void> {
    await syncFolder((await this.#tables()).lance.folder, this.#synced);
  }

  /**
   * Merges and indexes what was added, above 4,000 rows or 64 versions a table (more of a large one), and deletes old versions.
   * `atRest`: nothing more is being read, so that words are indexed to the last few rows; each thousand not indexed costs every search
   * 6 ms. Searches go on meanwhile. Returns whether it did anything. Errors: `internal` once for a build that did not end; that table is then left as it is.
   */
  async maintain({ atRest = false } = {}): Promise<boolean> {
    const { terms, vectors } = await this.#tables();
    let worked = await terms.table.maintain({ atRest, fewestAtRest: fewestTermsAtRest });
    for (const [name, table] of vectors) {
      try {
        worked = await table.maintain({ atRest }) || worked;
      } catch (error) {
        // Dropped meanwhile, as when the embedder changes: it is closed, not damaged.
        if (vectors.get(name) === table) throw error;
      }
    }
    return worked;
  }

  /**
   * Deletes rows whose passages `isLive` does not return, where they are more than `above` (0..1) of a table. Returns how many rows
   * went.
   */
  async sweep(isLive: (ids: number[]) => Set<number>, { above = 0 } = {}): Promise<number> {
    let swept = 0;
    for (const table of await this.#all()) {
      const garbage = new Set<number>();
      let [rows, dead] = [0, 0];
      for await (const batch of table.ids()) {
        for (let from = 0; from < batch.length; from += sweepBatch) {
          const ids = batch.slice(from, from + sweepBatch);
          const live = isLive(ids);
          rows += ids.length;
          for (const id of ids) if (!live.has(id)) { garbage.add(id); dead++; }
        }
      }
      if (dead === 0 || dead <= rows * above) continue;
      await table.deleteIds('id', [...garbage]);
      swept += dead;
    }
    return swept;
  }

  /** Rows of the full-text table, those of passages the library no longer has among them. */
  async countPassages(): Promise<number> {
    return await (await this.#tables()).terms.table.countRows();
  }

  /** All passage ids of the full-text table, in batches, in no order. */
  async *passageIds(): AsyncGenerator<number[]> {
    yield* (await this.#tables()).terms.table.ids();
  }

  /** The passage id of every vector, in batches, in no order; none when the embedder has no table. */
  async *vectorIds(embedderId: string): AsyncGenerator<number[]> {
    const table = await this.#vectorTable(embedderId);
    if (table !== undefined) yield* table.table.ids();
  }

  async sizeBytes(): Promise<number> {
    return await folderSize(this.#folder);
  }

  /** Waits for running work, brings everything to the disk and notes that it was closed well. One that was never used stays as it is. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const opened = await this.#opening?.catch(() => null) ?? null;
    if (opened === null) return;
    const { lance } = opened;
    for (const table of tablesOf(opened)) await table.close();
    lance.connection.close();
    await syncFolder(lance.folder, this.#synced);
    await writeCleanMarks(lance.folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #tables(): Promise<Tables> {
    if (this.#isClosed) throw new AppError('library-closed');
    const opening = this.#opening ??= this.#openTables();
    try {
      const tables = await opening;
      this.#steppedBack = tables.steppedBack;
      return tables;
    } catch (error) {
      if (this.#opening === opening) this.#opening = null;
      throw error;
    }
  }

  async #vectorTable(embedderId: string): Promise<VectorTable | undefined> {
    return (await this.#tables()).vectors.get(vectorTableName(embedderId));
  }

  async #all(): Promise<LanceTable[]> {
    return tablesOf(await this.#tables());
  }

  #rotation(embedderId: string): Float32Array {
    const matrix = this.#rotations.get(embedderId);
    if (matrix === undefined) throw new AppError('internal', { message: `no rotation for ${embedderId}` });
    return matrix;
  }
}

async function openTables({ folder, termKey, threads, buildLimitMs }: OpenIndexOptions & { readonly buildLimitMs: number }): Promise<Tables> {
  const lance = await openLance(folder, threads);
  const marks = await takeCleanMarks(lance.folder);
  const names = await lance.connection.tableNames();
  let steppedBack = await checkIdentity(lance, termKey, names) === 'other terms';
  const open = async (name: string) => {
    const opened = await openHealthy(lance, name, marks);
    steppedBack ||= opened.steppedBack;
    return opened.native;
  };
  const passages = names.includes(passagesName) && !steppedBack ? await open(passagesName) : null;
  const terms = await TermTable.open(lance, passages, createTermHasher(termKey), buildLimitMs);
  const vectors = new Map<string, VectorTable>();
  for (const name of names.filter(isVectorTable)) vectors.set(name, await VectorTable.open(lance, await open(name), name, buildLimitMs));
  return { lance, terms, vectors, steppedBack };
}

function tablesOf({ terms, vectors }: Tables): LanceTable[] {
  return [terms.table, ...[...vectors.values()].map(({ table }) => table)];
}

/**
 * The index belongs to one key: with another every search would find nothing, without an error. Its words belong to one analysis of
 * text as well: those of another are dropped, to be made anew from the library; vectors do not depend on it and stay.
 */
async function checkIdentity({ folder, connection }: Lance, termKey: Buffer, names: readonly string[]): Promise<'same' | 'other terms'> {
  const path = join(folder, identityName);
  const key = createHmac('sha256', termKey).update('index identity').digest('hex').slice(0, 16);
  const expected = JSON.stringify({ format: formatVersion, analysis: analysisVersion, key });
  if (names.length === 0) await writeFile(path, expected, { mode: 0o600 });
  const found = await readFile(path, 'utf8').catch((cause: unknown) => {
    if (isMissing(cause)) return '';
    throw new AppError('file-not-readable', { path }, { cause });
  });
  if (found === expected) return 'same';
  const isOfOtherTerms = Array.from({ length: analysisVersion }, (_, analysis) => JSON.stringify({ format: formatVersion, analysis, key })).includes(found);
  if (!isOfOtherTerms) throw new AppError('index-damaged', { table: identityName });
  if (names.includes(passagesName)) await connection.dropTable(passagesName);
  await writeFile(path, expected, { mode: 0o600 });
  return 'other terms';
}
