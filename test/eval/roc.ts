/** A question with the probability that documents answer it, 0..1. */
export type Scored = { readonly isAnswerable: boolean; readonly probability: number };
/** At a bar: the share of answerable questions below it (refused wrongly), and that of the others (refused rightly). */
export type RocPoint = { readonly bar: number; readonly falseRefusals: number; readonly refused: number };

/** The curve of all bars, from the one that refuses nothing to the one that refuses all. Both kinds must be there. */
export function rocOf(scored: readonly Scored[]): RocPoint[] {
  const bars = [...new Set(scored.map(({ probability }) => probability))].sort((a, b) => a - b);
  const below = (bar: number, isAnswerable: boolean): number => {
    const group = scored.filter((item) => item.isAnswerable === isAnswerable);
    return group.filter(({ probability }) => probability < bar).length / group.length;
  };
  return [...bars, Number.POSITIVE_INFINITY].map((bar) => ({ bar, falseRefusals: below(bar, true), refused: below(bar, false) }));
}

/** Area under it: the chance that an answerable question has the higher probability of two (trapezes). */
export function areaUnder(points: readonly RocPoint[]): number {
  return points.slice(1).reduce((sum, point, index) => {
    const before = points[index];
    return before === undefined ? sum : sum + (point.falseRefusals - before.falseRefusals) * (point.refused + before.refused) / 2;
  }, 0);
}
