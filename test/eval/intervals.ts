import { Random } from './random.ts';

/** A mean or share with its 95 % interval. `n` is what it is taken over; all three are NaN when `n` is 0. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number; readonly n: number };

const nothing: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN, n: 0 };

/** Share of true values with its Wilson score interval (Wilson 1927): stays inside 0..1 and is honest near both ends. */
export function wilson(values: readonly boolean[]): Estimate {
  const n = values.length;
  if (n === 0) return nothing;
  const z = 1.959964;
  const share = values.filter(Boolean).length / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { value: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half), n };
}

/** Mean with a percentile bootstrap interval: for values that are not yes or no. Seeded, so the same values give the same interval. */
export function bootstrap(values: readonly number[], rounds = 1_000): Estimate {
  const n = values.length;
  if (n === 0) return nothing;
  const random = new Random(n * 7_919 + 17);
  const means = Array.from({ length: rounds }, () => {
    let sum = 0;
    for (let i = 0; i < n; i += 1) sum += values[random.integer(n)] ?? 0;
    return sum / n;
  }).sort((a, b) => a - b);
  return { value: mean(values), low: quantile(means, 0.025), high: quantile(means, 0.975), n };
}

/**
 * Mean of grouped values (several cited files an answer): value is the mean over all of them, the interval resamples
 * whole groups, because files cited by one answer are right or wrong together.
 */
export function groupedBootstrap(groups: readonly (readonly boolean[])[], rounds = 1_000): Estimate {
  const filled = groups.filter((group) => group.length > 0);
  const total = filled.reduce((sum, group) => sum + group.length, 0);
  if (total === 0) return nothing;
  const right = filled.map((group) => group.filter(Boolean).length);
  const random = new Random(total * 7_919 + 29);
  const shares = Array.from({ length: rounds }, () => {
    let hits = 0;
    let all = 0;
    for (let i = 0; i < filled.length; i += 1) {
      const index = random.integer(filled.length);
      hits += right[index] ?? 0;
      all += filled[index]?.length ?? 0;
    }
    return hits / all;
  }).sort((a, b) => a - b);
  const value = right.reduce((sum, count) => sum + count, 0) / total;
  return { value, low: quantile(shares, 0.025), high: quantile(shares, 0.975), n: total };
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Quantile of sorted values, linear between neighbours. `share` 0..1. */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(values: readonly number[]): number {
  return quantile([...values].sort((a, b) => a - b), 0.5);
}
