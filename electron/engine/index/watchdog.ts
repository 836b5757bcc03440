import { AppError } from '../../shared/AppError.ts';
import { afterAwake } from '../afterAwake.ts';

/**
 * The result of `work`, or `AppError('internal')` naming it when it takes longer than `limitMs`. Native work cannot be stopped: it
 * goes on unseen, so its owner must not start it again.
 */
export async function withWatchdog<T>(name: string, limitMs: number, work: () => Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    stop = afterAwake(limitMs, () => { reject(new AppError('internal', { message: `${name} did not end within ${limitMs} ms` })); });
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    stop();
  }
}
