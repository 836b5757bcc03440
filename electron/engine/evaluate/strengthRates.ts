import * as z from 'zod';
import coefficients from '../../../resources/gate.json' with { type: 'json' };
import { AnswerStrength, type StrengthChoice, type StrengthRate } from '../../shared/schemas.ts';
import { estimate } from './intervals.ts';

const Counts = z.record(z.string(), z.string());
const Measured = z.object({ sec: z.object({ falseRefusals: Counts, refused: Counts }) });
/** What `fitGate.ts` wrote of the half it did not fit on. */
const heldOut = z.record(AnswerStrength, z.object({ hybrid: Measured, keyword: Measured })).parse(coefficients.figures.even);

/** Which of the made questions tell of which kind. */
const kinds = {
  'wrong-company': ['invented-company', 'other-company'], 'wrong-year': ['wrong-year'], 'not-stated': ['wrong-metric', 'absent thing'], removed: ['company-removed', 'quarter-removed'], 'other-topic': ['other-topic'],
} as const satisfies Partial<Record<StrengthRate['kind'], readonly string[]>>;

/** Each strength with the rates measured of it, by search with meaning and by words alone. */
export function strengthChoices(inUse: AnswerStrength): StrengthChoice[] {
  return AnswerStrength.options.map((strength) => ({ strength, inUse: strength === inUse, rates: (['hybrid', 'keyword'] as const).flatMap((search) => ratesOf(strength, search)) }));
}

function ratesOf(strength: AnswerStrength, search: StrengthRate['search']): StrengthRate[] {
  const { falseRefusals, refused } = heldOut[strength][search].sec;
  return [
    rateOf(search, 'false-refusals', Object.values(falseRefusals)),
    ...(Object.entries(kinds) as [keyof typeof kinds, readonly string[]][]).map(([kind, names]) => rateOf(search, kind, names.flatMap((name) => refused[name] ?? []))),
  ];
}

/** @param counts "3/60" each. */
function rateOf(search: StrengthRate['search'], kind: StrengthRate['kind'], counts: readonly string[]): StrengthRate {
  const values = counts.flatMap((count) => {
    const [some = 0, all = 0] = count.split('/').map(Number);
    return Array.from({ length: all }, (_, index) => (index < some ? 1 : 0));
  });
  const { value, low, high, n } = estimate(values);
  return { search, kind, value: value ?? 0, low: low ?? 0, high: high ?? 1, n };
}
