import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { FindEvent, FoundPassage } from '../../../electron/shared/schemas.ts';
import type { ScopePart } from '../../hooks/useScope.ts';
import { useStretches } from '../../hooks/useStretches.ts';

type Event<Type extends FindEvent['type']> = Extract<FindEvent, { readonly type: Type }>;

/** What is known so far. `passages`: the first of those found; `found`: how many there are until now; `counts`: exact, at the end. */
export type FoundAll = {
  readonly query: string; readonly state: 'none' | 'running' | 'done' | 'stopped' | 'failed'; readonly corrections: Event<'understood'>['corrections']; readonly progress: Event<'progress'> | null;
  readonly passages: readonly FoundPassage[]; readonly found: number; readonly counts: Event<'complete'> | null; readonly error: PlainError | null;
};

/** Typing on gives up what was begun. */
const afterMs = 350;
/** More passages are counted, and asked for again where they are looked at. */
const mostKept = 200;
/** The list is drawn anew at most so often while it grows. */
const tellEveryMs = 120;

const none: readonly FoundPassage[] = [];
const nothing: FoundAll = { query: '', state: 'none', corrections: [], progress: null, passages: [], found: 0, counts: null, error: null };

/** All that was found, of which only what was looked at is here. `want`: the passages from one index to before another are looked at; `error`: why the last of them did not come. */
export type FoundList = { readonly total: number; readonly error: PlainError | null; at(index: number): FoundPassage | null; want(first: number, last: number): void };

/** Every place that fits an expression, as it is typed and found. */
export function useFindAll(engine: Client<EngineContract>, text: string, scope: readonly ScopePart[]): FoundAll & { readonly list: FoundList; stop(): void } {
  const [all, setAll] = useState<FoundAll>(nothing);
  const controller = useRef<AbortController | null>(null);
  const query = text.trim();
  const paths = JSON.stringify(scope.map(({ path }) => path));
  useEffect(() => {
    const own = new AbortController();
    controller.current = own;
    const timer = setTimeout(() => {
      if (query === '') { setAll(nothing); return; }
      void follow(engine, query, JSON.parse(paths) as string[], own.signal, setAll);
    }, afterMs);
    return () => { clearTimeout(timer); own.abort('typed on'); };
  }, [engine, query, paths]);
  const { query: found, counts, passages } = all;
  // What was stopped has no order to go on in.
  const kept = counts === null ? none : passages;
  const ask = useCallback(async (offset: number, limit: number, signal: AbortSignal) => {
    const isKept = Math.min(offset + limit, counts?.passages ?? 0) <= kept.length;
    if (isKept) return { rows: kept.slice(offset, offset + limit), facts: null };
    const more = await engine.foundPassages({ query: found, scope: { paths: JSON.parse(paths) as string[], folderIds: [] }, offset, limit }, { signal });
    return { rows: more.passages, facts: null };
  }, [engine, found, paths, counts, kept]);
  const { listed, error, want } = useStretches<FoundPassage, null>(`${found}\n${paths}`, ask);
  const list = useMemo((): FoundList => ({ total: counts?.passages ?? passages.length, at: (index) => passages[index] ?? listed?.at(index) ?? null, error, want }), [counts, passages, listed, error, want]);
  return { ...all, list, stop: useCallback(() => { controller.current?.abort(); }, []) };
}

async function follow(engine: Client<EngineContract>, query: string, paths: string[], signal: AbortSignal, tell: (all: FoundAll) => void): Promise<void> {
  let all: FoundAll = { ...nothing, query, state: 'running' };
  let toldMs = 0;
  const update = (next: Partial<FoundAll>, isNews = false): void => {
    all = { ...all, ...next };
    // What was typed since has its own list.
    if (signal.reason === 'typed on' || (!isNews && performance.now() - toldMs < tellEveryMs)) return;
    toldMs = performance.now();
    tell(all);
  };
  update({}, true);
  try {
    for await (const event of engine.findAll({ query, scope: { paths, folderIds: [] } }, { signal })) {
      switch (event.type) {
        case 'understood': update({ corrections: event.corrections }, true); break;
        case 'progress': update({ progress: event }); break;
        case 'found': update({ found: all.found + event.passages.length, passages: all.passages.length >= mostKept ? all.passages : [...all.passages, ...event.passages].slice(0, mostKept) }, all.found === 0); break;
        case 'complete': update({ state: 'done', counts: event, progress: null }, true); break;
      }
    }
  } catch (error) {
    const isStopped = isCancelled(error) || signal.aborted;
    update({ state: isStopped ? 'stopped' : 'failed', error: isStopped ? null : toPlainError(error) }, true);
  }
}
