import type { FoundPassage } from './schemas.ts';

/** How many parts of passages fit. */
export function placesIn(passages: readonly Pick<FoundPassage, 'ranges'>[]): number {
  return passages.reduce((sum, { ranges }) => sum + ranges.length, 0);
}
