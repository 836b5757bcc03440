import { useEffect, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { ConversationHit } from '../../../electron/shared/schemas.ts';

const afterMs = 120;
const most = 60;

/** `hits`: null while they are looked for; of nothing there are none. */
type Found = { readonly hits: readonly ConversationHit[] | null; readonly error: PlainError | null };

/** Questions and answers of all conversations as one types; each keystroke gives up the search before it. */
export function useConversationHits(engine: Client<EngineContract> | null, sought: string): Found {
  const [found, setFound] = useState<Found>({ hits: [], error: null });
  useEffect(() => {
    if (engine === null || sought === '') { setFound({ hits: [], error: null }); return undefined; }
    setFound(({ hits }) => ({ hits: hits?.length === 0 ? null : hits, error: null }));
    const controller = new AbortController();
    const timer = setTimeout(() => {
      engine.searchConversations({ query: sought, limit: most }, { signal: controller.signal }).then(
        (hits) => { setFound({ hits, error: null }); },
        (reason: unknown) => { if (!isCancelled(reason)) setFound({ hits: [], error: toPlainError(reason) }); },
      );
    }, afterMs);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [engine, sought]);
  return found;
}
