import { absentMetrics, askForMetric, periodOf } from './metricQuestions.ts';
import { Random } from './random.ts';
import { absentCompanies, evaluationCompanies, inventedCompanies, productWords, type EvaluationCompany } from './names.ts';
import type { GoldQuestion, Half } from './questions.ts';

export const unanswerableKinds = [
  'invented-company', 'other-company', 'wrong-year', 'wrong-metric', 'company-removed', 'quarter-removed', 'other-topic',
] as const;
export type UnanswerableKind = (typeof unanswerableKinds)[number];

/** A question no document answers once those in `without` (file stems) are taken out of the library. */
export type UnanswerableQuestion = {
  readonly id: string; readonly base: string; readonly half: Half; readonly kind: UnanswerableKind; readonly question: string;
  readonly without: readonly string[];
};

const otherYears = [2006, 2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2027, 2028, 2029, 2033] as const;
const statedYears = /\b20(?:22|23)\b/g;

/**
 * Rewrites questions into ones the documents do not answer; the half is the base question's. At most `perKind` of a kind and
 * half, chosen by the seed. `otherTopics`: questions of another set, of which every second belongs to each half.
 */
export function makeUnanswerable(questions: readonly GoldQuestion[], otherTopics: readonly string[], { seed, perKind }: { readonly seed: number; readonly perKind: number }): UnanswerableQuestion[] {
  const random = new Random(seed);
  const wording = new Random(seed + 2_000);
  const made = [
    ...questions.flatMap((question) => rewrite(question, random, wording)),
    ...otherTopics.map((question, index): UnanswerableQuestion => ({
      id: `other-topic:${String(index)}`, base: '', half: index % 2 === 0 ? 'even' : 'odd', kind: 'other-topic', question, without: [],
    })),
  ];
  const groups = Map.groupBy(random.shuffle(made), ({ kind, half }) => `${kind} ${half}`);
  const kept = [...groups.values()].flatMap((group) => group.slice(0, perKind));
  return kept.sort((a, b) => unanswerableKinds.indexOf(a.kind) - unanswerableKinds.indexOf(b.kind) || a.id.localeCompare(b.id));
}

function rewrite(gold: GoldQuestion, random: Random, wording: Random): UnanswerableQuestion[] {
  const company = evaluationCompanies.find(({ name }) => new RegExp(`\\b${name}\\b`, 'i').test(gold.question));
  if (company === undefined) throw new Error(`no company named in question ${gold.id}`);
  const make = (kind: UnanswerableKind, question: string, without: readonly string[] = []): UnanswerableQuestion =>
    ({ id: `${kind}:${gold.id}`, base: gold.id, half: gold.half, kind, question, without });
  const made = [
    make('invented-company', withCompany(gold.question, company, random.pick(inventedCompanies))),
    make('other-company', withCompany(gold.question, company, random.pick(absentCompanies))),
    make('wrong-year', withYear(gold.question, company, random.pick(otherYears))),
    make('wrong-metric', askForMetric(company.name, random.pick(absentMetrics[gold.half]), periodOf(gold.question), wording)),
    make('company-removed', gold.question, reportsOf(company)),
  ];
  const [source] = gold.sources;
  // Only quarters with others on both sides: a first or last one lives on in the next report's comparison, or "latest" moves on.
  const isNamed = /\bQ[12] 2023\b|\b(first|second) quarter of 2023\b/.test(gold.question);
  if (gold.sources.length === 1 && source !== undefined && isNamed) made.push(make('quarter-removed', gold.question, [source]));
  return made;
}

function withCompany(question: string, company: EvaluationCompany, name: string): string {
  const neutral = productWords.reduce((text, [product, words]) => text.replace(product, words), question);
  return neutral.replace(new RegExp(`\\b${company.name}\\b`, 'gi'), name);
}

/** Another year in place of the stated one; where none is stated, the question is asked about that year alone. */
function withYear(question: string, company: EvaluationCompany, other: number): string {
  const moved = question.replace(statedYears, String(other));
  if (moved !== question) return moved;
  const timeless = question.replace(/\b(?:(?:the|its|their) )?(?:most recent|latest) (?=10-Q|quarter)/gi, 'the ');
  const startsWithName = timeless.startsWith(company.name);
  return `In fiscal year ${String(other)}, ${startsWithName ? timeless : timeless.charAt(0).toLowerCase() + timeless.slice(1)}`;
}

function reportsOf(company: EvaluationCompany): string[] {
  return ['2022_Q3', '2023_Q1', '2023_Q2', '2023_Q3'].map((quarter) => `${quarter}_${company.ticker}`);
}
