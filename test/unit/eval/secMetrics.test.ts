import { describe, expect, it } from 'vitest';
import { compareRuns, isMet, share, type Measure } from '../../eval/Measure.ts';
import type { GoldQuestion } from '../../eval/questions.ts';
import { measureAnswers, measureRefusals, measureRetrieval, type AnswerResult, type RetrievalResult } from '../../eval/secMetrics.ts';
import type { UnanswerableQuestion } from '../../eval/unanswerable.ts';

const gold = (id: string, over: Partial<GoldQuestion> = {}): GoldQuestion =>
  ({ id, half: 'even', question: '?', sources: ['a'], kind: 'single', evidence: 'table', figures: ['12345 million'], notInDocument: null, ...over });
const found = (id: string, ...documents: readonly (string | readonly [string, string])[]): RetrievalResult =>
  ({ id, seconds: 0.1, passages: documents.map((entry) => typeof entry === 'string' ? { document: entry, text: '' } : { document: entry[0], text: entry[1] }) });
const answered = (id: string, over: Partial<AnswerResult> = {}): AnswerResult =>
  ({ id, verdict: 'answered', cited: ['a'], answer: '', evidence: [], evidenceSeconds: 0.1, totalSeconds: 0.2, ...over });
const value = (measures: readonly Measure[], key: string): number => measures.find((measure) => measure.key === key)?.estimate.value ?? Number.NaN;
const count = (measures: readonly Measure[], key: string): number => measures.find((measure) => measure.key === key)?.estimate.n ?? -1;

describe('measureRetrieval', () => {
  const questions = [gold('q1'), gold('q2'), gold('q3', { kind: 'multi-doc', sources: ['a', 'b'] }), gold('q4', { notInDocument: 'part' })];

  it('looks for right documents at each depth, one and several apart', () => {
    const measures = measureRetrieval(questions, [found('q1', 'a', 'x'), found('q2', 'x', 'x', 'a'), found('q3', 'b', 'a'), found('q4', 'x')], null);
    expect(value(measures, 'documentFirst')).toBeCloseTo(2 / 3);
    expect(value(measures, 'documentIn5')).toBe(1);
    expect(value(measures, 'documentFirst.single')).toBe(0.5);
    expect(value(measures, 'allSourcesIn10')).toBe(1);
    expect(value(measures, 'sourcesIn10')).toBe(1);
  });

  it('leaves out questions whose answer says "not in the document"', () => {
    expect(count(measureRetrieval(questions, questions.map(({ id }) => found(id, 'a')), null), 'documentFirst')).toBe(3);
  });

  it('takes a figure only from a right document, and only within the first ten', () => {
    const wrong = found('q1', ['x', 'sales 12,345'], ['a', 'nothing']);
    const right = found('q2', ['x', ''], ['a', 'sales 12,345']);
    const late = found('q3', ...Array.from({ length: 10 }, () => 'x'), ['a', '12,345'] as const);
    expect(value(measureRetrieval(questions, [wrong, right, late], null), 'figureIn10')).toBeCloseTo(1 / 3);
  });

  it('counts a missing result for nothing rather than against', () => {
    expect(count(measureRetrieval(questions, [found('q1', 'a')], null), 'documentFirst')).toBe(1);
  });
});

describe('measureAnswers', () => {
  const questions = [gold('q1'), gold('q2'), gold('q3')];

  it('takes citation precision over answers given, each cited file once', () => {
    const measures = measureAnswers(questions, [answered('q1', { cited: ['a', 'a', 'x'] }), answered('q2', { cited: ['a'], verdict: 'partly' }), answered('q3', { verdict: 'not-in-documents', cited: [] })]);
    expect(value(measures, 'citationPrecision')).toBeCloseTo(2 / 3);
    expect(value(measures, 'answered')).toBeCloseTo(2 / 3);
    expect(value(measures, 'falseRefusals')).toBeCloseTo(1 / 3);
    expect(value(measures, 'answersWithSource')).toBe(1);
  });
});

describe('measureRefusals', () => {
  it('tells the kinds apart and joins the two wrong-company ones', () => {
    const asked = (['invented-company', 'other-company', 'wrong-year'] as const).map((kind): UnanswerableQuestion => ({ id: kind, base: 'q1', half: 'even', kind, question: '?', without: [] }));
    const measures = measureRefusals(asked, new Map([['invented-company', 'not-in-documents'], ['other-company', 'answered'], ['wrong-year', 'not-in-documents']]));
    expect(value(measures, 'refused.wrong-company')).toBe(0.5);
    expect(value(measures, 'refused.wrong-year')).toBe(1);
    expect(count(measures, 'refused.other-topic')).toBe(0);
  });
});

describe('aims and comparisons', () => {
  it('judges at least and at most, and nothing where nothing was measured', () => {
    expect(isMet(share('a', '', [true, true], { aim: 0.9 }))).toBe(true);
    expect(isMet(share('a', '', [true, false], { aim: 0.1, atMost: true }))).toBe(false);
    expect(isMet(share('a', '', [], { aim: 0.9 }))).toBeNull();
  });

  it('finds a difference only where it is beyond the questions that changed both ways', () => {
    const run = (values: readonly boolean[]): Measure[] => [share('key', 'words', values)];
    const half = Array.from({ length: 100 }, (_, i) => i % 2 === 0);
    const swapped = half.map((right, i) => i < 10 ? !right : right);
    const worse = half.map((right, i) => right && i > 30);
    expect(compareRuns(run(half), run(swapped))[0]?.isWithinNoise).toBe(true);
    expect(compareRuns(run(half), run(worse))[0]?.isWithinNoise).toBe(false);
  });
});
