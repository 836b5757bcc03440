import { describe, expect, it } from 'vitest';
import { evaluationCompanies } from '../../eval/names.ts';
import { absentMetrics, makeThings, statedMetrics } from '../../eval/metricQuestions.ts';
import { hasSharedData, readGoldQuestions, readLabels, type GoldQuestion } from '../../eval/questions.ts';
import { makeUnanswerable, unanswerableKinds } from '../../eval/unanswerable.ts';
import { makeLabels } from '../../eval/labels/makeLabels.ts';

const [company] = evaluationCompanies;
const gold = (id: string, question: string, half: 'odd' | 'even' = 'odd'): GoldQuestion =>
  ({ id, half, question, sources: [`2023_Q1_${company.ticker}`], kind: 'single', evidence: 'table', figures: [], notInDocument: null });
const few = [gold('q001', `What did ${company.name} earn in Q1 2023?`), gold('q002', `What is ${company.name}'s gross margin in the latest 10-Q?`, 'even')];
const made = makeUnanswerable(few, ['What is a tide?', 'Who wrote it?'], { seed: 3, perKind: 60 });
const of = (id: string): string => made.find((question) => question.id === id)?.question ?? '';

describe('makeUnanswerable', () => {
  it('is the same for the same seed and another for another', () => {
    expect(makeUnanswerable(few, [], { seed: 3, perKind: 60 })).toEqual(makeUnanswerable(few, [], { seed: 3, perKind: 60 }));
    expect(makeUnanswerable(few, [], { seed: 4, perKind: 60 })).not.toEqual(makeUnanswerable(few, [], { seed: 3, perKind: 60 }));
  });

  it('keeps the half of the question it was made from', () => {
    expect(made.filter(({ base }) => base === 'q001').every(({ half }) => half === 'odd')).toBe(true);
    expect(made.filter(({ base }) => base === 'q002').every(({ half }) => half === 'even')).toBe(true);
  });

  it('names the company nowhere in wrong-company questions', () => {
    expect(of('invented-company:q001')).not.toContain(company.name);
    expect(of('other-company:q002')).not.toContain(company.name);
    expect(of('other-company:q002')).toMatch(/'s gross margin in the latest 10-Q\?$/);
  });

  it('moves a stated year, and states one where none is', () => {
    expect(of('wrong-year:q001')).toMatch(/in Q1 20(?!2[23])\d\d\?$/);
    expect(of('wrong-year:q002')).toMatch(/^In fiscal year 20\d\d, what is .* in the 10-Q\?$/);
  });

  it('takes the whole company away, and a single report only where no other repeats it', () => {
    expect(made.find(({ id }) => id === 'company-removed:q001')?.without).toHaveLength(4);
    expect(made.find(({ id }) => id === 'quarter-removed:q001')?.without).toEqual([`2023_Q1_${company.ticker}`]);
    expect(made.some(({ id }) => id === 'quarter-removed:q002')).toBe(false);
  });
});

if (!hasSharedData()) console.info('labels not compared with the questions: ../shared/data/sec-10-q is not there');

describe('labels', () => {
  it('hold ids, halves and figures, no sentences', () => {
    for (const { figures } of Object.values(readLabels())) for (const figure of figures) expect(figure).toMatch(/^[\d.]+(%| million| billion)?$/);
  });

  it('leave about thirty out, of both halves', () => {
    const left = Object.values(readLabels()).filter(({ notInDocument }) => notInDocument !== null);
    expect(left.length).toBeGreaterThanOrEqual(25);
    expect(left.length).toBeLessThanOrEqual(35);
    expect(new Set(left.map(({ half }) => half))).toEqual(new Set(['odd', 'even']));
  });
});

describe.skipIf(!hasSharedData())('with ../shared/data/sec-10-q', () => {
  it('the stored labels are what the rules give', () => {
    expect(readLabels()).toEqual(makeLabels());
  });

  it('at least fifty of each kind in each half, but for single quarters, which are few', () => {
    const questions = makeUnanswerable(readGoldQuestions(), Array.from({ length: 170 }, (_, index) => `topic ${String(index)}`), { seed: 1, perKind: 60 });
    for (const kind of unanswerableKinds) {
      for (const half of ['odd', 'even'] as const) {
        expect(questions.filter((question) => question.kind === kind && question.half === half).length, `${kind} ${half}`).toBeGreaterThanOrEqual(kind === 'quarter-removed' ? 15 : 50);
      }
    }
  });

  it('no rewritten company question names a company of the set', () => {
    const names = new RegExp(`\\b(${evaluationCompanies.flatMap(({ name, ticker }) => [name, ticker]).join('|')})\\b`, 'i');
    const questions = makeUnanswerable(readGoldQuestions(), [], { seed: 1, perKind: 500 }).filter(({ kind }) => kind === 'invented-company' || kind === 'other-company');
    expect(questions.filter(({ question }) => names.test(question))).toEqual([]);
  });
});

describe('makeThings', () => {
  it('asks the same company and period for as many things of each sort, all different and of its own half', () => {
    const things = makeThings(few, { seed: 3, each: 2 });
    expect(things.map(({ isStated }) => isStated)).toEqual([false, false, true, true, false, false, true, true]);
    for (const { half, question, isStated } of things) {
      expect(question).toContain(company.name);
      expect((isStated ? statedMetrics : absentMetrics)[half].some((thing) => question.includes(thing))).toBe(true);
    }
    expect(new Set(things.map(({ question }) => question)).size).toBe(things.length);
    expect(makeThings(few, { seed: 3, each: 2 })).toEqual(things);
  });
});
