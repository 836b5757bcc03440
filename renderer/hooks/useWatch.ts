import { useEffect, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../electron/shared/AppError.ts';

/** `value`: the newest, null before the first. `error`: why nothing comes; null again with the next value. */
export type Watched<T> = { readonly value: T | null; readonly error: PlainError | null };

/**
 * Follows a stream that does not end. `open` gives null while there is nobody to ask, and is asked again whenever `source`
 * changes, so a new engine is watched like the one before; what the old one said last stays until the new one speaks.
 */
export function useWatch<T>(source: unknown, open: (signal: AbortSignal) => AsyncIterable<T> | null): Watched<T> {
  const [watched, setWatched] = useState<Watched<T>>({ value: null, error: null });
  useEffect(() => {
    const controller = new AbortController();
    const stream = open(controller.signal);
    if (stream !== null) {
      void follow(stream, (value) => { setWatched({ value, error: null }); }, (error) => {
        // A side that has gone is no error of its own: the next connection is watched instead.
        if (!controller.signal.aborted && !isCancelled(error) && !['engine-stopped', 'port-closed'].includes(toPlainError(error).code)) setWatched((before) => ({ ...before, error: toPlainError(error) }));
      });
    }
    return () => { controller.abort(); };
    // `open` is made anew at each render; what it reads is `source`.
  }, [source]);
  return watched;
}

async function follow<T>(stream: AsyncIterable<T>, tell: (value: T) => void, fail: (error: unknown) => void): Promise<void> {
  try {
    for await (const value of stream) tell(value);
  } catch (error) {
    fail(error);
  }
}
