import { evaluationCompanies } from './names.ts';
import type { GoldQuestion, Half } from './questions.ts';
import { Random } from './random.ts';

type ByHalf = Readonly<Record<Half, readonly string[]>>;

/**
 * Things quarterly reports could hold and things they never do; no report of the set states any of them (checked by searching the page
 * texts for their words). Each half has its own, so that what was learnt of one says nothing of the words of the other; what is tuned on has more of them.
 */
export const absentMetrics: ByHalf = {
  odd: [
    'net promoter score', 'employee turnover rate', 'price-to-earnings ratio', 'gender pay gap', 'monthly active users', 'employee retention rate', 'average parental leave',
    'product defect rate', 'training hours per employee', 'same-store growth', 'number of hospital beds', 'passenger load factor', 'clinical trial enrolment',
    'number of room nights sold', 'combined ratio of the insurance business', 'customer lifetime value', 'inventory turnover ratio', 'warranty claim rate', 'payout ratio', 'number of page views',
    'return on equity', 'debt-to-equity ratio', 'interest coverage ratio', 'customer satisfaction score', 'data centre electricity use', 'workplace injury rate', 'charitable donations', 'executive pay ratio',
    'board attendance rate', 'number of retail stores', 'sales per square foot', 'quick ratio', 'asset turnover ratio', 'cash conversion cycle', 'refund rate', 'product return rate', 'factory utilization rate',
    'wafer yield', 'number of data centers', 'renewable energy share', 'recycled material share', 'electricity consumption', 'paid holiday days', 'median employee salary', 'cost per hire', 'number of research staff',
    'cost of customer support', 'sales commission rate', 'return on marketing investment', 'net interest margin', 'insurance premium income', 'share of women in management', 'average contract length',
    'number of product recalls', 'average order value', 'number of active sellers', 'book-to-bill ratio', 'absence rate', 'average room rate', 'number of students', 'average ticket price', 'drug approval rate',
    'mortgage lending volume', 'short interest', 'analyst price target', 'average age of inventory', 'research output',
  ],
  even: [
    'customer churn rate', 'dividend yield', 'water consumption', 'number of patents granted', 'customer acquisition cost', 'lobbying spending', 'number of whistleblower reports',
    'advertisement click-through rate', 'carbon dioxide emissions', 'fuel hedging gain', 'crude oil output in barrels', 'volume of milk processed', 'gold ore grade', 'loan loss ratio',
    'average occupancy rate', 'gross merchandise volume', 'order backlog', 'days sales outstanding', 'revenue per employee', 'average delivery time',
  ],
};

/** Things every report of the set states, some in everyday words. */
export const statedMetrics: ByHalf = {
  odd: [
    'net income', 'research and development expense', 'income tax expense', 'diluted earnings per share', 'inventory', 'cash and cash equivalents', 'accounts payable',
    'cash flow from operating activities', 'net profit', 'spending on research and development', 'net earnings', 'provision for income taxes', 'operating cash flow', 'R&D costs',
    'retained earnings', 'operating expenses', 'total current assets', 'total current liabilities', 'long-term debt', "shareholders' equity", 'depreciation expense', 'property and equipment', 'basic earnings per share',
    'pre-tax income', 'income before taxes', 'cash used in investing activities', 'cash used for financing activities', 'capital spending', 'common stock outstanding', 'profit before tax',
  ],
  even: [
    'total revenue', 'operating income', 'gross margin', 'total assets', 'accounts receivable', 'effective tax rate', 'share repurchases', 'total liabilities', 'interest expense',
    'comprehensive income', 'operating profit', 'tax rate', 'stock-based compensation',
  ],
};

/** One of the ways a figure is asked for. */
export function askForMetric(company: string, metric: string, period: string, random: Random): string {
  return random.pick([
    `What was ${company}'s ${metric} ${period}?`, `How high was ${company}'s ${metric} ${period}?`, `What ${metric} did ${company} report ${period}?`,
    `How has ${company}'s ${metric} changed over the reported quarters?`,
  ]);
}

export function periodOf(question: string): string {
  const stated = /\bQ([1-4]) (20\d\d)\b/.exec(question) ?? undefined;
  if (stated !== undefined) return `in Q${stated[1] ?? ''} ${stated[2] ?? ''}`;
  return /most recent|latest/i.test(question) ? 'in the most recent 10-Q' : 'in the reported quarters';
}

/** A question no report leaves open, of the same make as the ones about what is nowhere: told apart by what is asked alone. */
export type StatedQuestion = { readonly id: string; readonly half: Half; readonly question: string };

export function makeStated(questions: readonly GoldQuestion[], { seed, perHalf }: { readonly seed: number; readonly perHalf: number }): StatedQuestion[] {
  const random = new Random(seed + 1_000);
  const made = questions.flatMap(({ id, half, question }): StatedQuestion[] => {
    const company = evaluationCompanies.find(({ name }) => new RegExp(`\\b${name}\\b`, 'i').test(question));
    return company === undefined ? [] : [{ id: `stated:${id}`, half, question: askForMetric(company.name, random.pick(statedMetrics[half]), periodOf(question), random) }];
  });
  return [...Map.groupBy(random.shuffle(made), ({ half }) => half).values()].flatMap((group) => group.slice(0, perHalf)).sort((a, b) => a.id.localeCompare(b.id));
}

/** Every question's company and period asked for `each` things no report states and `each` that all of them do, drawn anew: enough of both for a narrow interval. */
export type ThingQuestion = StatedQuestion & { readonly isStated: boolean };

export function makeThings(questions: readonly GoldQuestion[], { seed, each }: { readonly seed: number; readonly each: number }): ThingQuestion[] {
  const random = new Random(seed + 3_000);
  return questions.flatMap(({ id, half, question }): ThingQuestion[] => {
    const company = evaluationCompanies.find(({ name }) => new RegExp(`\\b${name}\\b`, 'i').test(question));
    if (company === undefined) return [];
    return [absentMetrics, statedMetrics].flatMap((things) => random.shuffle([...things[half]]).slice(0, each).map((thing, at): ThingQuestion => {
      const isStated = things === statedMetrics;
      return { id: `${isStated ? 'stated' : 'absent'}-thing:${id}:${String(at)}`, half, isStated, question: askForMetric(company.name, thing, periodOf(question), random) };
    }));
  });
}
