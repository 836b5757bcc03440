import { useCallback, useReducer, useRef } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../electron/shared/AppError.ts';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { Answer, AnswerEvent, AnswerSentence, Coverage, Quote, Source, Verdict } from '../../electron/shared/schemas.ts';

/** One question and what is known of its answer so far. */
export type Turn = {
  readonly key: string; readonly question: string; readonly searchedFor: string | null; readonly evidence: readonly Source[]; readonly coverage: Coverage | null;
  readonly verdict: Verdict | null; readonly closest: readonly Quote[]; readonly readingShare: number | null; readonly text: string; readonly sentences: readonly AnswerSentence[];
  readonly answer: Answer | null; readonly state: 'running' | 'done' | 'stopped' | 'failed'; readonly error: PlainError | null;
};

type Action =
  | { readonly type: 'asked'; readonly turn: Turn }
  | { readonly type: 'event'; readonly key: string; readonly event: AnswerEvent }
  | { readonly type: 'ended'; readonly key: string; readonly state: 'stopped' | 'failed'; readonly error: PlainError | null }
  | { readonly type: 'shown'; readonly turns: readonly Turn[] };

export type Ask = {
  readonly turns: readonly Turn[]; readonly running: boolean;
  ask(question: string, folderIds: readonly number[]): void;
  stop(): void;
  /** Shows a conversation kept in the library, or none. */
  show(conversationId: string, turns: readonly Turn[]): void;
};

/** Questions and answers of the conversation on screen. A question outlives the engine: it stays, with a way to ask again. */
export function useAsk(engine: Client<EngineContract> | null, onAnswered: () => void): Ask & { readonly conversationId: string } {
  const [turns, dispatch] = useReducer(reduce, []);
  const conversation = useRef<string>(newConversationId());
  const controller = useRef<AbortController | null>(null);

  const ask = useCallback((question: string, folderIds: readonly number[]) => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const key = `turn-${Date.now()}-${Math.round(performance.now())}`;
    dispatch({ type: 'asked', turn: freshTurn(key, question) });
    void (async () => {
      try {
        if (engine === null) throw new Error('no engine');
        const input = { question, conversationId: conversation.current, scope: { paths: [], folderIds: [...folderIds] } };
        for await (const event of engine.ask(input, { signal: own.signal })) dispatch({ type: 'event', key, event });
        onAnswered();
      } catch (error) {
        const stopped = isCancelled(error);
        dispatch({ type: 'ended', key, state: stopped ? 'stopped' : 'failed', error: stopped ? null : engine === null ? { code: 'engine-stopped', details: {} } : toPlainError(error) });
      }
    })();
  }, [engine, onAnswered]);

  const stop = useCallback(() => { controller.current?.abort(); }, []);
  const show = useCallback((id: string, shown: readonly Turn[]) => {
    controller.current?.abort();
    conversation.current = id;
    dispatch({ type: 'shown', turns: shown });
  }, []);
  return { turns, running: turns.at(-1)?.state === 'running', ask, stop, show, conversationId: conversation.current };
}

export function newConversationId(): string {
  return `c-${crypto.randomUUID()}`;
}

/** A turn as the library kept it. */
export function keptTurn(message: { readonly id: number; readonly question: string; readonly answer: Answer | null; readonly error: string | null }): Turn {
  const turn = freshTurn(`kept-${message.id}`, message.question);
  if (message.answer === null) return { ...turn, state: 'stopped' };
  return finished(turn, message.answer);
}

function freshTurn(key: string, question: string): Turn {
  return {
    key, question, searchedFor: null, evidence: [], coverage: null, verdict: null, closest: [], readingShare: null, text: '', sentences: [], answer: null, state: 'running', error: null,
  };
}

function finished(turn: Turn, answer: Answer): Turn {
  return {
    ...turn, answer, state: 'done', searchedFor: answer.searchedFor, evidence: answer.evidence, coverage: answer.coverage, verdict: answer.verdict, closest: answer.closest, sentences: answer.sentences, text: answer.answer, readingShare: null,
  };
}

function reduce(turns: readonly Turn[], action: Action): readonly Turn[] {
  if (action.type === 'shown') return action.turns;
  if (action.type === 'asked') return [...turns, action.turn];
  return turns.map((turn) => {
    if (turn.key !== action.key) return turn;
    return action.type === 'ended' ? { ...turn, state: action.state, error: action.error } : apply(turn, action.event);
  });
}

function apply(turn: Turn, event: AnswerEvent): Turn {
  switch (event.type) {
    case 'question-understood': return { ...turn, searchedFor: event.searchedFor };
    case 'evidence-found': return { ...turn, evidence: event.evidence, coverage: event.coverage };
    case 'verdict-given': return { ...turn, verdict: event.verdict, closest: event.closest };
    case 'prompt-progress': return { ...turn, readingShare: event.total === 0 ? null : event.done / event.total };
    case 'text-delta': return { ...turn, readingShare: null, text: turn.text + event.text };
    case 'sentence-checked': {
      const sentences = [...turn.sentences];
      sentences[event.index] = event.sentence;
      return { ...turn, sentences };
    }
    case 'answer-complete': return finished(turn, event.answer);
  }
}
