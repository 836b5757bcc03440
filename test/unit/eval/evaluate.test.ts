import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readQuestions } from '../../../electron/cli/commands/eval.ts';
import { answer, type AnswerDeps } from '../../../electron/engine/answer.ts';
import { compareReports } from '../../../electron/engine/evaluate/compareReports.ts';
import { evaluate, type Measured } from '../../../electron/engine/evaluate/evaluate.ts';
import { shareOfFacts } from '../../../electron/engine/evaluate/holdsAnswer.ts';
import { estimate, pairedChance } from '../../../electron/engine/evaluate/intervals.ts';
import { AppError } from '../../../electron/shared/AppError.ts';
import { EvaluationQuestion, type EvaluationReport, type Hit } from '../../../electron/shared/schemas.ts';
import { makeAnswering } from '../../fakes/answerLibrary.ts';

const Sample = z.object({ question: z.string(), answer: z.string(), sources: z.array(z.string()), page: z.int().nullable() });
const samples = z.array(Sample).parse(JSON.parse(readFileSync(new URL('../../../resources/sample-questions.json', import.meta.url), 'utf8')))
  .map(({ question, answer: right, sources, page }) => EvaluationQuestion.parse({ question, sources, ...(page === null ? { unanswerable: true } : { pages: [page], answer: right }) }));
/** Documents that say the samples' answers, one sentence each, on the page named. */
const documents = samples.filter(({ unanswerable }) => !unanswerable).map(({ question, answer: right = '', sources, pages }) => ({
  path: `/docs/${sources[0] ?? ''}`, title: sources[0] ?? '', pages: [...Array.from({ length: (pages[0] ?? 1) - 1 }, (_, index) => `This is leaf ${String(index + 1)}.`), `${question.replace(/^(?:What|How|By when|Why)\b|\?$/g, '')}: ${right}`],
}));
const unique = [...new Map(documents.map((document) => [document.path, document])).values()];

function measuredBy(deps: () => AnswerDeps): Measured & { readonly deleted: string[] } {
  const deleted: string[] = [];
  return {
    deleted,
    async search({ query, limit, mode }, { signal }) {
      const { hits } = await deps().search({ query, limit, filter: null, mode }, signal);
      return hits.map((hit, index): Hit => ({ ...hit, rank: index + 1, passageId: hit.id, headingPath: [...hit.headingPath], alsoIn: [...hit.alsoIn] }));
    },
    async *ask(input, { signal }) { yield* answer(input, input.model === 'none' ? { ...deps(), chat: null } : deps(), signal); },
    deleteConversation({ id }) { deleted.push(id); return {}; },
  };
}

async function run(questions: readonly EvaluationQuestion[], measured: Measured, more: { readonly model?: string; readonly baseline?: EvaluationReport } = {}) {
  for await (const event of evaluate({ questions, ...more }, measured, () => performance.now(), new AbortController().signal)) if (event.type === 'evaluation-complete') return event;
  throw new Error('no report');
}
const valueOf = (report: EvaluationReport, key: string) => report.measures.find((measure) => measure.key === key)?.value;

describe('evaluate', () => {
  it('measures both layers over the sample questions, with a model and without', async () => {
    const { deps } = await makeAnswering(unique);
    const honest = measuredBy(() => deps({ write: (pieces) => /\d[^\n]*/.exec(pieces.map(({ text }) => text).join('\n').split(': ').slice(1).join(': '))?.[0] ?? 'No.' }));
    const first = await run(samples, honest);
    expect(first.report.outcomes).toHaveLength(samples.length);
    expect(honest.deleted).toHaveLength(samples.length * 2);
    expect(valueOf(first.report, 'gate.document')).toBe(1);
    expect(valueOf(first.report, 'gate.page')).toBe(1);
    expect(valueOf(first.report, 'gate.evidence')).toBeGreaterThan(0.5);
    expect(first.report.measures.find(({ key }) => key === 'gate.falseAnswers')).toMatchObject({ n: 2 });
    expect(first.differences).toBeNull();
    expect(first.report.model).toBe('fake-chat');
    for (const key of ['answer.correct', 'answer.citationPrecision', 'answer.citationRecall', 'answer.tokensPerSecond', 'answer.secondsPerUseful']) expect([key, valueOf(first.report, key)]).not.toEqual([key, null]);
    const quotes = await run(samples, honest, { model: 'none' });
    expect(quotes.report).toMatchObject({ model: null, mode: 'quotes' });
    expect(valueOf(quotes.report, 'answer.supported')).toBe(1);
    expect(valueOf(quotes.report, 'answer.falseRefusals')).toBe(valueOf(quotes.report, 'gate.falseRefusals'));
    expect((await run(samples, honest, { model: 'none', baseline: quotes.report })).differences?.every(({ verdict }) => verdict === 'within-noise')).toBe(true);
  });

  it('gives a page without scripts in which nothing of a document is markup', async () => {
    const { deps } = await makeAnswering([{ path: '/docs/a.txt', title: 'a', pages: ['The rent of the boathouse is <script>alert(1)</script> 900 pounds.'] }]);
    const { html } = await run([EvaluationQuestion.parse({ question: 'What is the rent of the boathouse <b>?', answer: '900 pounds' })], measuredBy(() => deps()), { model: 'none' });
    expect(html).toContain('default-src &#39;none&#39;'.replaceAll('&#39;', '\''));
    expect(html).not.toMatch(/<script|<b>|https?:/);
  });
});

