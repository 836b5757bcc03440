import type { AnswerStrength } from '../shared/schemas.ts';
import type { PassageRecord } from './library/records.ts';
import type { PhraseMatch } from './question/matchPhrase.ts';
import type { QuestionTerm, QuestionTerms } from './question/terms.ts';
import { toldInYear } from './question/toldInYear.ts';
import { wantedKind } from './question/wanted.ts';
import { findDates, matchesDate, type FoundDate } from './text/dates.ts';
import { findNumbers, matchNumber } from './text/numbers.ts';
import { splitSentences } from './text/sentences.ts';
import { holdsKin, stem, wordsOf } from './text/words.ts';

/** What the gate looks at of a hit. `keyword` is its BM25 score, `cosine` that of its vector; null where that search did not find it. */
export type GateHit = Pick<PassageRecord, 'contentId' | 'title' | 'path' | 'headingPath' | 'text'> & {
  readonly keyword: number | null; readonly cosine: number | null; readonly documentScore: number;
};

export const gateFeatureNames = [
  'topCosine', 'cosineGap', 'keywordShare', 'keywordGap', 'coverageBest', 'topicSentence', 'pairMissing', 'nameCoverage', 'hasNames', 'namesNowhere',
  'yearCoverage', 'quarterCoverage', 'yearsNowhere', 'unknownShare', 'numberCoverage', 'agreement', 'documentScore',
  'toldInYear', 'asksPhrase', 'phraseMissing', 'phraseWhollyMissing', 'headMissing', 'phraseUnlike',
] as const;
export type GateFeatureName = (typeof gateFeatureNames)[number];
/** Each about 0..1, 0 where there is nothing to tell from; a higher `…Nowhere`, `…Missing`, `…Unlike` or `unknownShare` speaks against, the others for. */
export type GateFeatures = Readonly<Record<GateFeatureName, number>>;

/** One logistic model: P = 1 / (1 + exp(-(intercept + Σ weight × feature))), and the bars below which its question is refused (`partly`) or answered with reserve (`answerable`). */
export type GateModel = { readonly intercept: number; readonly weights: Readonly<Record<string, number>>; readonly bars: Readonly<Record<AnswerStrength, { readonly partly: number; readonly answerable: number }>> };
/** How the hits were found: by meaning in a language the embedder knows, in one it does not, or by words alone. */
export type GateMode = 'hybrid' | 'foreign' | 'keyword';
/** `resources/gate.json`, written by `test/eval/fitGate.ts`. `whole` judges all that was found, `phrase` whether the one thing asked for is named there. */
export type GateCoefficients = Readonly<Record<GateMode, { readonly whole: GateModel; readonly phrase: GateModel }>>;

/** `isOtherTime`: refused because what was found is of other years than the one asked for. */
export type GateVerdict = { readonly verdict: 'answerable' | 'partly' | 'not'; readonly probability: number; readonly isOtherTime: boolean };

/** Of what was found, at least this much must be of the year asked for. Between what other years' reports say by the way (odd half: 98 % below 0.38) and a document without any date. */
const leastInYear = 0.45;

/** Where no name, year or quarter is missing, being wrong about "not in your documents" costs more than one weak quote. */
const unnamedShare = 0.8;
/** How many of them may name what is asked for, or say of which year it is. */
export const phraseDepth = 14;
/** So much of a phrase may be missing for it to count as named: whose the thing is may stand in another sentence (`matchPhrase`). */
const hardlyMissing = 0.1;
/** Words between two that still stand near each other, at most. */
const near = 5;
/** How many of the best hits may hold the answer. */
const depth = 5;

/**
 * Features of one question and its hits, best first. `identities` is the first page of the contents of the first `phraseDepth` hits: who and when it is of.
 * `phrase`: what `matchPhrase` found of the one thing asked for; null where the question asks for no one thing.
 */
