import { Worker } from 'node:worker_threads';
import { AppError, fromPlainError, type PlainError } from '../../shared/AppError.ts';

/** `backup` copies the library, encrypted with the same key or with `newKey`, to a file that is overwritten; both kinds end with a full check. */
export type LongStatement = {
  readonly path: string; readonly key: Uint8Array; readonly statement: { readonly kind: 'check' } | { readonly kind: 'backup'; readonly to: string; readonly newKey?: Uint8Array };
};
export type LongStatementResult = { readonly findings: readonly string[] } | { readonly error: PlainError };

/** Runs one statement in a thread of its own; gives what the check found wrong, nothing for a sound library. Errors: disk-full, library-damaged. */
export function runLongStatement(input: LongStatement): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    // The address stands here in full so that a bundler sees the second entry.
    const worker = new Worker(new URL('./longStatementWorker.ts', import.meta.url), { workerData: input, env: {} });
    worker.once('message', (result: LongStatementResult) => {
      if ('error' in result) reject(fromPlainError(result.error));
      else resolve(result.findings);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new AppError('internal', { message: `a long statement ended without a result (${code})` })));
  });
}
