import { useEffect, useState } from 'react';
import { isCancelled } from '../../electron/shared/AppError.ts';

/**
 * The newest value of a stream that does not end; null before the first. `open` gives null while there is nobody to ask, and
 * is asked again whenever `source` changes, so a new engine is watched like the one before.
 */
export function useWatch<T>(source: unknown, open: (signal: AbortSignal) => AsyncIterable<T> | null): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const stream = open(controller.signal);
    if (stream !== null) void follow(stream, setValue);
    return () => { controller.abort(); };
    // `open` is made anew at each render; what it reads is `source`.
  }, [source]);
  return value;
}

async function follow<T>(stream: AsyncIterable<T>, tell: (value: T) => void): Promise<void> {
  try {
    for await (const value of stream) tell(value);
  } catch (error) {
    // The other side has gone: the next connection is watched instead.
    if (!isCancelled(error)) console.warn(error);
  }
}
