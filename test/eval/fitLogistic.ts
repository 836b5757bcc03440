/** One weighed example: named features and whether it is one. */
export type Example = { readonly features: Readonly<Record<string, number>>; readonly isPositive: boolean; readonly weight: number };
export type Logistic = { readonly intercept: number; readonly weights: Readonly<Record<string, number>> };
/** `sign`: what a feature may say: 1 only for, -1 only against, 0 either. A sign keeps chance in the data from turning a feature round. */
export type FeatureSpec = { readonly name: string; readonly sign: -1 | 0 | 1 };

const steps = 3_000;
const rate = 0.5;

/**
 * Fits P = 1 / (1 + exp(-(intercept + Σ weight × feature))) by projected gradient descent on standardised features, with a ridge
 * of `ridge` on the standardised weights. Deterministic.
 */
export function fitLogistic(examples: readonly Example[], specs: readonly FeatureSpec[], ridge = 0.002): Logistic {
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const means = specs.map(({ name }) => examples.reduce((sum, { features, weight }) => sum + (features[name] ?? 0) * weight, 0) / total);
  const spreads = specs.map(({ name }, at) => Math.sqrt(examples.reduce((sum, { features, weight }) => sum + weight * ((features[name] ?? 0) - (means[at] ?? 0)) ** 2, 0) / total) || 1);
  const rows = examples.map(({ features }) => specs.map(({ name }, at) => ((features[name] ?? 0) - (means[at] ?? 0)) / (spreads[at] ?? 1)));
  let weights = specs.map(() => 0);
  let bias = 0;
  for (let step = 0; step < steps; step += 1) {
    const gradient = specs.map(() => 0);
    let biasGradient = 0;
    for (const [index, { isPositive, weight }] of examples.entries()) {
      const row = rows[index] ?? [];
      const error = (1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), bias))) - Number(isPositive)) * weight / total;
      biasGradient += error;
      for (const [at, value] of row.entries()) gradient[at] = (gradient[at] ?? 0) + error * value;
    }
    weights = weights.map((value, at) => {
      const next = value - rate * ((gradient[at] ?? 0) + ridge * value);
      const sign = specs[at]?.sign ?? 0;
      return sign === 0 ? next : sign * Math.max(0, sign * next);
    });
    bias -= rate * biasGradient;
  }
  const scaled = weights.map((value, at) => value / (spreads[at] ?? 1));
  return {
    intercept: scaled.reduce((sum, value, at) => sum - value * (means[at] ?? 0), bias),
    weights: Object.fromEntries(specs.map(({ name }, at) => [name, scaled[at] ?? 0])),
  };
}

export function probabilityOf({ intercept, weights }: Logistic, features: Readonly<Record<string, number>>): number {
  return 1 / (1 + Math.exp(-Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * (features[name] ?? 0), intercept)));
}
