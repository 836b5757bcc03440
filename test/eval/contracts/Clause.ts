/**
 * One thing a contract may say, and what only looks like it. {S} stands for the side that supplies, {C} for the side that buys, as the contract calls them.
 * Which wordings are tuned on and which are held out is drawn by `splitWordings`, never by hand.
 */
export type Clause = {
  readonly id: string; readonly criterion: string; readonly headings: readonly string[]; readonly wordings: readonly string[];
  /** `other`: the other side, or another thing by the same name; `negated`: the contrary; `definition`: a term that is defined and never used. */
  readonly nearMisses: Readonly<Record<NearMiss, readonly string[]>>;
};
export type NearMiss = 'other' | 'negated' | 'definition';