export function gateFeatures(question: QuestionTerms, hits: readonly GateHit[], identities: ReadonlyMap<number, string>, phrase: PhraseMatch | null): GateFeatures {
  const best = hits.slice(0, depth);
  const own = best.map((hit) => new Set(wordsOf([hit.text, hit.title, fileName(hit.path), ...hit.headingPath].join(' ')).map(stem)));
  const withIdentity = best.map((hit, index) => new Set([...(own[index] ?? []), ...wordsOf(identities.get(hit.contentId) ?? '').map(stem)]));
  const weight = sum(question.terms.map((term) => term.weight));
  const topic = question.terms.filter((term) => term.role === 'topic');
  const topicWeight = sum(topic.map((term) => term.weight));
  const covered = (set: ReadonlySet<string>): number => (weight === 0 ? 0 : sum(question.terms.filter((term) => set.has(term.stem) || holdsKin(set, term.stem)).map((term) => term.weight)) / weight);
  const cosines = hits.flatMap((hit) => (hit.cosine === null ? [] : [hit.cosine])).sort((a, b) => b - a);
  const keywords = hits.flatMap((hit) => (hit.keyword === null ? [] : [hit.keyword])).sort((a, b) => b - a);
  const topKeyword = keywords[0] ?? 0;
  const topTen = hits.slice(0, 10);
  return {
    topCosine: cosines[0] ?? 0,
    // In a library of a handful of passages the last one stands for the crowd.
    cosineGap: cosines.length < 2 ? 0 : (cosines[0] ?? 0) - (cosines.length > 5 ? mean(cosines.slice(5, 20)) : cosines.at(-1) ?? 0),
    keywordShare: weight === 0 ? 0 : Math.min(1.5, topKeyword / (weight * 2.2)),
    keywordGap: topKeyword === 0 ? 0 : (topKeyword - mean(keywords.slice(5, 20))) / topKeyword,
    coverageBest: Math.max(0, ...withIdentity.map(covered)),
    topicSentence: topicWeight === 0 ? 1 : bestSentence(topic, topicWeight, best),
    pairMissing: asksFact(question, topic) ? 1 - shareOfPairs(topic, best) : 0,
    nameCoverage: question.names.length === 0 ? 1 : mean(question.names.map((name) => Math.max(0, ...withIdentity.map((set) => share(name.stems, set))))),
    hasNames: question.names.length === 0 ? 0 : 1,
    namesNowhere: question.names.length === 0 ? 0 : question.names.filter((name) => name.isNowhere).length / question.names.length,
    yearCoverage: coverageOfYears(question, best, identities),
    quarterCoverage: coverageOfQuarters(question, best),
    yearsNowhere: question.yearsNowhere.length > 0 ? 1 : 0,
    unknownShare: weight === 0 ? 0 : sum(question.terms.filter((term) => term.isNowhere).map((term) => term.weight)) / weight,
    numberCoverage: coverageOfNumbers(question, best),
    agreement: topTen.length === 0 ? 0 : topTen.filter((hit) => hit.keyword !== null && hit.cosine !== null).length / topTen.length,
    documentScore: Math.max(0, ...best.map((hit) => hit.documentScore)),
    toldInYear: toldInYear(question, hits.slice(0, phraseDepth), identities),
    asksPhrase: phrase === null ? 0 : 1,
    phraseMissing: phrase === null ? 0 : 1 - phrase.coverage,
    // What is said in quite other words is named all the same: words missing speak against it as far as nothing is like them.
    phraseWhollyMissing: phrase === null ? 0 : (1 - phrase.coverage) * (1 - phrase.likeness),
    headMissing: phrase === null ? 0 : 1 - phrase.headed,
    phraseUnlike: phrase === null ? 0 : 1 - phrase.likeness,
  };
}

/**
 * Whether the library can answer: the worst of its verdicts, so that a right company and year cannot make up for a thing that no document names, nor company and
 * thing for another year. With keywords alone "not" is said only when a proper name of the question is nowhere in the library, or its year is that of nothing found:
 * what a keyword search fails to find may stand there in other words.
 */
export function judgeAnswerable(features: GateFeatures, coefficients: GateCoefficients, mode: GateMode, strength: AnswerStrength): GateVerdict {
  const { whole, phrase } = coefficients[mode];
  const ofWhole = probabilityOf(features, whole);
  const ofPhrase = features.asksPhrase === 0 ? 1 : probabilityOf(features, phrase);
  const probability = Math.min(ofWhole, ofPhrase);
  const isNamed = isNamedIn(features);
  const isSure = ofWhole >= whole.bars[strength].answerable && (features.asksPhrase === 0 || isNamed || ofPhrase >= phrase.bars[strength].answerable);
  const isOtherTime = features.toldInYear < leastInYear;
  if (isOtherTime) return { verdict: 'not', probability: Math.min(probability, features.toldInYear), isOtherTime };
  const isNowhere = features.namesNowhere > 0 || features.yearsNowhere > 0;
  if (mode === 'keyword' && !isNowhere) return { verdict: isSure ? 'answerable' : 'partly', probability, isOtherTime };
  const isMissing = isNowhere || features.nameCoverage < 1 || features.yearCoverage < 1 || features.quarterCoverage < 1;
  const bar = isMissing ? whole.bars[strength].partly : whole.bars[strength].partly * unnamedShare;
  const isNot = ofWhole < bar || (features.asksPhrase === 1 && !isNamed && ofPhrase < phrase.bars[strength].partly);
  return { verdict: isNot ? 'not' : isSure ? 'answerable' : 'partly', probability, isOtherTime };
}

