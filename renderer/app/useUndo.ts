import { useRef } from 'react';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { Status } from '../../electron/shared/schemas.ts';
import { fileName } from '../components/names.ts';
import type { Conversations } from '../features/ask/useConversations.ts';
import type { Speak } from '../words/words.ts';

/** What was done last and can still be undone, in words; null when there is nothing. */
export type Undoable = { readonly text: string; undo(): void } | null;

/** A conversation deleted just now, or what was removed from the library last. */
export function useUndo(deps: { readonly engine: Client<EngineContract> | null; readonly status: Status | null; readonly conversations: Pick<Conversations, 'deleted' | 'undo'>; readonly words: Speak; readonly fail: (reason: unknown) => void }): Undoable {
  const { engine, status, conversations, words, fail } = deps;
  const asked = useRef<number | null>(null);
  if (conversations.deleted !== null) return { text: words.say('conversations.deleted'), undo: conversations.undo };
  const removal = status?.removals.at(-1);
  if (removal === undefined) return null;
  return {
    text: words.say('library.removed', { name: fileName(removal.path) }),
    undo: () => {
      // Until the library tells that it is back.
      if (asked.current === removal.id) return;
      asked.current = removal.id;
      engine?.undoRemoval({ id: removal.id }).catch(fail);
    },
  };
}
