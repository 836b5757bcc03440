import { builderContract, type BuilderContract } from '../../shared/builderContract.ts';
import { AppError } from '../../shared/AppError.ts';
import type { Client } from '../../shared/operation.ts';
import { HelperProcess } from '../HelperProcess.ts';
import { withWatchdog } from './watchdog.ts';

/**
 * Builds in a process that ends with the work: what a build of a large table takes of memory goes back to the system, it never holds
 * up a search, and one that hangs is ended. Errors: `internal` when it does not end in time or the process dies, index-damaged, disk-full.
 */
export async function buildApart(name: string, limitMs: number, work: (builder: Client<BuilderContract>) => Promise<unknown>): Promise<void> {
  const builder = new HelperProcess({ contract: builderContract, entry: new URL('./builder.ts', import.meta.url), name: 'builder' });
  try {
    await withWatchdog(name, limitMs, () => work(builder.client));
  } catch (error) {
    if (error instanceof AppError && error.code === 'helper-stopped') throw new AppError('internal', { message: `${name} ended its process` }, { cause: error });
    throw error;
  } finally {
    builder.kill();
  }
}
