import { bootstrap, wilson, type Estimate } from './intervals.ts';

/**
 * One line of a report. `aim` is what the issue asks for, at least (`atMost`: at most). `values`: one a question, in question
 * order, where two runs of the same questions can be compared pair by pair.
 */
export type Measure = {
  readonly key: string; readonly words: string; readonly estimate: Estimate; readonly unit: 'share' | 'seconds';
  readonly aim?: number; readonly atMost?: boolean; readonly values: readonly number[] | null;
};

type Extra = { readonly aim?: number; readonly atMost?: boolean; readonly unit?: 'share' | 'seconds' };

/** A share of yes-or-no values, with its Wilson interval. */
export function share(key: string, words: string, values: readonly boolean[], extra: Extra = {}): Measure {
  return { key, words, estimate: wilson(values), unit: 'share', ...extra, values: values.map(Number) };
}

/** A mean of any values, with its bootstrap interval. */
export function amount(key: string, words: string, values: readonly number[], extra: Extra = {}): Measure {
  return { key, words, estimate: bootstrap(values), unit: 'share', ...extra, values };
}

/** Null where nothing is asked for or nothing was measured. */
export function isMet({ aim, atMost, estimate }: Measure): boolean | null {
  if (aim === undefined || estimate.n === 0) return null;
  return atMost === true ? estimate.value <= aim : estimate.value >= aim;
}

export type Difference = { readonly key: string; readonly words: string; readonly first: number; readonly second: number; readonly difference: Estimate; readonly isWithinNoise: boolean };

/** Second run minus first, question by question, with the interval of the mean difference; within noise where that holds 0. */
export function compareRuns(first: readonly Measure[], second: readonly Measure[]): Difference[] {
  return first.flatMap((measure) => {
    const other = second.find(({ key }) => key === measure.key);
    if (other === undefined || measure.values === null || other.values?.length !== measure.values.length || measure.unit !== 'share' || measure.values.length === 0) return [];
    const otherValues = other.values;
    const difference = bootstrap(measure.values.map((value, index) => (otherValues[index] ?? Number.NaN) - value));
    return [{ key: measure.key, words: measure.words, first: measure.estimate.value, second: other.estimate.value, difference, isWithinNoise: difference.low <= 0 && difference.high >= 0 }];
  });
}
