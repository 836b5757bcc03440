import type { Verdict } from '../../electron/shared/schemas.ts';
import { figureForms, holdsFigure } from './figures.ts';
import { groupedBootstrap } from './intervals.ts';
import { amount, share, type Measure } from './Measure.ts';
import type { ThingQuestion } from './metricQuestions.ts';
import type { GoldQuestion } from './questions.ts';
import { unanswerableKinds, type UnanswerableKind, type UnanswerableQuestion } from './unanswerable.ts';

/** What a search gave: passages best first, at most ten; `document` is a file stem. */
export type RetrievalResult = { readonly id: string; readonly passages: readonly { readonly document: string; readonly text: string }[]; readonly seconds: number };

/** What an answer gave. `cited`: file stems of its sources. */
export type AnswerResult = {
  readonly id: string; readonly verdict: Verdict; readonly cited: readonly string[]; readonly answer: string;
  readonly evidence: readonly { readonly document: string; readonly text: string }[];
  readonly evidenceSeconds: number; readonly totalSeconds: number;
};

/** Whether a question's figures are in its right documents at all, and in ten passages of them taken by chance. */
export type FigureBounds = ReadonlyMap<string, { readonly anywhere: boolean; readonly byChance: boolean }>;

export function measureRetrieval(questions: readonly GoldQuestion[], results: readonly RetrievalResult[], bounds: FigureBounds | null): Measure[] {
  const counted = pairUp(questions.filter(isCounted), results);
  const single = counted.filter(([question]) => question.kind !== 'multi-doc');
  const multi = counted.filter(([question]) => question.kind === 'multi-doc');
  const groups = [['', 'all', counted], ['.single', 'one document', single], ['.multi', 'several documents', multi]] as const;
  const withFigures = counted.filter(([question]) => question.figures.length > 0);
  return [
    ...groups.flatMap(([suffix, name, pairs]) => [
      share(`documentFirst${suffix}`, `right document first (${name})`, pairs.map((pair) => hasRightDocument(pair, 1)), suffix === '' ? { aim: 0.75 } : {}),
      share(`documentIn5${suffix}`, `right document in the first 5 (${name})`, pairs.map((pair) => hasRightDocument(pair, 5)), suffix === '.multi' ? {} : { aim: 0.95 }),
      share(`documentIn10${suffix}`, `right document in the first 10 (${name})`, pairs.map((pair) => hasRightDocument(pair, 10))),
    ]),
    share('allSourcesIn10', 'all sources in the first 10 (several documents)', multi.map(([question, result]) => foundSources(question, result) === question.sources.length), { aim: 0.8 }),
    amount('sourcesIn10', 'share of the sources in the first 10 (several documents)', multi.map(([question, result]) => foundSources(question, result) / question.sources.length)),
    share('figureIn10', 'a gold figure in the first 10, in a passage of a right document', withFigures.map(([question, result]) => holdsAny(question, rightPassages(question, result.passages))), { aim: 0.6 }),
    share('figureIn10.single', '  of these, one document', withFigures.filter(([question]) => question.kind !== 'multi-doc').map(([question, result]) => holdsAny(question, rightPassages(question, result.passages)))),
    share('figureIn10.multi', '  of these, several documents', withFigures.filter(([question]) => question.kind === 'multi-doc').map(([question, result]) => holdsAny(question, rightPassages(question, result.passages)))),
    amount('figuresIn10', 'share of all gold figures in the first 10', withFigures.map(([question, result]) => shareHeld(question, rightPassages(question, result.passages)))),
    ...(bounds === null ? [] : [
      share('figureByChance', '  floor: in 10 passages of a right document taken by chance', withFigures.map(([question]) => bounds.get(question.id)?.byChance === true)),
      share('figureAnywhere', '  ceiling: anywhere in a right document', withFigures.map(([question]) => bounds.get(question.id)?.anywhere === true)),
    ]),
    amount('searchSeconds', 'seconds a search', results.map(({ seconds }) => seconds), { unit: 'seconds' }),
  ];
}

