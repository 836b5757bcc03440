import { useEffect, useMemo, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Hit } from '../../../electron/shared/schemas.ts';
import { readSearch, type ReadSearch } from './readSearch.ts';

/** The first of the documents whose names fit, and how many do; null while they are looked for, and where nothing is. The same of the passages. */
export type Found = {
  readonly search: ReadSearch; readonly named: { readonly documents: readonly Document[]; readonly total: number } | null; readonly hits: readonly Hit[] | null; readonly error: PlainError | null;
};

const afterMs = 80;
const shownHits = 20;
const shownDocuments = 5;

/** Documents and passages as one types; each keystroke gives up the search before it. */
export function useSearch(engine: Client<EngineContract>, text: string, withHidden: boolean): Found {
  const search = useMemo(() => readSearch(text), [text]);
  const [named, setNamed] = useState<Found['named']>(null);
  const [hits, setHits] = useState<readonly Hit[] | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  useEffect(() => {
    const { words, typed, documents } = search;
    if (words === '') setHits(null);
    if (words === '' && typed.length === 0) { setNamed(null); return undefined; }
    const controller = new AbortController();
    const { signal } = controller;
    const fail = (reason: unknown): void => { if (!isCancelled(reason)) setError(toPlainError(reason)); };
    const timer = setTimeout(() => {
      engine.listDocuments({ ...documents, name: words, by: 'fit', limit: shownDocuments }, { signal }).then((found) => { if (!signal.aborted) setNamed(found); }, fail);
      if (words === '') return;
      engine.search({ query: words, limit: shownHits, documents, includeHidden: withHidden }, { signal }).then((found) => { setHits(found); setError(null); }, fail);
    }, afterMs);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [search, engine, withHidden]);
  return { search, named, hits, error };
}
