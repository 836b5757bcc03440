import { isCancelled, toPlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { createStore } from '../../app/createStore.ts';
import { setJob } from '../../app/jobs.ts';
import { onLibraryGone } from '../../app/onLibraryGone.ts';
import type { ScopePart } from '../../hooks/useScope.ts';
import { applyEvent, begun, keptState, nothing, VerdictCount, type GoThroughState } from './goThroughState.ts';

type Engine = Client<EngineContract>;

/** The list is drawn anew at most so often while it grows. */
const tellEveryMs = 120;

// Outlives the screen: what was begun goes on while something else is looked at.
const store = createStore<GoThroughState>(nothing);
let controller: AbortController | null = null;

export function useGoThrough(): GoThroughState {
  return store.use();
}

/** Goes through the documents of a scope, or on with it where the same was asked before. `onEnd` comes when it is complete. */
export async function startGoThrough(engine: Engine, asked: { readonly criterion: string; readonly scope: readonly ScopePart[] }, onEnd: () => void): Promise<void> {
  controller?.abort();
  const own = new AbortController();
  controller = own;
  const { criterion, scope } = asked;
  const count = new VerdictCount();
  let current = begun(criterion, scope);
  let toldMs = 0;
  const tell = (next: GoThroughState, isNews: boolean): void => {
    current = next;
    if (controller !== own || (!isNews && performance.now() - toldMs < tellEveryMs)) return;
    toldMs = performance.now();
    show(next);
  };
  tell(current, true);
  try {
    for await (const event of engine.goThrough({ criterion, scope: { paths: scope.map(({ path }) => path), folderIds: [] } }, { signal: own.signal })) tell(applyEvent(current, event, count), event.type === 'started' || event.type === 'complete');
    onEnd();
  } catch (error) {
    const isStopped = isCancelled(error) || own.signal.aborted;
    tell({ ...current, phase: isStopped ? 'stopped' : 'failed', error: isStopped ? null : toPlainError(error) }, true);
  }
}

export function stopGoThrough(): void {
  controller?.abort();
}

/** Shows a run the library kept; what is under way is left first. Errors: run-unknown. */
export async function openRun(engine: Engine, runId: number): Promise<void> {
  const { run } = await engine.goThroughResults({ runId, limit: 1 });
  leave();
  show(keptState(run));
}

/** Back to the question; a run under way stops and is kept as far as it came. */
export function leave(): void {
  controller?.abort();
  controller = null;
  show(nothing);
}

function show(next: GoThroughState): void {
  store.set(next);
  setJob('goThrough', next.phase === 'running' ? (next.total === 0 ? 0 : next.done / next.total) : null);
}

onLibraryGone(leave);
