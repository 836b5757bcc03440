import type { Index } from '@lancedb/lancedb';
import type { Lance } from './lance.ts';

/** The index by which vectors are found: whole vectors in partitions, so that distances are exact. */
export function vectorIndex(addon: Lance['addon'], partitions: number): Index {
  return addon.Index.ivfFlat({ numPartitions: partitions, distanceType: 'cosine' });
}
