import { useCallback, useEffect, useRef, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../electron/shared/AppError.ts';

/** So many rows are asked for at once. */
const stretch = 100;

/** A list of which only what was looked at is here. `facts`: what was told of all of it with the last stretch that came. */
export type Stretches<Row, Facts> = { readonly facts: Facts; at(index: number): Row | null };
export type Stretch<Row, Facts> = { readonly rows: readonly Row[]; readonly facts: Facts };

/**
 * Follows a list too long to have at once: `want` asks for its rows from one index to before another. `key` names the list: another one begins at its top. `ask` gives a
 * stretch of it; where it is another function for the same list, what is looked at is asked for anew. Null until the first rows have come.
 */
export function useStretches<Row, Facts>(key: string, ask: (offset: number, limit: number, signal: AbortSignal) => Promise<Stretch<Row, Facts>>): { readonly listed: Stretches<Row, Facts> | null; readonly error: PlainError | null; want(first: number, last: number): void } {
  const [listed, setListed] = useState<Stretches<Row, Facts> | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const asked = useRef({ stretches: new Set<number>(), controller: new AbortController() });
  const wanted = useRef({ first: 0, last: 1 });
  const rows = useRef({ key: '', of: new Map<number, readonly Row[]>() });

  const want = useCallback((first: number, last: number) => {
    wanted.current = { first, last };
    const { stretches, controller: { signal } } = asked.current;
    for (let at = Math.floor(first / stretch); at * stretch < last; at += 1) {
      if (stretches.has(at)) continue;
      stretches.add(at);
      ask(at * stretch, stretch, signal).then((found) => {
        if (signal.aborted) return;
        if (rows.current.key !== key) rows.current = { key, of: new Map() };
        const { of } = rows.current;
        of.set(at, found.rows);
        setError(null);
        setListed({ facts: found.facts, at: (index) => of.get(Math.floor(index / stretch))?.[index % stretch] ?? null });
      }, (reason: unknown) => {
        stretches.delete(at);
        if (!signal.aborted && !isCancelled(reason)) setError(toPlainError(reason));
      });
    }
  }, [key, ask]);
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
