import { useCallback, useMemo } from 'react';
import type { PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { DocumentList } from '../../../electron/shared/listContract.ts';
import { listKeptMs } from '../../../electron/shared/listKeptMs.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, DocumentFormat } from '../../../electron/shared/schemas.ts';
import { useCalmed } from '../../hooks/useCalmed.ts';
import { useStretches } from '../../hooks/useStretches.ts';

/** A list of all there is. */
export const anything: DocumentList = { words: '', name: '', states: [], formats: [], folders: [], types: [], after: null, before: null, by: 'name', descending: false };

/** A list of documents, of which only what was looked at is here; null until its first documents have come. */
export type ListedDocuments = { readonly total: number; readonly formats: readonly DocumentFormat[]; readonly at: (index: number) => Document | null };

/** Follows a list: `want` asks for its documents from one index to before another. `newestVersion`: asked for anew, where it is looked at, when it changes. */
export function useDocumentList(engine: Client<EngineContract>, list: DocumentList, newestVersion: string): { readonly listed: ListedDocuments | null; readonly error: PlainError | null; want(first: number, last: number): void } {
  const version = useCalmed(newestVersion, listKeptMs + 500);
  const key = JSON.stringify(list);
  const ask = useCallback(async (offset: number, limit: number, signal: AbortSignal) => {
    const { documents, total, formats } = await engine.listDocuments({ ...(JSON.parse(key) as DocumentList), toldOf: version, offset, limit }, { signal });
    return { rows: documents, facts: { total, formats } };
  }, [engine, key, version]);
  const { listed, error, want } = useStretches(key, ask);
  return { listed: useMemo(() => (listed === null ? null : { ...listed.facts, at: listed.at }), [listed]), error, want };
}
