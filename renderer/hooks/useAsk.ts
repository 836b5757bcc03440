import { useCallback, useReducer, useRef } from 'react';
import { isCancelled, toPlainError } from '../../electron/shared/AppError.ts';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import { freshTurn, reduceTurns, type Turn } from './turns.ts';
import type { ScopePart } from './useScope.ts';

export type Ask = {
  readonly turns: readonly Turn[]; readonly running: boolean; readonly conversationId: string;
  ask(question: string, scope: readonly ScopePart[]): void;
  stop(): void;
  /** Shows a conversation kept in the library, or none. */
  show(conversationId: string, turns: readonly Turn[]): void;
};

/** Questions and answers of the conversation on screen. A question outlives the engine: it stays, with a way to ask again. */
export function useAsk(engine: Client<EngineContract> | null, onAnswered: () => void): Ask {
  const [turns, dispatch] = useReducer(reduceTurns, []);
  const conversation = useRef<string>(newConversationId());
  const controller = useRef<AbortController | null>(null);

  const ask = useCallback((question: string, scope: readonly ScopePart[]) => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const key = `turn-${crypto.randomUUID()}`;
    dispatch({ type: 'asked', turn: freshTurn(key, question, scope) });
    void (async () => {
      if (engine === null) {
        dispatch({ type: 'ended', key, state: 'failed', error: { code: 'engine-stopped', details: {} } });
        return;
      }
      try {
        const input = { question, conversationId: conversation.current, scope: { paths: scope.map(({ path }) => path), folderIds: [] } };
        for await (const event of engine.ask(input, { signal: own.signal })) dispatch({ type: 'event', key, event });
        onAnswered();
      } catch (error) {
        const stopped = isCancelled(error);
        dispatch({ type: 'ended', key, state: stopped ? 'stopped' : 'failed', error: stopped ? null : toPlainError(error) });
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
