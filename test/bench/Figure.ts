import { median } from '../eval/intervals.ts';

/**
 * One figure of the bench. `value` is ours, `ceiling` the same work by the library underneath with nothing around it, measured in
 * the same run. `ratio` is value / ceiling: for speeds 1 is the best there is, for times 1 is the least there is. `aim`
 * bounds `judged`, which is the ratio or the value.
 */
export type Figure = {
  readonly key: string; readonly words: string; readonly value: number; readonly ceiling: number | null; readonly ratio: number | null; readonly unit: string;
  readonly aim: Aim | null; readonly met: boolean | null;
  /** Further figures of the same run, by name. */
  readonly beside: Readonly<Record<string, number>>;
};

export type Aim = { readonly of: 'ratio' | 'value'; readonly atLeast?: number; readonly atMost?: number };

type FigureParts = {
  readonly key: string; readonly words: string; readonly unit: string; readonly value: number; readonly ceiling: number | null; readonly ratio?: number;
  readonly aim?: Aim; readonly beside?: Readonly<Record<string, number>>; readonly alsoMet?: boolean;
};

export function figure({ key, words, unit, value, ceiling, ratio, aim, beside = {}, alsoMet = true }: FigureParts): Figure {
  const shown = ratio ?? (ceiling === null ? null : value / ceiling);
  const judged = aim?.of === 'ratio' ? shown : value;
  const met = aim === undefined || judged === null ? null : judged >= (aim.atLeast ?? -Infinity) && judged <= (aim.atMost ?? Infinity) && alsoMet;
  return { key, words, unit, value, ceiling, ratio: shown, aim: aim ?? null, met, beside };
}

/**
 * Runs two ways of doing the same work in turns, the order changing each round, because other load comes and goes. Gives the
 * medians and the median of the rounds' ratios, first by second.
 */
export async function interleave(rounds: number, first: () => Promise<number>, second: () => Promise<number>): Promise<{ readonly first: number; readonly second: number; readonly ratio: number }> {
  const pairs: { readonly first: number; readonly second: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const one = await first();
      pairs.push({ first: one, second: await second() });
    } else {
      const two = await second();
      pairs.push({ first: await first(), second: two });
    }
  }
  return { first: median(pairs.map((pair) => pair.first)), second: median(pairs.map((pair) => pair.second)), ratio: median(pairs.map((pair) => pair.first / pair.second)) };
}

export function asText(figures: readonly Figure[]): string {
  return figures.flatMap(({ words, value, ceiling, ratio, unit, aim, met, beside }) => [
    `${words}`,
    `  ${short(value)} ${unit}${ceiling === null ? '' : `, ceiling ${short(ceiling)} ${unit}, ratio ${short(ratio ?? Number.NaN)}`}${aim === null ? '' : `   aim: ${aim.of} ${aim.atLeast === undefined ? `≤ ${short(aim.atMost ?? Number.NaN)}` : `≥ ${short(aim.atLeast)}`}, ${met === true ? 'met' : 'NOT MET'}`}`,
    ...Object.entries(beside).map(([name, figureBeside]) => `    ${name}: ${short(figureBeside)}`),
  ]).join('\n');
}

export function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
