import { AppError } from '../../shared/AppError.ts';

/**
 * The result of `work`, or `AppError('internal')` naming it when it takes longer than `limitMs`. Native work cannot be stopped: it
 * goes on unseen, so its owner must not start it again.
 */
export async function withWatchdog<T>(name: string, limitMs: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('internal', { message: `${name} did not end within ${limitMs} ms` }));
    }, limitMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
