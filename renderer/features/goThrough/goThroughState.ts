import type { PlainError } from '../../../electron/shared/AppError.ts';
import type { GoThroughAccount, GoThroughEvent, GoThroughResult, GoThroughRun, GoThroughVerdict } from '../../../electron/shared/goThroughContract.ts';
import type { Quote, Source } from '../../../electron/shared/schemas.ts';
import type { ScopePart } from '../../hooks/useScope.ts';

/** What is known of the run that is looked at. `scope`: null where a kept run does not say what it was asked of; `results` by document. */
export type GoThroughState = {
  readonly phase: 'none' | 'running' | 'stopped' | 'complete' | 'failed'; readonly runId: number | null; readonly criterion: string; readonly scope: readonly ScopePart[] | null;
  readonly results: ReadonlyMap<number, GoThroughResult>; readonly done: number; readonly total: number; readonly kept: number; readonly secondsLeft: number | null; readonly error: PlainError | null;
};

export const nothing: GoThroughState = { phase: 'none', runId: null, criterion: '', scope: [], results: new Map(), done: 0, total: 0, kept: 0, secondsLeft: null, error: null };

export function begun(criterion: string, scope: readonly ScopePart[]): GoThroughState {
  return { ...nothing, phase: 'running', criterion, scope };
}

/** A run as the library kept it. */
export function keptState(run: GoThroughRun, results: readonly GoThroughResult[]): GoThroughState {
  return { ...nothing, phase: run.state === 'complete' ? 'complete' : 'stopped', runId: run.id, criterion: run.criterion, scope: null, results: new Map(results.map((result) => [result.documentId, result])), done: results.length };
}

export function applyEvent(state: GoThroughState, event: GoThroughEvent): GoThroughState {
  switch (event.type) {
    case 'started': return { ...state, runId: event.runId, total: event.documents, kept: event.kept, done: event.kept };
    case 'judged': {
      // Judged again because it changed meanwhile, a document keeps its place and has the newer verdict.
      const results = new Map(state.results);
      for (const result of event.results) results.set(result.documentId, result);
      return { ...state, results };
    }
    case 'progress': return { ...state, done: event.done, total: event.total, secondsLeft: event.secondsLeft };
    case 'complete': return { ...state, phase: 'complete', done: event.account.documents, total: event.account.documents, secondsLeft: null };
  }
}

/** In the order a reader wants them. */
export const verdicts = ['yes', 'unclear', 'unread', 'no'] as const satisfies readonly GoThroughVerdict[];
export type Shown = GoThroughVerdict | 'all';

export function accountOf(results: Iterable<GoThroughResult>): GoThroughAccount {
  const account = { documents: 0, yes: 0, no: 0, unclear: 0, unread: 0 };
  for (const { verdict } of results) {
    account.documents += 1;
    account[verdict] += 1;
  }
  return account;
}

/** The documents of one verdict, or all of them by verdict; within it as they came. */
export function rowsOf({ results }: Pick<GoThroughState, 'results'>, shown: Shown): readonly GoThroughResult[] {
  const all = [...results.values()];
  return shown === 'all' ? verdicts.flatMap((verdict) => all.filter((result) => result.verdict === verdict)) : all.filter((result) => result.verdict === shown);
}

/** Every quote of a list, numbered through, to be gone through one by one beside their pages. */
export function sourcesOf(rows: readonly GoThroughResult[]): readonly Source[] {
  return rows.flatMap(({ quotes }) => quotes).map((quote: Quote, index) => ({ ...quote, n: index + 1 }));
}
