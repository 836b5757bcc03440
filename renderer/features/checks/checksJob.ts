import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { EvaluationDifference, EvaluationQuestion, EvaluationReport } from '../../../electron/shared/schemas.ts';
import { createStore } from '../../app/createStore.ts';
import { setJob } from '../../app/jobs.ts';
import { onLibraryGone } from '../../app/onLibraryGone.ts';
import { runName } from './outcomes.ts';
import { runChecks } from './runChecks.ts';

/** What is looked at: nothing, a run under way, or a report; `before`: what it is compared with, null where nothing. */
export type ChecksState =
  | { readonly phase: 'none'; readonly error: PlainError | null }
  | { readonly phase: 'running'; readonly done: number; readonly total: number }
  | { readonly phase: 'report'; readonly report: EvaluationReport; readonly before: EvaluationReport | null; readonly differences: readonly EvaluationDifference[] | null };

// Outlives the screen: what was begun goes on while something else is looked at.
const store = createStore<ChecksState>({ phase: 'none', error: null });
let controller: AbortController | null = null;

export function useChecks(): ChecksState {
  return store.use();
}

/** Checks the answers as they are now, and compares with a kept run. */
export async function startChecks(engine: Client<EngineContract>, questions: readonly EvaluationQuestion[], compareWith: string | null, onEnd: () => void): Promise<void> {
  controller?.abort();
  const own = new AbortController();
  controller = own;
  const tell = (next: ChecksState): void => { if (controller === own) showChecks(next); };
  tell({ phase: 'running', done: 0, total: questions.length });
  try {
    const before = compareWith === null ? null : await engine.evaluationReport({ name: compareWith });
    const { report, differences } = await runChecks(engine, { questions, saveAs: runName(Date.now()), ...(compareWith === null ? {} : { compareWith }) }, {
      signal: own.signal, onDone: (done) => { tell({ phase: 'running', done, total: questions.length }); },
    });
    tell({ phase: 'report', report, before, differences });
    onEnd();
  } catch (error) {
    tell({ phase: 'none', error: isCancelled(error) || own.signal.aborted ? null : toPlainError(error) });
  }
}

export function stopChecks(): void {
  controller?.abort();
}

export function showChecks(next: ChecksState): void {
  store.set(next);
  setJob('checks', next.phase === 'running' ? next.done / Math.max(1, next.total) : null);
}

onLibraryGone(() => {
  controller?.abort();
  controller = null;
  showChecks({ phase: 'none', error: null });
});
