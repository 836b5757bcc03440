/** A candidate in the order of its score. `same`: passages with equal values say the same. */
export type Arrangeable = { readonly contentId: number; readonly score: number; readonly same: string };

/** A passage to show, and those after it that say the same. */
export type Arranged<T> = { readonly item: T; readonly duplicates: readonly T[] };

const shareOfOne = 0.4;
const closeToBest = 0.8;

/**
 * The first `limit` of candidates given best first: what says the same is listed under its best, and no document has more than
 * `share` of the places while passages of others score within 0.8 of the best. What was held back for that follows when too few
 * others are left.
 */
export function arrange<T extends Arrangeable>(candidates: readonly T[], limit: number, share = shareOfOne): Arranged<T>[] {
  const groups = new Map<string, { item: T; duplicates: T[] }>();
  for (const item of candidates) {
    const group = groups.get(item.same);
    if (group === undefined) groups.set(item.same, { item, duplicates: [] });
    else group.duplicates.push(item);
  }
  const ranked = [...groups.values()];
  const most = Math.max(1, Math.ceil(limit * share));
  const bar = (ranked[0]?.item.score ?? 0) * closeToBest;
  const taken: Arranged<T>[] = [];
  const heldBack: Arranged<T>[] = [];
  const counts = new Map<number, number>();
  for (const [at, group] of ranked.entries()) {
    if (taken.length === limit) break;
    const count = counts.get(group.item.contentId) ?? 0;
    if (count >= most && ranked.slice(at + 1).some(({ item }) => item.score >= bar && (counts.get(item.contentId) ?? 0) < most)) {
      heldBack.push(group);
      continue;
    }
    counts.set(group.item.contentId, count + 1);
    taken.push(group);
  }
  return [...taken, ...heldBack].slice(0, limit).sort((a, b) => b.item.score - a.item.score);
}
