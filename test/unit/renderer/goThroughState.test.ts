import { describe, expect, it } from 'vitest';
import type { GoThroughResult, GoThroughVerdict } from '../../../electron/shared/goThroughContract.ts';
import { applyEvent, begun, keptState, VerdictCount } from '../../../renderer/features/goThrough/goThroughState.ts';

const result = (documentId: number, verdict: GoThroughVerdict): GoThroughResult => ({ documentId, path: `/d/${documentId}.txt`, title: '', verdict, why: 'says', reason: null, quotes: [] });

describe('a run through everything, as the window follows it', () => {
  it('counts what is kept, then what is done, and ends complete', () => {
    const count = new VerdictCount();
    let state = applyEvent(begun('who?', []), { type: 'started', runId: 7, documents: 3, kept: 1 }, count);
    expect(state).toMatchObject({ phase: 'running', runId: 7, done: 1, total: 3, kept: 1 });
    state = applyEvent(state, { type: 'judged', results: [result(1, 'yes'), result(2, 'no')], kept: false }, count);
    state = applyEvent(state, { type: 'progress', done: 2, total: 3, secondsLeft: 4 }, count);
    expect(state).toMatchObject({ done: 2, secondsLeft: 4, account: { documents: 2, yes: 1, no: 1 } });
    const account = { documents: 3, yes: 1, no: 2, unclear: 0, unread: 0 };
    expect(applyEvent(state, { type: 'complete', runId: 7, account, judgedNow: 2 }, count)).toMatchObject({ phase: 'complete', done: 3, total: 3, secondsLeft: null, account });
  });

  it('counts one verdict a document, the newest', () => {
    const count = new VerdictCount();
    count.add([result(1, 'no'), result(2, 'yes')]);
    expect(count.add([result(1, 'yes'), result(3, 'unread')])).toEqual({ documents: 3, yes: 2, no: 0, unclear: 0, unread: 1 });
  });

  it('kept by the library, was stopped unless it is complete, and does not say what it was asked of', () => {
    const run = { id: 3, criterion: 'who?', createdMs: 1, updatedMs: 2, account: { documents: 1, yes: 1, no: 0, unclear: 0, unread: 0 } };
    expect(keptState({ ...run, state: 'complete' })).toMatchObject({ phase: 'complete', scope: null, runId: 3, done: 1, account: run.account });
    // Killed in the middle it is still called running; nobody runs it.
    expect(keptState({ ...run, state: 'running' })).toMatchObject({ phase: 'stopped' });
  });
});
