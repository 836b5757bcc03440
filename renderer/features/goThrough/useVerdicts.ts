import { useCallback, useMemo } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { GoThroughResult } from '../../../electron/shared/goThroughContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Quote, Source } from '../../../electron/shared/schemas.ts';
import { useCalmed } from '../../hooks/useCalmed.ts';
import { useStretches } from '../../hooks/useStretches.ts';
import type { MoreSources, SourceStretch } from '../source/MoreSources.ts';
import type { GoThroughState, Shown } from './goThroughState.ts';

/** While verdicts come, what is looked at is asked for anew so often, ms. */
const lookEveryMs = 1_000;
/** Rows beyond what is seen that are there before it is. */
const ahead = 60;
/** Documents whose quotes are gone through at a time. */
const quotedAtOnce = 100;

/** The verdicts of a run, by verdict and path, of which only what was looked at is here. */
export function useVerdicts(engine: Client<EngineContract>, { runId, account, phase }: Pick<GoThroughState, 'runId' | 'account' | 'phase'>, shown: Shown) {
  const version = useCalmed(JSON.stringify([account, phase]), lookEveryMs);
  const ask = useCallback(async (offset: number, limit: number, signal: AbortSignal) => {
    if (runId === null) return { rows: [], facts: { version } };
    const { results } = await engine.goThroughResults({ runId, ...only(shown), offset, limit }, { signal });
    return { rows: results, facts: { version } };
  }, [engine, runId, shown, version]);
  const { listed, error, want } = useStretches<GoThroughResult, unknown>(`${String(runId)} ${shown}`, ask);
  return useMemo(() => ({
    total: shown === 'all' ? account.documents : account[shown], at: (index: number) => listed?.at(index) ?? null, error,
    want: (first: number, last: number) => { want(Math.max(0, first - ahead), last + ahead); },
  }), [shown, account, listed, error, want]);
}

/** Every quote of the list around one, to be gone through one by one beside their pages; `at`: that one. */
export async function quotesAround(engine: Client<EngineContract>, runId: number, shown: Shown, index: number, isMeant: (quote: Quote) => boolean): Promise<{ readonly sources: readonly Source[]; readonly at: number; readonly more: MoreSources }> {
  const load = async (offset: number): Promise<SourceStretch> => {
    const { results, quotes, quotesBefore } = await engine.goThroughResults({ runId, ...only(shown), quoted: true, offset, limit: quotedAtOnce });
    const sources = results.flatMap((result) => result.quotes).map((quote, at) => ({ ...quote, n: quotesBefore + at + 1 }));
    return { sources, more: { before: quotesBefore, total: quotes, load: (way) => load(way === 'before' ? Math.max(0, offset - quotedAtOnce) : offset + quotedAtOnce) } };
  };
  const { quotedBefore } = await engine.goThroughResults({ runId, ...only(shown), offset: index, limit: 1 });
  const { sources, more } = await load(Math.floor(quotedBefore / quotedAtOnce) * quotedAtOnce);
  return { sources, more, at: Math.max(0, sources.findIndex(isMeant)) };
}

function only(shown: Shown): { readonly verdict?: Exclude<Shown, 'all'> } {
  return shown === 'all' ? {} : { verdict: shown };
}
