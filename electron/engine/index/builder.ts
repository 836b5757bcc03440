import type { Table } from '@lancedb/lancedb';
import { constants, setPriority } from 'node:os';
import { builderContract } from '../../shared/builderContract.ts';
import { serveParent } from '../../shared/rpc/serveParent.ts';
import { toIndexError } from './indexError.ts';
import { openLance } from './lance.ts';
import { vectorIndex } from './vectorIndex.ts';

// Whoever searches or asks meanwhile goes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

async function work(folder: string, name: string, build: (table: Table) => Promise<unknown>): Promise<Record<string, never>> {
  try {
    const { connection } = await openLance(folder);
    await build(await connection.openTable(name));
    return {};
  } catch (error) {
    throw toIndexError(error, name);
  }
}

serveParent(builderContract, {
  optimize: ({ folder, table }) => work(folder, table, async (native) => {
    // The first indexes what is new, the second joins it with what was indexed before: rows of both are never merged at once.
    await native.optimize();
    await native.optimize();
  }),
  buildVectorIndex: ({ folder, table, dimensions, ...plan }) => work(folder, table, async (native) => {
    await native.createIndex('vector', { config: vectorIndex((await openLance(folder)).addon, plan, dimensions) });
  }),
}, process);
