import type { Query, Table, VectorQuery } from '@lancedb/lancedb';
import type { Table as ArrowTable } from 'apache-arrow';
import { AppError } from '../../shared/AppError.ts';
import type { BuilderContract } from '../../shared/builderContract.ts';
import type { Client } from '../../shared/operation.ts';
import { buildApart } from './buildApart.ts';
import { toIndexError } from './indexError.ts';
import type { Lance } from './lance.ts';
import { withWatchdog } from './watchdog.ts';

/** A row found: its passage's id, a score or distance by the query that was run, and where it is asked for the content and folder it lies in. */
export type FoundRow = { readonly id: number; readonly place: { readonly contentId: number; readonly folderId: number } | null; readonly value: number };

const idsPerStatement = 1_000;
const rowsPerBatch = 20_000;
/** Above so many rows builds go to a process of their own: one of 100,000 rows takes 400 MB, which this process would keep. */
const mostBuiltHere = 10_000;
/** A build goes through the whole table, so a larger one waits for more rows; but each thousand rows not indexed costs a search 6 ms. */
const [fewestUnindexed, unindexedShare, mostUnindexed] = [4_000, 0.05, 20_000];
const unindexedShareAtRest = 0.002;
/** Counts of scopes that are kept until the table changes. */
const mostCounts = 50;
const [fewestVersions, versionShare, mostVersions] = [64, 0.000_5, 256];
/** A build of so many rows may take twice as long as one of few. */
const rowsALimit = 50_000;

/** `atRest`: nothing more is being read, and a build disturbs nobody; `fewestAtRest` new rows are then enough for one. Default 4,000. */
export type MaintainOptions = { readonly atRest: boolean; readonly fewestAtRest?: number };

/**
 * One table of the index with the rules every table keeps: writes one after another; old versions deleted only once no search reads
 * them; native builds under a watchdog, and none again in this process after one that hung. Columns every table has: `id`,
 * `content_id`, `folder_id`.
 */
export class LanceTable {
  readonly name: string;
  readonly #folder: string;
  readonly #table: Table;
  readonly #buildLimitMs: number;
  readonly #reads = new Set<Promise<unknown>>();
  #counts = new Map<string, number>();
  #lastWrite: Promise<unknown> = Promise.resolve();
  #newRows = Infinity;
  #newVersions = Infinity;
  #buildsStopped = false;

  constructor({ folder }: Pick<Lance, 'folder'>, name: string, table: Table, buildLimitMs: number) {
    this.name = name;
    this.#folder = folder;
    this.#table = table;
    this.#buildLimitMs = buildLimitMs;
  }

  /** The table as it is, for reading what only its owner knows. Writes go through `write`, searches through `read`. */
  get native(): Table {
    return this.#table;
  }

  async add(rows: ArrowTable): Promise<void> {
    if (rows.numRows === 0) return;
    await this.write(async () => {
      await this.#table.add(rows);
      this.#newRows += rows.numRows;
      this.#newVersions++;
    });
  }

  async deleteWhere(predicate: string): Promise<void> {
    await this.write(async () => {
      await this.#table.delete(predicate);
      this.#newVersions++;
    });
  }

  /** Deletes the rows whose `column` is one of `ids`. */
  async deleteIds(column: 'id' | 'content_id', ids: readonly number[]): Promise<void> {
    for (let from = 0; from < ids.length; from += idsPerStatement) {
      await this.deleteWhere(`${column} IN (${integers(ids.slice(from, from + idsPerStatement))})`);
    }
  }

