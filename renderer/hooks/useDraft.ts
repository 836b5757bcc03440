import { useCallback, useEffect, useRef, useState } from 'react';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';

/** Typing is kept when it has paused so long, ms. */
const afterMs = 400;
const longest = 10_000;

type Kept = { readonly conversationId: string; readonly text: string };

/** What is typed in a conversation and not asked yet: kept with the library, and there again when the conversation is opened again. */
export function useDraft(engine: Client<EngineContract> | null, conversationId: string): readonly [string, (text: string) => void] {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(new Map());
  const pending = useRef<Kept | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const keep = useCallback(() => {
    clearTimeout(timer.current);
    const last = pending.current;
    pending.current = null;
    // A draft is no reason to trouble anyone: what cannot be kept is still on the screen.
    if (last !== null) engine?.keepDraft(last).catch(() => undefined);
  }, [engine]);
  useEffect(() => {
    engine?.draft({ conversationId }).then(({ text }) => { setDrafts((before) => (before.has(conversationId) ? before : new Map(before).set(conversationId, text))); }, () => undefined);
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [engine, conversationId, keep]);
  const write = useCallback((text: string) => {
    setDrafts((before) => new Map(before).set(conversationId, text));
    pending.current = { conversationId, text: text.slice(0, longest) };
    clearTimeout(timer.current);
    timer.current = setTimeout(keep, afterMs);
  }, [conversationId, keep]);
  return [drafts.get(conversationId) ?? '', write];
}
