/** A share or mean with its 95 % interval; all null over nothing. */
export type Estimate = { readonly value: number | null; readonly low: number | null; readonly high: number | null; readonly n: number };

const z = 1.959964;
const rounds = 1_000;

/** Wilson's score interval (1927) for values that are 0 or 1, a bootstrap of the mean for others. Seeded: the same values give the same interval. */
export function estimate(values: readonly number[]): Estimate {
  const n = values.length;
  if (n === 0) return { value: null, low: null, high: null, n };
  const value = mean(values);
  if (values.every((item) => item === 0 || item === 1)) {
    const centre = (value + (z * z) / (2 * n)) / (1 + (z * z) / n);
    const half = (z / (1 + (z * z) / n)) * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n));
    return { value, low: Math.max(0, centre - half), high: Math.min(1, centre + half), n };
  }
  const random = seeded(n);
  const means = Array.from({ length: rounds }, () => mean(values.map(() => values[Math.floor(random() * n)] ?? 0))).sort((a, b) => a - b);
  return { value, low: means[Math.floor(rounds * 0.025)] ?? value, high: means[Math.floor(rounds * 0.975)] ?? value, n };
}

/**
 * Two-sided chance that paired differences as large come by noise: the signs of the differences are turned round, all ways where
 * there are at most 12 that are not 0, else 4,000 ways by chance (a paired permutation test; on 0 and 1 McNemar's exact test).
 */
export function pairedChance(differences: readonly number[]): number {
  const moved = differences.filter((difference) => difference !== 0);
  if (moved.length === 0) return 1;
  const observed = Math.abs(sum(moved)) - 1e-12;
  const isExact = moved.length <= 12;
  const total = isExact ? 2 ** moved.length : 4_000;
  const random = seeded(moved.length);
  let asLarge = 0;
  for (let round = 0; round < total; round++) {
    const turned = moved.reduce((all, difference, index) => all + ((isExact ? (round >> index) & 1 : Math.floor(random() * 2)) === 1 ? difference : -difference), 0);
    if (Math.abs(turned) >= observed) asLarge += 1;
  }
  return isExact ? asLarge / total : (asLarge + 1) / (total + 1);
}

export function mean(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** mulberry32, 0 ≤ number < 1. */
function seeded(seed: number): () => number {
  let state = (seed * 7_919 + 17) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