describe('shareOfFacts', () => {
  it('counts figures, dates and names, not what the question said', () => {
    expect(shareOfFacts('The rent is 1,250 euros.', 'It is EUR 1,250.', 'What is the rent?')).toBe(1);
    expect(shareOfFacts('Net sales (in millions): 82,959', '$82.96 billion', 'What were net sales?')).toBe(1);
    expect(shareOfFacts('It ends on 28 February 2026.', '28 February 2026, with 6 months notice', 'When does it end?')).toBe(0.5);
    expect(shareOfFacts('Nothing of the kind.', '£900 in 2024', 'What was it in 2024?')).toBe(0);
    expect(shareOfFacts('A dog may be kept in the office.', 'Dogs may be kept', 'Are dogs allowed?')).toBe(1);
  });
});

describe('comparing runs', () => {
  const report = (values: readonly number[]): EvaluationReport => ({
    atMs: 0, model: null, mode: 'quotes', strength: 'balanced', seconds: 1,
    outcomes: values.map((value, index) => ({ question: `q${String(index)}`, kind: null, unanswerable: false, verdict: 'answered', answer: '', cited: [], figures: { 'answer.correct': value } })),
    measures: [{ layer: 'answer', key: 'answer.correct', words: 'right', unit: 'share', better: 'higher', value: 1, low: 0, high: 1, n: values.length }],
  });
  it('calls worse only what chance does not explain', () => {
    const all = Array.from({ length: 20 }, () => 1);
    expect(compareReports(report(all), report(all.map((_, index) => index < 3 ? 0 : 1)))[0]).toMatchObject({ verdict: 'within-noise', n: 20 });
    expect(compareReports(report(all), report(all.map((_, index) => index < 7 ? 0 : 1)))[0]).toMatchObject({ verdict: 'worse', now: 0.65 });
    expect(compareReports(report(all.map((_, index) => index < 7 ? 0 : 1)), report(all))[0]).toMatchObject({ verdict: 'better' });
    expect(compareReports(report([]), report(all))).toEqual([]);
  });
  it('is McNemar’s exact test on yes and no', () => {
    expect(pairedChance([1, 1, 1, 1, 1])).toBeCloseTo(2 / 32);
    expect(pairedChance([1, -1, 0, 0])).toBe(1);
    expect(pairedChance([])).toBe(1);
    expect(pairedChance(Array.from({ length: 30 }, () => 0.2))).toBeLessThan(0.001);
  });
  it('gives intervals that hold the value', () => {
    expect(estimate([])).toEqual({ value: null, low: null, high: null, n: 0 });
    expect(estimate([1, 1, 1, 0])).toMatchObject({ value: 0.75, n: 4 });
    const { value, low, high } = estimate([0.2, 0.4, 0.9]);
    expect(value).toBeCloseTo(0.5);
    expect(low).toBeLessThan(high ?? 0);
  });
});

describe('readQuestions', () => {
  const problemOf = (content: string): unknown => { try { readQuestions(content, 'q.jsonl'); return null; } catch (error) { return error instanceof AppError ? error.details['problem'] : error; } };
  it('reads a question a line and passes over blank lines', () => {
    expect(readQuestions('\ufeff{"question":"a?"}\n\n{"question":"b?","unanswerable":true,"sources":["x.pdf"]}\r\n', 'q.jsonl')).toMatchObject([{ question: 'a?', unanswerable: false, sources: [] }, { question: 'b?', unanswerable: true }]);
  });
  it('names the line of an error', () => {
    expect(problemOf('{"question":"a?"}\n{"question":')).toBe('q.jsonl, line 2: this is no JSON');
    expect(problemOf('\n{"question":"a?","pages":"3"}')).toMatch(/^q\.jsonl, line 2: “pages”: /);
    expect(problemOf('{"qestion":"a?"}')).toMatch(/^q\.jsonl, line 1: /);
    expect(problemOf('\n')).toBe('q.jsonl holds no question');
  });
});
