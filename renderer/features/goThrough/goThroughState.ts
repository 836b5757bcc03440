import type { PlainError } from '../../../electron/shared/AppError.ts';
import type { GoThroughAccount, GoThroughEvent, GoThroughResult, GoThroughRun, GoThroughVerdict } from '../../../electron/shared/goThroughContract.ts';
import type { ScopePart } from '../../hooks/useScope.ts';

/** What is known of the run that is looked at; its verdicts are asked for where they are looked at. `scope`: null where a kept run does not say what it was asked of. */
export type GoThroughState = {
  readonly phase: 'none' | 'running' | 'stopped' | 'complete' | 'failed'; readonly runId: number | null; readonly criterion: string; readonly scope: readonly ScopePart[] | null;
  readonly account: GoThroughAccount; readonly done: number; readonly total: number; readonly kept: number; readonly secondsLeft: number | null; readonly error: PlainError | null;
};

const noVerdicts: GoThroughAccount = { documents: 0, yes: 0, no: 0, unclear: 0, unread: 0 };
export const nothing: GoThroughState = { phase: 'none', runId: null, criterion: '', scope: [], account: noVerdicts, done: 0, total: 0, kept: 0, secondsLeft: null, error: null };

export function begun(criterion: string, scope: readonly ScopePart[]): GoThroughState {
  return { ...nothing, phase: 'running', criterion, scope };
}

/** A run as the library kept it. */
export function keptState({ id, state, criterion, account }: GoThroughRun): GoThroughState {
  return { ...nothing, phase: state === 'complete' ? 'complete' : 'stopped', runId: id, criterion, scope: null, account, done: account.documents };
}

/** Counts verdicts as they come, each document once: judged again because it changed meanwhile, it has the newer one. */
export class VerdictCount {
  readonly #of = new Map<number, GoThroughVerdict>();
  #account = noVerdicts;

  add(results: readonly Pick<GoThroughResult, 'documentId' | 'verdict'>[]): GoThroughAccount {
    const account = { ...this.#account };
    for (const { documentId, verdict } of results) {
      const before = this.#of.get(documentId);
      if (before === undefined) account.documents += 1;
      else account[before] -= 1;
      account[verdict] += 1;
      this.#of.set(documentId, verdict);
    }
    this.#account = account;
    return account;
  }
}

export function applyEvent(state: GoThroughState, event: GoThroughEvent, count: VerdictCount): GoThroughState {
  switch (event.type) {
    case 'started': return { ...state, runId: event.runId, total: event.documents, kept: event.kept, done: event.kept };
    case 'judged': return { ...state, account: count.add(event.results) };
    case 'progress': return { ...state, done: event.done, total: event.total, secondsLeft: event.secondsLeft };
    case 'complete': return { ...state, phase: 'complete', account: event.account, done: event.account.documents, total: event.account.documents, secondsLeft: null };
  }
}

/** In the order a reader wants them; the engine lists them so. */
export const verdicts = ['yes', 'unclear', 'unread', 'no'] as const satisfies readonly GoThroughVerdict[];
export type Shown = GoThroughVerdict | 'all';
