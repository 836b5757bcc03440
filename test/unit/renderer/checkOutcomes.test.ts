import { describe, expect, it } from 'vitest';
import { EvaluationQuestion, type AnswerCase, type EvaluationOutcome, type EvaluationReport } from '../../../electron/shared/schemas.ts';
import { casesOf, changesBetween, judgeChange, isRunName, judgedOf, runName } from '../../../renderer/features/checks/outcomes.ts';

const question = (words: string): EvaluationQuestion => EvaluationQuestion.parse({ question: words });
const judged = (messageId: number, words: string): AnswerCase => ({ messageId, conversationId: 'c', verdict: 'right', reason: '', atMs: 1, question: question(words) });
const outcome = (words: string, more: Partial<EvaluationOutcome> = {}): EvaluationOutcome => ({ question: words, kind: null, unanswerable: false, verdict: 'answered', answer: '', cited: [], figures: {}, ...more });
const report = (...outcomes: EvaluationOutcome[]): EvaluationReport => ({ atMs: 1, model: null, mode: 'quotes', strength: 'balanced', seconds: 1, outcomes, measures: [] });
const right = { figures: { 'answer.correct': 1, 'answer.facts': 1 } };
const half = { figures: { 'answer.correct': 0, 'answer.facts': 0.5 } };
const wrong = { figures: { 'answer.correct': 0, 'answer.facts': 0 } };

describe('what answers are checked with', () => {
  it('is each question once, and what a person wrote of it counts more', () => {
    const cases = casesOf([{ id: 4, question: question('Who pays?') }], [judged(1, 'When?'), judged(2, ' Who pays?'), judged(3, 'When?')]);
    expect(cases.map((one) => [one.from, one.from === 'person' ? one.id : one.messageId])).toEqual([['person', 4], ['answer', 1]]);
  });
});

describe('how an answer was', () => {
  it('is told by its facts, and by refusing where that is right', () => {
    expect([judgedOf(outcome('a', right)), judgedOf(outcome('a', half)), judgedOf(outcome('a', wrong)), judgedOf(outcome('a'))]).toEqual(['right', 'partly', 'wrong', 'unknown']);
    expect([judgedOf(outcome('a', { unanswerable: true, verdict: 'not-in-documents' })), judgedOf(outcome('a', { unanswerable: true }))]).toEqual(['right', 'wrong']);
  });

  it('is compared question by question: worse, better, and neither where nobody knows what is right', () => {
    const before = report(outcome('a', right), outcome('b', half), outcome('c', wrong), outcome('d'), outcome('e', right));
    const now = report(outcome('a', wrong), outcome('b', right), outcome('c', wrong), outcome('d', right), outcome('new', wrong));
    expect(changesBetween(before, now)).toEqual({ worse: [{ question: 'a', before: 'right', now: 'wrong' }], better: [{ question: 'b', before: 'partly', now: 'right' }] });
  });
});

describe('a change', () => {
  const difference = (verdict: 'better' | 'worse' | 'within-noise') => ({ layer: 'answer' as const, key: 'answer.correct', words: '', unit: 'share' as const, before: 1, now: 0, n: 2, p: 0.5, verdict });
  const before = report(outcome('a', right), outcome('b', wrong), outcome('d'));

  it('makes answers worse as soon as one is, surely where none is better', () => {
    expect(judgeChange(before, report(outcome('a', half), outcome('b', wrong)), [difference('within-noise')])).toMatchObject({ isWorse: true, isSure: true, worse: [{ question: 'a' }], rights: { before: 1, now: 0, total: 2 } });
  });

  it('may have done so by chance where others are better, unless the figures say otherwise', () => {
    const now = report(outcome('a', wrong), outcome('b', right));
    expect(judgeChange(before, now, [difference('within-noise')])).toMatchObject({ isWorse: true, isSure: false });
    expect(judgeChange(before, now, [difference('worse')])).toMatchObject({ isWorse: true, isSure: true });
  });

  it('makes none worse where all stay as they are or get better', () => {
    expect(judgeChange(before, report(outcome('a', right), outcome('b', right), outcome('d', wrong)), [difference('better')])).toMatchObject({ isWorse: false, worse: [] });
  });
});

it('a run nobody named is told from one that has a name', () => {
  expect(isRunName(runName(Date.UTC(2026, 10, 21, 18, 3, 9, 7)))).toBe(true);
  expect(isRunName('before-the-new-model')).toBe(false);
});
