import { useCallback, useEffect, useRef, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { DocumentList } from '../../../electron/shared/listContract.ts';
import { listKeptMs } from '../../../electron/shared/listKeptMs.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, DocumentFormat } from '../../../electron/shared/schemas.ts';
import { useCalmed } from '../../hooks/useCalmed.ts';

/** So many documents are asked for at once. */
const stretch = 100;

/** A list of all there is. */
export const anything: DocumentList = { words: '', name: '', states: [], formats: [], folders: [], types: [], after: null, before: null, by: 'name', descending: false };

/** A list of documents, of which only what was looked at is here; null until its first documents have come. */
export type ListedDocuments = { readonly total: number; readonly formats: readonly DocumentFormat[]; readonly at: (index: number) => Document | null };

/** Follows a list: `want` asks for its documents from one index to before another. `newestVersion`: asked for anew, where it is looked at, when it changes. */
export function useDocumentList(engine: Client<EngineContract>, list: DocumentList, newestVersion: string): { readonly listed: ListedDocuments | null; readonly error: PlainError | null; want(first: number, last: number): void } {
  const [listed, setListed] = useState<ListedDocuments | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const version = useCalmed(newestVersion, listKeptMs + 500);
  const asked = useRef({ stretches: new Set<number>(), controller: new AbortController() });
  const key = JSON.stringify(list);
  const wanted = useRef({ first: 0, last: 1 });
  const documents = useRef({ key: '', of: new Map<number, readonly Document[]>() });

  const want = useCallback((first: number, last: number) => {
    wanted.current = { first, last };
    const { stretches, controller: { signal } } = asked.current;
    for (let at = Math.floor(first / stretch); at * stretch < last; at += 1) {
      if (stretches.has(at)) continue;
      stretches.add(at);
      engine.listDocuments({ ...(JSON.parse(key) as DocumentList), toldOf: version, offset: at * stretch, limit: stretch }, { signal }).then((found) => {
        if (signal.aborted) return;
        if (documents.current.key !== key) documents.current = { key, of: new Map() };
        const { of } = documents.current;
        of.set(at, found.documents);
        setError(null);
        setListed({ total: found.total, formats: found.formats, at: (index) => of.get(Math.floor(index / stretch))?.[index % stretch] ?? null });
      }, (reason: unknown) => {
        stretches.delete(at);
        if (!signal.aborted && !isCancelled(reason)) setError(toPlainError(reason));
      });
    }
  }, [engine, key, version]);
  const before = useRef(key);
  useEffect(() => {
    const controller = new AbortController();
    asked.current = { stretches: new Set(), controller };
    // Another list begins at its top.
    const { first, last } = before.current === key ? wanted.current : { first: 0, last: 1 };
    before.current = key;
    want(first, last);
    return () => { controller.abort(); };
  }, [want, key]);
  return { listed, error, want };
}
