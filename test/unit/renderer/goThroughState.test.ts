import { describe, expect, it } from 'vitest';
import type { GoThroughResult, GoThroughVerdict } from '../../../electron/shared/goThroughContract.ts';
import { accountOf, applyEvent, begun, keptState, rowsOf, sourcesOf, type GoThroughState } from '../../../renderer/features/goThrough/goThroughState.ts';

const result = (documentId: number, verdict: GoThroughVerdict, quotes = 1): GoThroughResult => ({
  documentId, path: `/d/${documentId}.txt`, title: '', verdict, why: 'says', reason: null,
  quotes: Array.from({ length: quotes }, (_, at) => ({ documentId, path: '', title: '', page: 1, locator: { kind: 'lines', firstLine: 1, lastLine: 1 }, start: at * 10, end: at * 10 + 5, quote: 'words' })),
});
const judged = (state: GoThroughState, ...results: GoThroughResult[]): GoThroughState => applyEvent(state, { type: 'judged', results, kept: false });

describe('a run through everything, as the window follows it', () => {
  it('counts what is kept, then what is done, and ends complete', () => {
    let state = applyEvent(begun('who?', []), { type: 'started', runId: 7, documents: 3, kept: 1 });
    expect(state).toMatchObject({ phase: 'running', runId: 7, done: 1, total: 3, kept: 1 });
    state = applyEvent(judged(state, result(1, 'yes'), result(2, 'no')), { type: 'progress', done: 2, total: 3, secondsLeft: 4 });
    expect(state).toMatchObject({ done: 2, secondsLeft: 4 });
    expect(applyEvent(state, { type: 'complete', runId: 7, account: { documents: 3, yes: 1, no: 2, unclear: 0, unread: 0 }, judgedNow: 2 })).toMatchObject({ phase: 'complete', done: 3, total: 3, secondsLeft: null });
  });

  it('has one verdict a document, the newest', () => {
    const state = judged(judged(begun('who?', []), result(1, 'no'), result(2, 'yes')), result(1, 'yes'));
    expect(accountOf(state.results.values())).toEqual({ documents: 2, yes: 2, no: 0, unclear: 0, unread: 0 });
  });

  it('lists by verdict, what fits first, and numbers the quotes through', () => {
    const state = judged(begun('who?', []), result(1, 'no', 0), result(2, 'unread', 0), result(3, 'yes', 2), result(4, 'unclear'), result(5, 'yes'));
    expect(rowsOf(state, 'all').map(({ documentId }) => documentId)).toEqual([3, 5, 4, 2, 1]);
    expect(rowsOf(state, 'yes').map(({ documentId }) => documentId)).toEqual([3, 5]);
    expect(sourcesOf(rowsOf(state, 'yes')).map(({ n, documentId, start }) => [n, documentId, start])).toEqual([[1, 3, 0], [2, 3, 10], [3, 5, 0]]);
  });

  it('kept by the library, was stopped unless it is complete, and does not say what it was asked of', () => {
    const run = { id: 3, criterion: 'who?', createdMs: 1, updatedMs: 2, account: { documents: 1, yes: 1, no: 0, unclear: 0, unread: 0 } };
    expect(keptState({ ...run, state: 'complete' }, [result(1, 'yes')])).toMatchObject({ phase: 'complete', scope: null, runId: 3, done: 1 });
    // Killed in the middle it is still called running; nobody runs it.
    expect(keptState({ ...run, state: 'running' }, [])).toMatchObject({ phase: 'stopped' });
  });
});
