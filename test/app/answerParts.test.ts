import { describe, expect, it } from 'vitest';
import type { Answer, AnswerEvent } from '../../electron/shared/schemas.ts';
import { accessibilityProblems } from './accessibility.ts';
import { putFakeEngine, someCoverage, someSource, someStatus } from './fakeEngine.ts';
import { ask, complaints, lastTurn, sourcePane } from './person.ts';
import { useWindow } from './useWindow.ts';

// What an answer is made of, over an engine of the test's own that says all of it: what was searched for, a result that was worked out, and what a screen reader hears.
const sources = [1, 2].map(someSource);
const told = 'Difference: 4.7 million − 4.2 million = 0.5 million';
const sentences: Answer['sentences'] = [{ text: 'Revenue was 4.7 million in 2031 and 4.2 million in 2030.', support: 'supported', citations: [1, 2] }, { text: told, support: 'supported', citations: [1, 2] }];
const answer: Answer = {
  verdict: 'answered', answer: sentences.map(({ text }) => text).join(' '), sentences, sources, evidence: sources, closest: [], coverage: { ...someCoverage, unreadable: [] }, mode: 'written', searchMode: 'hybrid', searchedFor: 'revenue of Hollenbeck Timber', model: null,
  timings: { searchMs: 1, firstEvidenceMs: 1, firstTokenMs: 1, totalMs: 1, promptTokens: 1, answerTokens: 1 }, conversationId: 'new', messageId: 1,
  calculation: { kind: 'difference', formula: '4.7 million − 4.2 million', result: 0.5, scale: 1_000_000, unit: 'amount', citations: [1, 2] },
};
const streamed: readonly { readonly afterMs: number; readonly event: AnswerEvent }[] = [
  { afterMs: 20, event: { type: 'question-understood', searchedFor: answer.searchedFor, filters: ['after:2030'], findAll: false } },
  { afterMs: 50, event: { type: 'evidence-found', evidence: sources, coverage: answer.coverage } },
  { afterMs: 20, event: { type: 'verdict-given', verdict: 'answered', closest: [] } },
  ...answer.answer.split(' ').map((word) => ({ afterMs: 25, event: { type: 'text-delta', text: `${word} ` } as const })),
  ...sentences.map((sentence, index) => ({ afterMs: 50, event: { type: 'sentence-checked', index, sentence } as const })),
  { afterMs: 100, event: { type: 'answer-complete', answer } },
];
const app = useWindow({ ready: async ({ page }) => {
  await page.getByRole('main').waitFor();
  await putFakeEngine(page, { status: someStatus, conversations: [], answer: streamed });
} });

describe('an answer', () => {
  it('is heard once when it is complete, not word by word', async () => {
    await app.page.evaluate(() => {
      const heard: string[] = (globalThis as { heard?: string[] }).heard = [];
      const place = document.querySelector('main > [role="status"], main .sr-only[role="status"]');
      new MutationObserver(() => { heard.push(place?.textContent ?? ''); }).observe(place ?? document.body, { childList: true, characterData: true, subtree: true });
    });
    await ask(app.page, 'How much did it grow?');
    await lastTurn(app.page).getByRole('button', { name: 'Ask again' }).waitFor();
    const heard = await app.page.evaluate(() => (globalThis as { heard?: string[] }).heard ?? []);
    expect(heard).toHaveLength(2);
    expect(heard[1]?.replace(/\s+/g, ' ').trim()).toBe(answer.answer);
  });

  it('says what was searched for where that is not what was asked', async () => {
    await lastTurn(app.page).getByText('Searched for: revenue of Hollenbeck Timber · after:2030').waitFor();
  });

  it('shows a result that was worked out as such, and each of its figures opens where it stands', async () => {
    const card = lastTurn(app.page).getByRole('region', { name: 'Worked out from the figures quoted' });
    expect(await card.innerText()).toContain(told);
    expect(await card.getByRole('button', { name: /^Source/ }).count()).toBe(2);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await card.getByRole('button', { name: /^Source 2: / }).click();
    await sourcePane(app.page).getByText('source 2 of 2').waitFor();
    expect(complaints(app)).toEqual([]);
  });
});