/** Whether the words of the one thing asked for stand there. They need not be like what stands there as well: in a short text of other things they are not. */
export function isNamedIn({ asksPhrase, headMissing, phraseMissing }: GateFeatures): boolean {
  return asksPhrase === 1 && headMissing === 0 && phraseMissing <= hardlyMissing;
}

function probabilityOf(features: GateFeatures, { intercept, weights }: GateModel): number {
  return 1 / (1 + Math.exp(-gateFeatureNames.reduce((total, name) => total + (weights[name] ?? 0) * features[name], intercept)));
}

function coverageOfYears(question: QuestionTerms, hits: readonly GateHit[], identities: ReadonlyMap<number, string>): number {
  const years = question.dates.filter((date) => date.year !== null);
  if (years.length === 0) return 1;
  const found = hits.map((hit) => findDates([hit.text, hit.title, fileName(hit.path), ...hit.headingPath, identities.get(hit.contentId) ?? ''].join('\n')));
  return mean(years.map((year) => (found.some((dates) => dates.some((date) => matchesDate({ ...year, month: null, day: null, quarter: null }, date))) ? 1 : 0)));
}

/** 1 where a hit is of the quarter asked for or none is asked for, 0.5 where no hit's document says of which quarter it is, else 0. */
function coverageOfQuarters(question: QuestionTerms, hits: readonly GateHit[]): number {
  const quarters = question.dates.filter((date) => date.quarter !== null);
  if (quarters.length === 0) return 1;
  const named = hits.map((hit) => findDates([fileName(hit.path).replace(/_/g, ' '), hit.title, ...hit.headingPath].join('\n')));
  const told = hits.map((hit) => findDates(hit.text));
  const isBorneOut = (dates: readonly FoundDate[][]): boolean => quarters.every((quarter) => dates.some((found) => found.some((date) => matchesDate(quarter, date))));
  if (isBorneOut(named) || isBorneOut(told)) return 1;
  return named.some((dates) => dates.some((date) => date.quarter !== null)) ? 0 : 0.5;
}

/** The largest share of what is asked that one sentence or row of the hits holds, its heading counted half. */
function bestSentence(topic: readonly QuestionTerm[], weight: number, hits: readonly GateHit[]): number {
  let best = 0;
  for (const hit of hits) {
    const heading = new Set(wordsOf([...hit.headingPath, hit.title].join(' ')).map(stem));
    for (const span of splitSentences(hit.text)) {
      const own = new Set(wordsOf(hit.text.slice(span.start, span.end)).map(stem));
      const found = sum(topic.map((term) => (own.has(term.stem) || holdsKin(own, term.stem) ? term.weight : heading.has(term.stem) ? term.weight / 2 : 0)));
      best = Math.max(best, found / weight);
    }
  }
  return best;
}

/** One figure, date or person is asked for in few words: what it is of should then stand in one sentence with it. */
function asksFact(question: QuestionTerms, topic: readonly QuestionTerm[]): boolean {
  const wanted = wantedKind(question.text);
  return topic.length > 0 && topic.length <= 6 && (wanted === 'figure' || wanted === 'date' || wanted === 'person');
}

/** Words an answer's name is made of stand near each other: "gross margin", "notice period". 1 where only one word is asked for. */
function shareOfPairs(topic: readonly QuestionTerm[], hits: readonly GateHit[]): number {
  const pairs = topic.slice(1).map((term, index) => [topic[index]?.stem ?? '', term.stem] as const);
  if (pairs.length === 0) return 1;
  const texts = hits.map((hit) => wordsOf([...hit.headingPath, hit.text].join('\n')).map(stem));
  const isNear = (words: readonly string[], [a, b]: readonly [string, string]): boolean =>
    words.some((word, at) => word === a && words.slice(Math.max(0, at - near), at + near + 1).includes(b));
  return pairs.filter((pair) => texts.some((words) => isNear(words, pair))).length / pairs.length;
}

function coverageOfNumbers(question: QuestionTerms, hits: readonly GateHit[]): number {
  if (question.numbers.length === 0) return 1;
  const found = hits.flatMap((hit) => findNumbers(hit.text));
  return mean(question.numbers.map((number) => (found.some((other) => matchNumber(number, other) !== null) ? 1 : 0)));
}

function share(stems: readonly string[], set: ReadonlySet<string>): number {
  return stems.length === 0 ? 1 : stems.filter((part) => set.has(part)).length / stems.length;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}
