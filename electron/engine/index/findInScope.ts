import type { ScopeFilter } from '../library/records.ts';
import type { FoundRow } from './LanceTable.ts';
import { inScope } from './scope.ts';

/** A passage found. `score` is BM25 (above 0) or the cosine (-1..1); higher is better. */
export type IndexHit = { readonly id: number; readonly score: number };

export type FindOptions = {
  readonly limit: number;
  /** What rows are left out by once found; null where the search itself sees to the scope, or there is none. */
  readonly leftOutBy: ScopeFilter;
  /** About how much of what is found stays, 0..1. */
  readonly share: number;
  /** The best `count` rows; their places are needed where some are left out. `isAgain`: they were too few before. */
  readonly find: (count: number, isAgain: boolean) => Promise<readonly FoundRow[]>;
};

/** Rows fetched at most only to tell which of equal ones come first. */
const mostForTies = 4_000;

/**
 * Up to `limit` passages, best first, ties by id, one hit a passage (its best row). Asks again for more where leaving out what is outside
 * the scope or passages with several rows left too few, and where equal ones reach beyond the end: the same question gives the same answer every time.
 */
export async function findInScope({ limit, leftOutBy, share, find }: FindOptions): Promise<IndexHit[]> {
  const isWanted = inScope(leftOutBy);
  const first = Math.ceil((limit + Math.max(16, limit >> 2)) / share);
  for (let count = first; ; count *= leftOutBy === null || share < 1 ? 4 : 10) {
    const rows = await find(count, count > first);
    const best = new Map<number, IndexHit>();
    for (const { id, place, value } of rows) {
      if ((place === null || isWanted(place)) && value > (best.get(id)?.score ?? -Infinity)) best.set(id, { id, score: value });
    }
    const ranked = [...best.values()].sort((a, b) => b.score - a.score || a.id - b.id);
    const hasMore = rows.length >= count;
    const isTied = ranked[limit - 1]?.score === rows.at(-1)?.value && count < mostForTies;
    if (hasMore && (ranked.length < limit || isTied)) continue;
    return ranked.slice(0, limit);
  }
}