export function measureAnswers(questions: readonly GoldQuestion[], results: readonly AnswerResult[]): Measure[] {
  const counted = pairUp(questions.filter(isCounted), results);
  const given = counted.filter(([, result]) => result.verdict !== 'not-in-documents');
  const withFigures = counted.filter(([question]) => question.figures.length > 0);
  const cited = given.map(([question, result]) => [...new Set(result.cited)].map((document) => question.sources.includes(document)));
  return [
    share('answered', 'answerable questions answered', counted.map(([, result]) => result.verdict !== 'not-in-documents')),
    share('falseRefusals', 'false refusals', counted.map(([, result]) => result.verdict === 'not-in-documents'), { aim: 0.07, atMost: true }),
    share('partlyAnswered', 'answered with "partly"', counted.map(([, result]) => result.verdict === 'partly')),
    { key: 'citationPrecision', words: 'citation precision: cited files that are right, over answers given', unit: 'share', estimate: groupedBootstrap(cited), values: null },
    share('answersWithSource', 'answers given that cite at least one right file', cited.map((files) => files.some(Boolean))),
    share('figureInEvidence', 'a gold figure in the evidence, from a right document', withFigures.map(([question, result]) => holdsAny(question, rightPassages(question, result.evidence)))),
    share('figureInAnswer', 'a gold figure in the answer', withFigures.map(([question, result]) => holdsAny(question, [{ text: result.answer }]))),
    amount('evidenceSeconds', 'seconds to evidence', results.map(({ evidenceSeconds }) => evidenceSeconds), { unit: 'seconds' }),
    amount('answerSeconds', 'seconds to the whole answer', results.map(({ totalSeconds }) => totalSeconds), { unit: 'seconds' }),
  ];
}

/** Of questions about what is not there, the share to be refused at least. A wrong metric is judged by the wider draw, a wrong company by both its kinds together. */
const leastRefused: Readonly<Partial<Record<UnanswerableKind, number>>> = { 'wrong-year': 0.95, 'company-removed': 0.9, 'quarter-removed': 0.9 };
const kindWords: Readonly<Record<UnanswerableKind, string>> = {
  'invented-company': 'a company that does not exist', 'other-company': 'a real company that is not there', 'wrong-year': 'a year that is not there',
  'wrong-metric': 'something the reports do not state', 'company-removed': "the company's documents removed", 'quarter-removed': 'the one report removed',
  'other-topic': 'another subject altogether',
};

export function measureRefusals(questions: readonly UnanswerableQuestion[], verdicts: ReadonlyMap<string, Verdict>): Measure[] {
  const refusedOf = (kinds: readonly UnanswerableKind[]): boolean[] => questions.filter(({ kind }) => kinds.includes(kind))
    .flatMap(({ id }) => { const verdict = verdicts.get(id); return verdict === undefined ? [] : [verdict === 'not-in-documents']; });
  const companies = refusedOf(['invented-company', 'other-company']);
  return [
    share('refused.wrong-company', 'refused: wrong company, both kinds', companies, { aim: 0.95 }),
    ...unanswerableKinds.map((kind) => { const aim = leastRefused[kind]; return share(`refused.${kind}`, `refused: ${kindWords[kind]}`, refusedOf([kind]), aim === undefined ? {} : { aim }); }),
  ];
}

/** The gate over what is asked for alone: the same companies, periods and wordings, once of things no report states and once of what all do. */
export function measureThings(questions: readonly ThingQuestion[], verdicts: ReadonlyMap<string, Verdict>): Measure[] {
  const refused = (stated: boolean): boolean[] => questions.flatMap(({ id, isStated }) => {
    const verdict = verdicts.get(id);
    return isStated !== stated || verdict === undefined ? [] : [verdict === 'not-in-documents'];
  });
  return [
    share('refused.absent-thing', 'refused: something the reports do not state', refused(false), { aim: 0.85 }),
    share('falseRefusals.stated-thing', 'false refusals: something all reports state', refused(true), { aim: 0.07, atMost: true }),
  ];
}

/** Counts: all but the questions whose gold answer itself says "not in the document". */
export function isCounted(question: GoldQuestion): boolean {
  return question.notInDocument === null;
}

function pairUp<R extends { readonly id: string }>(questions: readonly GoldQuestion[], results: readonly R[]): (readonly [GoldQuestion, R])[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return questions.flatMap((question) => { const result = byId.get(question.id); return result === undefined ? [] : [[question, result] as const]; });
}

function hasRightDocument([question, result]: readonly [GoldQuestion, RetrievalResult], depth: number): boolean {
  return result.passages.slice(0, depth).some(({ document }) => question.sources.includes(document));
}

function foundSources(question: GoldQuestion, result: RetrievalResult): number {
  return question.sources.filter((source) => result.passages.slice(0, 10).some(({ document }) => document === source)).length;
}

function rightPassages<P extends { readonly document: string; readonly text: string }>(question: GoldQuestion, passages: readonly P[]): readonly P[] {
  return passages.slice(0, 10).filter(({ document }) => question.sources.includes(document));
}

function holdsAny(question: GoldQuestion, passages: readonly { readonly text: string }[]): boolean {
  return shareHeld(question, passages) > 0;
}

function shareHeld(question: GoldQuestion, passages: readonly { readonly text: string }[]): number {
  const forms = passages.map(({ text }) => figureForms(text));
  return question.figures.filter((figure) => forms.some((passage) => holdsFigure(passage, figure))).length / question.figures.length;
}
