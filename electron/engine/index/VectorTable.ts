import type { Table } from '@lancedb/lancedb';
import type { FixedSizeList, Float32, Schema, Table as ArrowTable } from 'apache-arrow';
import { createHash } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';
import type { ScopeFilter } from '../library/records.ts';
import { arrow } from './arrow.ts';
import { arrowTable, int32Data, vectorData } from './arrowRows.ts';
import { findInScope, type IndexHit } from './findInScope.ts';
import type { Lance } from './lance.ts';
import { LanceTable, type MaintainOptions } from './LanceTable.ts';
import { rotate } from './rotate.ts';
import { scopePredicate } from './scope.ts';
import { planVectorIndex, vectorIndex, vectorIndexOf, type VectorIndexKind } from './vectorIndex.ts';

export type VectorRow = {
  readonly id: number; readonly part: number; readonly contentId: number; readonly folderId: number; readonly vector: Float32Array;
};

/** `predicate`: which rows are in the scope; null where it cannot be sent. 'one by one': without the index. `leftOutBy`: what is left out of those found everywhere, of which `share` stays. */
type ScopePlan = { readonly predicate: string | null; readonly way: 'one by one' | 'by index' | 'left out'; readonly leftOutBy: ScopeFilter; readonly share: number };

const prefix = 'vectors_';
/** Below this, looking at every vector takes about 5 ms of one core. */
const fewestIndexed = 5_000;
/**
 * Partitions looked into: up to about 80,000 rows all there are. Of a million rows (244 partitions) 20 gave 98 or 99 of 100 nearest, 10 gave 94,
 * 40 and 80 no more for longer.
 */
const [probes, probesCompressed] = [20, 16];
/**
 * Of a compressed index so many times as many candidates as are asked for are compared whole, but no fewer than `fewestCandidates` and no more than
 * `mostCandidates`: each is read from the table. Of a million rows none gave 35 of 100 nearest ten, 100 gave 90, 200 gave 96, 400 gave 98, 800 gave 99 for
 * half as much time again.
 */
const [candidates, fewestCandidates, mostCandidates] = [2, 250, 2_000];
/** Where most rows are filtered away every partition is looked into: the search among whole vectors then stays exact and costs no more. */
const probesFiltered = 100_000;
/** Scopes of up to so many rows are compared whole one by one: 5,000 of a million take 10 ms, by way of the index 50 ms. */
const mostOneByOne = 10_000;
/** Of scopes that hold this share of all rows the best of all are looked at, and those outside left out: of a million rows 30 ms and not 200. */
const wideShare = 0.25;

/** The table of one embedder. Distinct embedders never share one. */
export function vectorTableName(embedderId: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,100}$/.test(embedderId)) return `${prefix}${embedderId}`;
  return `${prefix}x${createHash('sha256').update(embedderId).digest('hex').slice(0, 32)}`;
}

export function isVectorTable(name: string): boolean {
  return name.startsWith(prefix);
}

/** One embedder's vectors, rotated by a secret matrix and of unit length. */
export class VectorTable {
  readonly table: LanceTable;
  readonly #lance: Lance;
  readonly #dimensions: number;
  #indexedAs: VectorIndexKind | null;
  #wantsIndex = true;

  private constructor(lance: Lance, table: LanceTable, dimensions: number, indexedAs: VectorIndexKind | null) {
    this.#lance = lance;
    this.table = table;
    this.#dimensions = dimensions;
    this.#indexedAs = indexedAs;
  }

  static async create(lance: Lance, name: string, dimensions: number, buildLimitMs: number): Promise<VectorTable> {
    const native = await lance.connection.createEmptyTable(name, vectorSchema(dimensions));
    const table = new LanceTable(lance, name, native, buildLimitMs);
    await table.indexScopes(lance);
    return new VectorTable(lance, table, dimensions, null);
  }

  static async open(lance: Lance, native: Table, name: string, buildLimitMs: number): Promise<VectorTable> {
    const type = (await native.schema()).fields.find((field) => field.name === 'vector')?.type;
    const dimensions: unknown = type === undefined ? undefined : Reflect.get(type, 'listSize');
    if (typeof dimensions !== 'number') throw new AppError('index-damaged', { table: name });
    const table = new LanceTable(lance, name, native, buildLimitMs);
    await table.indexScopes(lance);
    return new VectorTable(lance, table, dimensions, await vectorIndexOf(native));
  }

