import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../eval/questions.ts';
import { judgeCases, type Judged } from '../../eval/support/judgeCases.ts';
import { makeSupportCases, type TemplateHalf } from '../../eval/support/makeCases.ts';

const shareOf = (items: readonly Judged[]): number => items.filter(({ isFlagged }) => isFlagged).length / items.length;

describe('checking sentences, a part of npm run eval:support, by words alone', () => {
  it.each(['tuning', 'unseen'] as const)('flags planted errors and few true restatements: %s templates', async (half: TemplateHalf) => {
    const judged = await judgeCases(makeSupportCases(half, 5, 3), null);
    const wrong = judged.filter(({ error }) => error !== null);
    const right = judged.filter(({ error }) => error === null);
    expect(wrong.length).toBeGreaterThan(120);
    expect(right.length).toBeGreaterThan(120);
    expect(shareOf(wrong)).toBeGreaterThanOrEqual(0.9);
    // Words alone cannot tell a restatement in wholly other words; with the embedder the aim is 5 %.
    expect(shareOf(right)).toBeLessThanOrEqual(0.1);
  });
});

describe('the statements of eval:support', () => {
  it('are the same for the same seed, and each false one differs from its true one', () => {
    const cases = makeSupportCases('unseen', 3, 9);
    expect(makeSupportCases('unseen', 3, 9)).toEqual(cases);
    expect(makeSupportCases('unseen', 3, 10)).not.toEqual(cases);
    const pairs = cases.flatMap((item, index) => { const before = cases[index - 1]; return item.error === null || item.error === 'invented' || before === undefined ? [] : [[before, item] as const]; });
    expect(pairs.length).toBeGreaterThan(60);
    for (const [truth, planted] of pairs) {
      expect(truth).toMatchObject({ error: null, template: planted.template, sources: planted.sources });
      expect(planted.claim).not.toBe(truth.claim);
    }
  });
  it('share no template between the halves, and hold every kind of error', () => {
    const [tuning, unseen] = [makeSupportCases('tuning', 4, 1), makeSupportCases('unseen', 4, 1)];
    const names = new Set(tuning.map(({ template }) => template).filter((name) => name !== 'invented'));
    expect(unseen.filter(({ template }) => names.has(template))).toEqual([]);
    for (const cases of [tuning, unseen]) expect([...new Set(cases.flatMap(({ error }) => error ?? []))].sort()).toEqual(['company', 'date', 'direction', 'figure', 'invented', 'line', 'name', 'negated', 'period']);
  });
  it('are written apart from the checker: nothing of it is used to make them', () => {
    const folder = join(repositoryRoot, 'test', 'eval', 'support');
    const makers = readdirSync(folder).filter((name) => name !== 'judgeCases.ts');
    expect(makers.length).toBeGreaterThan(7);
    for (const name of makers) expect([name, /electron\//.test(readFileSync(join(folder, name), 'utf8'))]).toEqual([name, false]);
  });
});
