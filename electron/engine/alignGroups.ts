import type { EvidenceItem } from './evidence.ts';

/** Groups need not all hold the row: a report may have left it out. */
const shareOfGroups = 0.6;

/**
 * Puts the same row first in each group where most groups hold it: "total net sales" of every quarter, and not of one quarter
 * the sales by region. The row with the highest score over all groups wins.
 */
export function alignGroups(groups: readonly (readonly EvidenceItem[])[]): EvidenceItem[][] {
  const sums = new Map<string, { count: number; score: number }>();
  for (const group of groups) {
    const best = new Map<string, number>();
    for (const item of group) {
      const key = keyOf(item);
      if (key !== null) best.set(key, Math.max(best.get(key) ?? 0, item.score));
    }
    for (const [key, score] of best) {
      const sum = sums.get(key) ?? { count: 0, score: 0 };
      sums.set(key, { count: sum.count + 1, score: sum.score + score });
    }
  }
  const winner = [...sums].filter(([, sum]) => sum.count >= Math.max(2, groups.length * shareOfGroups)).sort((a, b) => b[1].score - a[1].score)[0];
  const tops = groups.reduce((sum, group) => sum + (group[0]?.score ?? 0), 0);
  if (winner === undefined || winner[1].score < (tops / Math.max(1, groups.length)) * winner[1].count * 0.8) return groups.map((group) => [...group]);
  return groups.map((group) => [...group].sort((a, b) => Number(keyOf(b) === winner[0]) - Number(keyOf(a) === winner[0]) || b.score - a.score));
}

function keyOf(item: EvidenceItem): string | null {
  return item.row === null ? null : item.row.label.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
