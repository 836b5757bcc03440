import * as z from 'zod';
import { call } from './operation.ts';

const Table = z.object({ folder: z.string(), table: z.string() });

/** What is built of a large table of the search index in a process of its own: it holds no key, and ends with the work. Errors: index-damaged, disk-full. */
export const builderContract = {
  /** Merges fragments and brings new rows into every index. Versions before are left to whoever still reads them. */
  optimize: call(Table, z.object({})),
  /** Builds the index by which vectors are found, in the place of any there was; see `vectorIndex.ts`. */
  buildVectorIndex: call(Table.extend({ kind: z.enum(['whole', 'compressed']), partitions: z.int().min(1), dimensions: z.int().min(1) }), z.object({})),
} as const;
export type BuilderContract = typeof builderContract;
