import { useEffect, useMemo, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Hit } from '../../../electron/shared/schemas.ts';
import { documentsNamed, passes, readSearch, type ReadSearch } from './readSearch.ts';

export type Found = { readonly search: ReadSearch; readonly documents: readonly Document[]; readonly hits: readonly Hit[] | null; readonly error: PlainError | null };

const afterMs = 80;
const shownHits = 20;
const shownDocuments = 5;
/** Fewer documents than this pass a filter: they are named to the search. More: its hits are sorted out here. */
const namedToSearch = 800;

/** The best, and of what does not show (it stands behind the rest) as much again. */
function shownOf(hits: readonly Hit[]): readonly Hit[] {
  const shows = (hit: Hit): boolean => hit.hidden === undefined;
  return [...hits.filter(shows).slice(0, shownHits), ...hits.filter((hit) => !shows(hit)).slice(0, shownHits)];
}

/** Documents and passages as one types; each keystroke gives up the search before it. */
export function useSearch(engine: Client<EngineContract>, text: string, withHidden: boolean): Found {
  const search = useMemo(() => readSearch(text), [text]);
  const [all, setAll] = useState<readonly Document[]>([]);
  const [hits, setHits] = useState<readonly Hit[] | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  useEffect(() => { engine.documents({ limit: 20_000 }).then(setAll, () => undefined); }, [engine]);
  useEffect(() => {
    if (search.words === '') { setHits(null); return undefined; }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const passing = search.filters.length === 0 ? [] : all.filter(({ path, pages }) => pages > 0 && passes(path, search.filters)).map(({ path }) => path);
      if (search.filters.length > 0 && passing.length === 0) { setHits([]); return; }
      const isNamed = passing.length <= namedToSearch;
      engine.search({ query: search.words, limit: isNamed ? shownHits : 200, includeHidden: withHidden, ...(passing.length > 0 && isNamed ? { scope: { paths: passing, folderIds: [] } } : {}) }, { signal: controller.signal }).then(
        (found) => { setHits(shownOf(found.filter((hit) => passes(hit.path, search.filters)))); setError(null); },
        (reason: unknown) => { if (!isCancelled(reason)) setError(toPlainError(reason)); },
      );
    }, afterMs);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [search, all, engine, withHidden]);
  const documents = useMemo(() => documentsNamed(all, search, shownDocuments), [all, search]);
  return { search, documents, hits, error };
}
