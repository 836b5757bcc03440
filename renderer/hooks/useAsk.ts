import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { AppError, fromPlainError, isCancelled, toPlainError, type PlainError } from '../../electron/shared/AppError.ts';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import { freshTurn, reduceTurns, type Turn } from './turns.ts';
import type { ScopePart } from './useScope.ts';

/** Asked while another question was being answered: its turn comes. */
export type QueuedQuestion = { readonly key: string; readonly question: string; readonly scope: readonly ScopePart[] };

export type Ask = {
  readonly turns: readonly Turn[]; readonly running: boolean; readonly conversationId: string;
  readonly queued: readonly QueuedQuestion[]; unqueue(key: string): void;
  /** While one is answered the next one waits for it. `instead`: a turn whose place the new one takes once it is answered. Only the last one of the conversation goes; an earlier one stays, with what came after it. */
  ask(question: string, scope: readonly ScopePart[], instead?: Turn | null): void;
  /** Whether the next question can take this one's place. */
  canReplace(turn: Turn | null): boolean;
  stop(): void;
  /** Shows a conversation kept in the library, or none. */
  show(conversationId: string, turns: readonly Turn[]): void;
};

type Engine = Client<EngineContract>;
type Waiting = { go(engine: Engine): void; fail(error: AppError): void };

/**
 * Questions and answers of the conversation on screen. What is asked before there is an engine with an open library waits for it,
 * unless `trouble` says that none will come. A question outlives the engine: it stays, with a way to ask again.
 */
export function useAsk(engine: Engine | null, trouble: PlainError | null, onAnswered: () => void): Ask {
  const [turns, dispatch] = useReducer(reduceTurns, []);
  const conversation = useRef<string>(newConversationId());
  const controller = useRef<AbortController | null>(null);
  const waiting = useRef<readonly Waiting[]>([]);
  useEffect(() => {
    if (engine === null && trouble === null) return;
    const all = waiting.current;
    waiting.current = [];
    for (const { go, fail } of all) if (trouble !== null) fail(fromPlainError(trouble)); else if (engine !== null) go(engine);
  }, [engine, trouble]);

  const lastKey = turns.at(-1)?.key;
  const running = turns.at(-1)?.state === 'running';
  const [queued, setQueued] = useState<readonly QueuedQuestion[]>([]);
  const begin = useCallback((question: string, scope: readonly ScopePart[], instead: Turn | null = null) => {
    const own = new AbortController();
    controller.current = own;
    const key = `turn-${crypto.randomUUID()}`;
    const replaced = placeOf(instead, lastKey);
    dispatch({ type: 'asked', turn: freshTurn(key, question, scope, replaced?.key) });
    void (async () => {
      try {
        const asked = engine ?? await new Promise<Engine>((go, fail) => {
          waiting.current = [...waiting.current, { go, fail }];
          own.signal.addEventListener('abort', () => { fail(new AppError('cancelled')); }, { once: true });
        });
        const input = { question, conversationId: conversation.current, scope: { paths: scope.map(({ path }) => path), folderIds: [] }, ...(replaced === null ? {} : { replaces: replaced.messageId }) };
        for await (const event of asked.ask(input, { signal: own.signal })) dispatch({ type: 'event', key, event });
        onAnswered();
      } catch (error) {
        const stopped = isCancelled(error);
        dispatch({ type: 'ended', key, state: stopped ? 'stopped' : 'failed', error: stopped ? null : toPlainError(error) });
      }
    })();
  }, [engine, onAnswered, lastKey]);

  const ask = useCallback((question: string, scope: readonly ScopePart[], instead: Turn | null = null) => {
    if (running) setQueued((before) => [...before, { key: crypto.randomUUID(), question, scope }]);
    else begin(question, scope, instead);
  }, [running, begin]);
  const unqueue = useCallback((key: string) => { setQueued((before) => before.filter((question) => question.key !== key)); }, []);
  const [next] = queued;
  useEffect(() => {
    if (running || next === undefined) return;
    unqueue(next.key);
    begin(next.question, next.scope);
  }, [running, next, begin, unqueue]);

  const stop = useCallback(() => { controller.current?.abort(); }, []);
  const show = useCallback((id: string, shown: readonly Turn[]) => {
    controller.current?.abort();
    conversation.current = id;
    setQueued([]);
    dispatch({ type: 'shown', turns: shown });
  }, []);
  return { turns, running, queued, unqueue, canReplace: (turn) => placeOf(turn, lastKey) !== null, ask, stop, show, conversationId: conversation.current };
}

/** The place that the next question can take: that of the last turn, where it is known which message of the library it is. */
function placeOf(turn: Turn | null, lastKey: string | undefined): { readonly key: string; readonly messageId: number } | null {
  return turn === null || turn.key !== lastKey || turn.messageId === null ? null : { key: turn.key, messageId: turn.messageId };
}

export function newConversationId(): string {
  return `c-${crypto.randomUUID()}`;
}