  async countRows(): Promise<number> {
    return await this.read(() => this.#table.countRows());
  }

  /** Rows that a predicate on `content_id` and `folder_id` keeps; of a folder that holds a million it takes 14 ms, so that it is kept until the next write. */
  async countScope(predicate: string): Promise<number> {
    // What is counted while a write ends is not kept beyond it.
    const counts = this.#counts;
    const known = counts.get(predicate);
    if (known !== undefined) return known;
    const count = await this.read(() => this.#table.countRows(predicate));
    if (counts.size >= mostCounts) counts.clear();
    counts.set(predicate, count);
    return count;
  }

  /** The ids of all rows, in no order, a row at a time: a passage with several vectors comes several times. */
  async *ids(): AsyncGenerator<number[]> {
    for (let offset = 0; ; offset += rowsPerBatch) {
      const rows = await this.read(() => this.#table.query().select(['id']).limit(rowsPerBatch).offset(offset).toArrow());
      const column = rows.getChild('id');
      const ids: number[] = [];
      for (let at = 0; at < rows.numRows; at++) ids.push(Number(column?.get(at)));
      if (ids.length > 0) yield ids;
      if (ids.length < rowsPerBatch) return;
    }
  }

  /** Runs a query whose rows carry `valueColumn` (a score or distance). Places only where they are needed: of a million rows they cost as much as a third of the search. */
  async find(query: Query | VectorQuery, valueColumn: '_score' | '_distance', withPlaces: boolean): Promise<FoundRow[]> {
    const rows = await this.read(() => query.select(['id', ...(withPlaces ? ['content_id', 'folder_id'] : []), valueColumn]).toArrow());
    const [ids, contents, folders, values] = ['id', 'content_id', 'folder_id', valueColumn].map((name) => rows.getChild(name));
    return Array.from({ length: rows.numRows }, (_, at) => ({
      id: Number(ids?.get(at)), place: withPlaces ? { contentId: Number(contents?.get(at)), folderId: Number(folders?.get(at)) } : null, value: Number(values?.get(at)),
    }));
  }

  async read<T>(work: () => Promise<T>): Promise<T> {
    const running = this.#guard(work);
    this.#reads.add(running);
    try {
      return await running;
    } finally {
      this.#reads.delete(running);
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#lastWrite.then(() => this.#guard(work)).finally(() => { this.#counts = new Map(); });
    this.#lastWrite = run.catch(() => undefined);
    return await run;
  }

  /**
   * Builds or rebuilds an index: `here` on a small table, `apart` in a process of its own on a large one. Errors: `internal` when it
   * does not end in time; the table goes on without, and nothing is built here any more until the next start.
   */
  async build(what: string, here: (table: Table) => Promise<void>, apart?: (builder: Client<BuilderContract>, table: { readonly folder: string; readonly table: string }) => Promise<unknown>): Promise<void> {
    await this.write(async () => {
      if (apart === undefined || await this.#table.countRows() <= mostBuiltHere) await this.#watched(what, () => here(this.#table));
      else await this.#apart(what, (builder) => apart(builder, { folder: this.#folder, table: this.name }));
    });
  }

  /** Indexes what scopes and deletions go by: without, each of them reads a whole column. */
  async indexScopes({ addon }: Lance): Promise<void> {
    const indexed = new Set((await this.#table.listIndices()).flatMap(({ columns }) => columns));
    for (const column of ['content_id', 'folder_id']) {
      if (!indexed.has(column)) await this.build(`index of ${column}`, (table) => table.createIndex(column, { config: addon.Index.btree() }));
    }
  }

  /**
   * Merges fragments, indexes new rows and deletes old versions once too many rows are not indexed or too many versions have come
   * together for a table of this size. Returns whether it did anything.
   */
  async maintain({ atRest, fewestAtRest = fewestUnindexed }: MaintainOptions): Promise<boolean> {
    if (this.#buildsStopped) return false;
    if (this.#newVersions === Infinity) await this.#countNew();
    if (this.#newRows === 0 && this.#newVersions <= fewestVersions) return false;
    const rows = await this.countRows();
    const allowed = atRest ? Math.max(fewestAtRest, rows * unindexedShareAtRest) : Math.min(Math.max(fewestUnindexed, rows * unindexedShare), mostUnindexed);
    if (this.#newRows <= allowed && this.#newVersions <= Math.min(Math.max(fewestVersions, rows * versionShare), mostVersions)) return false;
    await this.write(async () => {
      if (rows <= mostBuiltHere) await this.#watched('optimize', async () => { await this.#table.optimize(); });
      else await this.#apart('optimize', (builder) => builder.optimize({ folder: this.#folder, table: this.name }));
      // Searches begun before this point may read older versions; those begun after it read the one that stays.
      await Promise.allSettled([...this.#reads]);
      await this.#watched('cleaning', async () => { await this.#table.optimize({ cleanupOlderThan: new Date(Date.now() + 60_000), deleteUnverified: true }); });
      this.#newRows = 0;
      this.#newVersions = 0;
    });
    return true;
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    await Promise.allSettled([...this.#reads]);
    this.#table.close();
  }

  async #countNew(): Promise<void> {
    const stats = await this.#table.stats();
    const indices = await this.#table.listIndices();
    const unindexed = await Promise.all(indices.map(async ({ name }) => (await this.#table.indexStats(name))?.numUnindexedRows ?? 0));
    this.#newRows = Math.max(0, ...unindexed);
    this.#newVersions = Math.max(stats.fragmentStats.numFragments - 1, (await this.#table.listVersions()).length - 1);
  }

  /** What the other process wrote is seen once the table is asked for it: searches go on with the version before. */
  async #apart(what: string, work: (builder: Client<BuilderContract>) => Promise<unknown>): Promise<void> {
    const limitMs = this.#buildLimitMs * (1 + await this.#table.countRows() / rowsALimit);
    try {
      await buildApart(`${what} of ${this.name}`, limitMs, work);
    } catch (error) {
      if (error instanceof AppError && error.code === 'internal') this.#buildsStopped = true;
      throw error;
    } finally {
      await this.#table.checkoutLatest();
    }
  }

  async #watched(what: string, work: () => Promise<void>): Promise<void> {
    let ended = false;
    try {
      await withWatchdog(`${what} of ${this.name}`, this.#buildLimitMs, async () => {
        try {
          await work();
        } finally {
          ended = true;
        }
      });
    } finally {
      if (!ended) this.#buildsStopped = true;
    }
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toIndexError(error, this.name);
    }
  }
}

/** Whole numbers for an SQL list: anything else must never reach a predicate. */
export function integers(ids: readonly number[]): string {
  for (const id of ids) if (!Number.isSafeInteger(id)) throw new AppError('internal', { message: `not an id: ${id}` });
  return ids.join(',');
}
