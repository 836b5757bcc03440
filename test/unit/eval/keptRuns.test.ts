import { describe, expect, it } from 'vitest';
import { strengthChoices } from '../../../electron/engine/evaluate/strengthRates.ts';
import { evaluationHandlers } from '../../../electron/engine/handlers/evaluationHandlers.ts';
import { answer } from '../../../electron/engine/answer.ts';
import type { OpenLibrary } from '../../../electron/engine/OpenLibrary.ts';
import { EvaluationQuestion, type EvaluationEvent } from '../../../electron/shared/schemas.ts';
import { makeAnswering } from '../../fakes/answerLibrary.ts';

const rents = Array.from({ length: 12 }, (_, index) => ({ path: `/docs/lease ${String(index)}.pdf`, title: `Lease of house ${String(index)}`, pages: [`The monthly rent of house number ${String(40 + index)} is EUR ${String(1_100 + index)}.`] }));
const questions = rents.map((_, index) => EvaluationQuestion.parse({ question: `What is the monthly rent of house number ${String(40 + index)}?`, answer: `EUR ${String(1_100 + index)}` }));
const context = { signal: new AbortController().signal };

async function running() {
  const { library, deps } = await makeAnswering(rents);
  let isBroken = false;
  const handlers = evaluationHandlers({
    search: () => [],
    async *ask(input, { signal }) { yield* answer(isBroken ? { ...input, question: 'What is the weather in Lisbon?' } : input, { ...deps(), chat: null }, signal); },
    deleteConversation: ({ id }) => { library.conversations.delete(id); return {}; },
    // The handlers read nothing but the library.
  }, () => ({ library }) as unknown as OpenLibrary);
  const run = async (input: { readonly saveAs?: string; readonly compareWith?: string }) => {
    let last: EvaluationEvent | null = null;
    for await (const event of handlers.evaluate({ questions, model: 'none', ...input }, context)) last = event as EvaluationEvent;
    if (last?.type !== 'evaluation-complete') throw new Error('no report');
    return last;
  };
  return { library, handlers, run, breakIt: () => { isBroken = true; } };
}

describe('kept runs', () => {
  it('are compared by name; a loss beyond noise says so, the same again does not', async () => {
    const { run, handlers, breakIt } = await running();
    await run({ saveAs: 'before' });
    expect(await handlers.evaluationRuns({}, context)).toMatchObject([{ name: 'before', questions: 12, model: null }]);
    expect((await run({ compareWith: 'before' })).differences?.every(({ verdict }) => verdict === 'within-noise')).toBe(true);
    breakIt();
    expect((await run({ compareWith: 'before', saveAs: 'after' })).differences?.find(({ key }) => key === 'answer.correct')).toMatchObject({ verdict: 'worse', before: 1, now: 0 });
    expect((await handlers.evaluationRuns({}, context)).map(({ name }) => name)).toEqual(['after', 'before']);
  });
  it('hold no word of an answer, for an erasure to find nothing in them', async () => {
    const { run, library } = await running();
    const { report } = await run({ saveAs: 'one' });
    // As a word: the digits may stand in a time measured.
    const rent = /(?<![\d.])1105(?!\d)/;
    expect(JSON.stringify(report)).toMatch(rent);
    const kept = JSON.stringify(library.evaluations.named('one'));
    expect(kept).not.toMatch(rent);
    expect(kept).not.toContain('/docs/');
  });
  it('show their figures again, and how they were asked', async () => {
    const { run, handlers } = await running();
    const { report } = await run({ saveAs: 'one' });
    expect((await handlers.evaluationReport({ name: 'one' }, context)).measures).toEqual(report.measures);
    expect(await handlers.evaluationRuns({}, context)).toMatchObject([{ strength: 'balanced' }]);
    expect(() => handlers.evaluationReport({ name: 'two' }, context)).toThrow('input-invalid');
  });
  it('are replaced by their name, deleted, and unknown ones named', async () => {
    const { run, handlers } = await running();
    await run({ saveAs: 'one' });
    await run({ saveAs: 'one' });
    expect(await handlers.evaluationRuns({}, context)).toHaveLength(1);
    await expect(run({ compareWith: 'two' })).rejects.toMatchObject({ code: 'input-invalid', details: { problem: 'there is no kept run “two”; the ones there are: one' } });
    await handlers.deleteEvaluationRun({ name: 'one' }, context);
    expect(() => handlers.deleteEvaluationRun({ name: 'one' }, context)).toThrow('input-invalid');
  });
});

describe('strengths', () => {
  it('come with rates measured on held-out questions, for both ways of searching', () => {
    const choices = strengthChoices('strict');
    expect(choices.map(({ strength, inUse }) => [strength, inUse])).toEqual([['balanced', false], ['strict', true]]);
    for (const { rates } of choices) {
      expect(rates.map(({ search, kind }) => `${search} ${kind}`).sort()).toEqual(['hybrid', 'keyword'].flatMap((search) => ['false-refusals', 'not-stated', 'other-topic', 'removed', 'wrong-company', 'wrong-year'].map((kind) => `${search} ${kind}`)));
      for (const { value, low, high, n } of rates) expect(n >= 50 && low <= value && value <= high).toBe(true);
    }
    const rate = (index: number, kind: string) => choices[index]?.rates.find((item) => item.search === 'hybrid' && item.kind === kind)?.value ?? 0;
    expect(rate(1, 'false-refusals')).toBeGreaterThanOrEqual(rate(0, 'false-refusals'));
    expect(rate(1, 'not-stated')).toBeGreaterThanOrEqual(rate(0, 'not-stated'));
    // At least 150 questions that documents do not answer and 150 that they do.
    const balanced = choices[0]?.rates.filter(({ search }) => search === 'hybrid') ?? [];
    expect(balanced.find(({ kind }) => kind === 'false-refusals')?.n).toBeGreaterThanOrEqual(150);
    expect(balanced.filter(({ kind }) => kind !== 'false-refusals').reduce((sum, { n }) => sum + n, 0)).toBeGreaterThanOrEqual(150);
  });
  it('are a setting of the library that questions go by', async () => {
    const { library, handlers, run } = await running();
    expect((await handlers.useAnswerStrength({ strength: 'strict' }, context)).find(({ inUse }) => inUse)?.strength).toBe('strict');
    expect(library.settings.get('answerStrength')).toBe('strict');
    expect((await handlers.answerStrengths({}, context)).find(({ inUse }) => inUse)?.strength).toBe('strict');
    expect((await run({})).report.strength).toBe('strict');
  });
});
