import { AppError, isCancelled } from '../../shared/AppError.ts';

/** An error of the store as one of ours. */
export function toIndexError(error: unknown, table: string): unknown {
  if (error instanceof AppError || isCancelled(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/No space left|ENOSPC|os error 28/i.test(message)) return new AppError('disk-full', { table }, { cause: error });
  return new AppError('index-damaged', { table, message: message.slice(0, 500) }, { cause: error });
}
