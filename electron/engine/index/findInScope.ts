import type { ScopeFilter } from '../library/records.ts';
import type { FoundRow } from './LanceTable.ts';
import { inScope, scopePredicate } from './scope.ts';

/** A passage found. `score` is BM25 (above 0) or the cosine (-1..1); higher is better. */
export type IndexHit = { readonly id: number; readonly contentId: number; readonly score: number };

/** Rows fetched at most only to tell which of equal ones come first. */
const mostForTies = 4_000;

/**
 * Up to `limit` passages in scope, best first, ties by id, one hit a passage (its best row). `find` gives the best `count` rows for a
 * predicate, `value` being the score. Asks again for more where filtering after the search (lists too long to send) or passages with
 * several rows left too few, and where equal ones reach beyond the end: the same question gives the same answer every time.
 */
export async function findInScope(
  limit: number, filter: ScopeFilter, find: (count: number, predicate: string | null) => Promise<readonly FoundRow[]>,
): Promise<IndexHit[]> {
  const predicate = scopePredicate(filter);
  const isWanted = inScope(filter);
  const filtersAfter = filter !== null && predicate === null;
  for (let count = limit + Math.max(16, limit >> 2); ; count *= filtersAfter ? 10 : 4) {
    const rows = await find(count, predicate);
    const best = new Map<number, IndexHit>();
    for (const { id, contentId, folderId, value } of rows) {
      if (isWanted({ contentId, folderId }) && value > (best.get(id)?.score ?? -Infinity)) best.set(id, { id, contentId, score: value });
    }
    const ranked = [...best.values()].sort((a, b) => b.score - a.score || a.id - b.id);
    const hasMore = rows.length >= count;
    const isTied = ranked[limit - 1]?.score === rows.at(-1)?.value && count < mostForTies;
    if (hasMore && (ranked.length < limit || isTied)) continue;
    return ranked.slice(0, limit);
  }
}