  async add(rows: readonly VectorRow[], matrix: Float32Array): Promise<void> {
    await this.table.add(arrowOfVectors(rows.map((row) => ({ ...row, vector: rotate(this.#checked(row.vector), matrix) })), this.#dimensions));
  }

  /** Nearest by cosine, best first, ties by id; a passage with several vectors counts with its best. */
  async search(vector: Float32Array, matrix: Float32Array, limit: number, filter: ScopeFilter): Promise<IndexHit[]> {
    const turned = rotate(this.#checked(vector), matrix);
    const { predicate, way, leftOutBy, share } = await this.#plan(filter);
    return await findInScope({
      limit, leftOutBy, share,
      find: async (count, isAgain) => {
        const near = this.table.native.query().nearestTo(turned).distanceType('cosine').limit(count);
        // What is nearest lies outside a scope that holds most of all else: then only what is inside is asked for.
        const isEverywhere = predicate === null || (way === 'left out' && !isAgain);
        const scoped = isEverywhere ? near.nprobes(this.#indexedAs === 'compressed' ? probesCompressed : probes) : way === 'one by one' ? near.where(predicate).bypassVectorIndex() : near.where(predicate).nprobes(probesFiltered);
        const wanted = Math.max(candidates, Math.ceil(fewestCandidates / count));
        const compared = this.#indexedAs === 'compressed' && way !== 'one by one' ? scoped.refineFactor(Math.max(1, Math.min(wanted, Math.floor(mostCandidates / count)))) : scoped;
        const rows = await this.table.find(compared, '_distance', leftOutBy !== null);
        return rows.map((row) => ({ ...row, value: 1 - row.value }));
      },
    });
  }

  /** How a scope is searched by how many of the rows it holds. */
  async #plan(filter: ScopeFilter): Promise<ScopePlan> {
    const predicate = scopePredicate(filter);
    if (predicate === null) return { predicate, way: 'left out', leftOutBy: filter, share: 1 };
    const inScope = this.#indexedAs === null ? 0 : await this.table.countScope(predicate);
    if (inScope <= mostOneByOne) return { predicate, way: 'one by one', leftOutBy: null, share: 1 };
    const share = inScope / Math.max(1, await this.table.countScope('true'));
    return share >= wideShare ? { predicate, way: 'left out', leftOutBy: filter, share } : { predicate, way: 'by index', leftOutBy: null, share: 1 };
  }

  /**
   * As `LanceTable.maintain`, and builds a vector index once there are rows enough, and another once there are so many that another is better. Errors:
   * `internal` once for an index that cannot be built; what there was before is then searched.
   */
  async maintain(options: MaintainOptions): Promise<boolean> {
    const worked = await this.table.maintain(options);
    return await this.#indexWhenLarge() || worked;
  }

  async #indexWhenLarge(): Promise<boolean> {
    if (!this.#wantsIndex || this.#indexedAs === 'compressed') return false;
    const rows = await this.table.countRows();
    const plan = planVectorIndex(rows);
    if (rows < fewestIndexed || plan.kind === this.#indexedAs) return false;
    const before = this.#indexedAs;
    // Searches compare what they find whole from now on: that is right of either kind.
    this.#indexedAs = plan.kind;
    try {
      await this.table.build('vector index', (table) => table.createIndex('vector', { config: vectorIndex(this.#lance.addon, plan, this.#dimensions) }), (builder, table) => builder.buildVectorIndex({ ...table, ...plan, dimensions: this.#dimensions }));
    } catch (error) {
      this.#indexedAs = before;
      this.#wantsIndex = false;
      // The rows are whole and can be searched without: nothing is damaged.
      if (error instanceof AppError && error.code === 'index-damaged') throw new AppError('internal', error.details, { cause: error });
      throw error;
    }
    return true;
  }

  #checked(vector: Float32Array): Float32Array {
    if (vector.length === this.#dimensions) return vector;
    throw new AppError('model-wrong-kind', { table: this.table.name, dimensions: vector.length, expected: this.#dimensions });
  }
}

/** Rows as they are stored; every vector has so many dimensions. */
export function arrowOfVectors(rows: readonly VectorRow[], dimensions: number): ArrowTable {
  const values = new Float32Array(rows.length * dimensions);
  for (const [at, { vector }] of rows.entries()) values.set(vector, at * dimensions);
  return arrowTable(vectorSchema(dimensions), rows.length, [
    int32Data(rows, (row) => row.id), int32Data(rows, (row) => row.contentId), int32Data(rows, (row) => row.folderId),
    int32Data(rows, (row) => row.part), vectorData(listType(dimensions), values),
  ]);
}

function listType(dimensions: number): FixedSizeList<Float32> {
  const { Field, FixedSizeList, Float32 } = arrow();
  return new FixedSizeList(dimensions, new Field('item', new Float32(), false));
}

/** Columns of a table of vectors. */
export function vectorSchema(dimensions: number): Schema {
  const { Field, Int32, Schema } = arrow();
  return new Schema([
    new Field('id', new Int32(), false), new Field('content_id', new Int32(), false), new Field('folder_id', new Int32(), false),
    new Field('part', new Int32(), false), new Field('vector', listType(dimensions), false),
  ]);
}
