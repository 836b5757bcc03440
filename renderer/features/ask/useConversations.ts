import { useCallback, useEffect, useRef, useState } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { ConversationSummary } from '../../../electron/shared/schemas.ts';

/** So long a deleted conversation can be had back, ms. */
const undoMs = 8_000;

export type Conversations = {
  readonly all: readonly ConversationSummary[]; /** Deleted just now: can still be had back. */ readonly deleted: ConversationSummary | null;
  reload(): void; rename(id: string, title: string): void; pin(id: string, pinned: boolean): void; remove(conversation: ConversationSummary): void; undo(): void;
};

/** The conversations kept in the library, pinned ones first, then the newest. What is deleted goes at once from the list, and from the library a little later. */
export function useConversations(engine: Client<EngineContract> | null, fail: (reason: unknown) => void): Conversations {
  const [kept, setKept] = useState<readonly ConversationSummary[]>([]);
  const [deleted, setDeleted] = useState<ConversationSummary | null>(null);
  const finish = useRef<(() => void) | null>(null);
  const reload = useCallback(() => { engine?.conversations({}).then(setKept, fail); }, [engine, fail]);
  useEffect(reload, [reload]);
  useEffect(() => {
    if (deleted === null) return undefined;
    const forget = (): void => {
      clearTimeout(timer);
      finish.current = null;
      setKept((before) => before.filter(({ id }) => id !== deleted.id));
      engine?.deleteConversation({ id: deleted.id }).then(() => { setDeleted((now) => (now === deleted ? null : now)); }, fail);
    };
    const timer = setTimeout(forget, undoMs);
    finish.current = forget;
    // Whoever quits meanwhile has not taken it back.
    window.addEventListener('pagehide', forget);
    return () => { clearTimeout(timer); window.removeEventListener('pagehide', forget); };
  }, [deleted, engine, fail]);
  return {
    all: kept.filter(({ id }) => id !== deleted?.id), deleted, reload,
    rename: (id, title) => { engine?.renameConversation({ id, title }).then(reload, fail); },
    pin: (id, pinned) => { engine?.pinConversation({ id, pinned }).then(reload, fail); },
    remove: (conversation) => { finish.current?.(); setDeleted(conversation); },
    undo: () => { finish.current = null; setDeleted(null); },
  };
}
