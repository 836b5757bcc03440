import { errorCodes, type PlainError } from '../../electron/shared/AppError.ts';
import type { Answer, AnswerEvent, AnswerSentence, Coverage, Message, Quote, Source, Verdict } from '../../electron/shared/schemas.ts';
import type { ScopePart } from './useScope.ts';

/**
 * One question and what is known of its answer so far. `scope`: the places it was restricted to, empty for everywhere. `messageId`: where the library
 * keeps it, null while that is not known. `replaces`: the key of the turn whose place it takes once it is answered.
 */
export type Turn = {
  readonly key: string; readonly messageId: number | null; readonly replaces: string | null; readonly question: string; readonly scope: readonly ScopePart[]; readonly isKept: boolean;
  readonly searchedFor: string | null; readonly filters: readonly string[]; readonly evidence: readonly Source[]; readonly coverage: Coverage | null;
  readonly verdict: Verdict | null; readonly closest: readonly Quote[]; readonly readingShare: number | null; readonly text: string; readonly sentences: readonly AnswerSentence[];
  readonly answer: Answer | null; readonly state: 'running' | 'done' | 'stopped' | 'failed'; readonly error: PlainError | null;
};

export type TurnAction =
  | { readonly type: 'asked'; readonly turn: Turn }
  | { readonly type: 'event'; readonly key: string; readonly event: AnswerEvent }
  | { readonly type: 'ended'; readonly key: string; readonly state: 'stopped' | 'failed'; readonly error: PlainError | null }
  | { readonly type: 'shown'; readonly turns: readonly Turn[] };

export function freshTurn(key: string, question: string, scope: readonly ScopePart[], replaces: string | null = null): Turn {
  return {
    key, messageId: null, replaces, question, scope, isKept: false, searchedFor: null, filters: [], evidence: [], coverage: null, verdict: null, closest: [], readingShare: null, text: '', sentences: [],
    answer: null, state: 'running', error: null,
  };
}

/** The key of a turn that the library kept. */
export function keptKey(messageId: number): string {
  return `kept-${messageId}`;
}

/** A turn as the library kept it. */
export function keptTurn(message: Message): Turn {
  const turn = { ...freshTurn(keptKey(message.id), message.question, []), messageId: message.id, isKept: true };
  if (message.answer !== null) return finished(turn, message.answer);
  const code = errorCodes.find((known) => known === message.error);
  return code === undefined || code === 'cancelled' ? { ...turn, state: 'stopped' } : { ...turn, state: 'failed', error: { code, details: {} } };
}

export function reduceTurns(turns: readonly Turn[], action: TurnAction): readonly Turn[] {
  if (action.type === 'shown') return action.turns;
  if (action.type === 'asked') return [...turns, action.turn];
  const replaced = action.type === 'event' && action.event.type === 'answer-complete' ? turns.find(({ key }) => key === action.key)?.replaces : null;
  return turns.filter(({ key }) => key !== replaced).map((turn) => {
    if (turn.key !== action.key) return turn;
    return action.type === 'ended' ? { ...turn, state: action.state, error: action.error } : apply(turn, action.event);
  });
}

function finished(turn: Turn, answer: Answer): Turn {
  return {
    ...turn, messageId: answer.messageId, answer, state: 'done', searchedFor: answer.searchedFor, evidence: answer.evidence, coverage: answer.coverage, verdict: answer.verdict, closest: answer.closest,
    sentences: answer.sentences, text: answer.answer, readingShare: null,
  };
}

function apply(turn: Turn, event: AnswerEvent): Turn {
  switch (event.type) {
    case 'question-understood': return { ...turn, searchedFor: event.searchedFor, filters: event.filters };
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
