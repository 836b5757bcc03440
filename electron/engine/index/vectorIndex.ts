import type { Index, Table } from '@lancedb/lancedb';
import type { Lance } from './lance.ts';

/**
 * How an index keeps the vectors it looks through: `whole`, so that distances are exact; or `compressed`, by which candidates are found that are
 * then compared whole, from the table.
 */
export type VectorIndexKind = 'whole' | 'compressed';
export type VectorIndexPlan = { readonly kind: VectorIndexKind; readonly partitions: number };

/** As the store itself splits and joins partitions when it merges new rows. */
const rowsPerPartition = 4_096;
/**
 * Up to about so many rows the partitions of whole vectors fit into the memory kept for them (`indexCacheBytes`); of a million compressed ones all do,
 * and a search takes a third of the processor time (test/eval/RESULTS.md).
 */
const mostWhole = 200_000;
/** Dimensions that are kept together in one byte. */
const dimensionsAByte = 4;

/** The index a table of so many rows should have. */
export function planVectorIndex(rows: number): VectorIndexPlan {
  return { kind: rows > mostWhole ? 'compressed' : 'whole', partitions: Math.max(2, Math.round(rows / rowsPerPartition)) };
}

/** `dimensions`: of the vectors. */
export function vectorIndex(addon: Lance['addon'], { kind, partitions }: VectorIndexPlan, dimensions: number): Index {
  const common = { numPartitions: partitions, distanceType: 'cosine' } as const;
  return kind === 'whole' ? addon.Index.ivfFlat(common) : addon.Index.ivfPq({ ...common, numSubVectors: dimensions % dimensionsAByte === 0 ? dimensions / dimensionsAByte : dimensions });
}

/** The kind of index the table has; null where it has none of its vectors. */
export async function vectorIndexOf(table: Table): Promise<VectorIndexKind | null> {
  const index = (await table.listIndices()).find(({ columns }) => columns.includes('vector'));
  return index === undefined ? null : index.indexType === 'IvfFlat' ? 'whole' : 'compressed';
}
