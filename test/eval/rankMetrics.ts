/** Binary-gain ranking measures of one query. `ranked`: distinct ids, best first. `relevant`: at least one id. */
export type RankScores = { readonly ndcg10: number; readonly hit1: number; readonly recall10: number; readonly mrr10: number };

export function scoreRanking(ranked: readonly string[], relevant: ReadonlySet<string>): RankScores {
  const top = ranked.slice(0, 10);
  const gains = top.map((id) => relevant.has(id));
  const dcg = gains.reduce((sum, hit, index) => sum + (hit ? 1 / Math.log2(index + 2) : 0), 0);
  let ideal = 0;
  for (let i = 0; i < Math.min(10, relevant.size); i += 1) ideal += 1 / Math.log2(i + 2);
  const first = gains.indexOf(true);
  return {
    ndcg10: dcg / ideal,
    hit1: gains[0] === true ? 1 : 0,
    recall10: gains.filter(Boolean).length / relevant.size,
    mrr10: first < 0 ? 0 : 1 / (first + 1),
  };
}

/** Documents in the order of their best hit: a document's rank is the rank of its first passage. */
export function firstOccurrences(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
