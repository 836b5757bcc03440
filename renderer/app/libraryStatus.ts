import { isCancelled, toPlainError } from '../../electron/shared/AppError.ts';
import type { Status } from '../../electron/shared/schemas.ts';
import type { Watched } from '../hooks/useWatch.ts';
import { currentConnections, subscribeConnections, type Connections } from './ports.ts';

let watched: Watched<Status> = { value: null, error: null };
let watching: Connections['engine'] = null;
const listeners = new Set<() => void>();

/** What the library said last of its state, and why it says nothing. */
export function currentStatus(): Watched<Status> {
  return watched;
}

export function subscribeStatus(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** Asks every engine for its state as soon as it is there, without waiting for anything to be drawn. */
export function watchLibraries(): void {
  subscribeConnections(() => {
    const { engine } = currentConnections();
    if (engine === null || engine === watching) return;
    watching = engine;
    void follow(engine);
  });
}

async function follow(engine: NonNullable<Connections['engine']>): Promise<void> {
  const tell = (next: Watched<Status>): void => {
    if (watching !== engine) return;
    watched = next;
    for (const listener of listeners) listener();
  };
  try {
    for await (const value of engine.watchStatus({})) tell({ value, error: null });
  } catch (error) {
    // An engine that has gone is no error of its own: the next one is watched instead.
    if (!isCancelled(error) && !['engine-stopped', 'port-closed'].includes(toPlainError(error).code)) tell({ value: watched.value, error: toPlainError(error) });
  }
}
