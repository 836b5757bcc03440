import { describe, expect, it } from 'vitest';
import type { Answer, AnswerEvent, Source } from '../../electron/shared/schemas.ts';
import { accessibilityProblems } from './accessibility.ts';
import { putFakeEngine, someStatus } from './fakeEngine.ts';
import { askAndWait, complaints, lastTurn, sourcePane } from './person.ts';
import { useWindow } from './useWindow.ts';

// An answer in quotes over an engine of the test's own: several from one place, and what is said below them.
const quoteAt = (n: number, page: number, section: string, quote: string): Source => ({ n, documentId: 1, path: '/docs/lease.pdf', title: 'Lease', page, locator: { kind: 'pdf-page', page }, start: n * 100, end: n * 100 + quote.length, quote, section: ['Terms', section] });
const all = [
  quoteAt(1, 2, '8 Break', 'The tenant may end this lease on 1 April 2026.'), quoteAt(2, 2, '8 Break', 'The notice must reach the landlord by 30 September 2025.'), quoteAt(3, 3, '11 Notices', 'A notice must be in writing.'),
  quoteAt(4, 2, '8 Break', 'The landlord has no such right.'), quoteAt(5, 2, '8 Break', 'All rent due must have been paid.'), { ...quoteAt(6, 1, '1 Parties', 'The tenant is a company.'), documentId: 2, path: '/docs/letter.pdf' },
];
const sources = all.slice(0, 3);
const sentences: Answer['sentences'] = [
  { text: `lease.pdf, page 2: “${all[0]?.quote ?? ''}”`, support: 'supported', citations: [1] }, { text: `30 September 2025 – “${all[1]?.quote ?? ''}”`, support: 'supported', citations: [2] },
  { text: `lease.pdf, page 3: “${all[2]?.quote ?? ''}”`, support: 'supported', citations: [3] },
];
const answer: Answer = {
  verdict: 'answered', answer: sentences.map(({ text }) => text).join('\n'), sentences, sources, evidence: all, closest: [], coverage: { documents: 43, documentsTotal: 47, pages: 51, pagesTotal: 60, unreadable: [], vectorsShare: 1 }, mode: 'quotes', searchMode: 'hybrid',
  searchedFor: 'When can it end?', model: null, timings: { searchMs: 1, firstEvidenceMs: 1, firstTokenMs: null, totalMs: 300, promptTokens: 0, answerTokens: 0 }, conversationId: 'new', messageId: 1,
};
const streamed: readonly { readonly afterMs: number; readonly event: AnswerEvent }[] = [
  { afterMs: 20, event: { type: 'evidence-found', evidence: all, coverage: answer.coverage } }, { afterMs: 10, event: { type: 'verdict-given', verdict: 'answered', closest: [] } }, { afterMs: 10, event: { type: 'answer-complete', answer } },
];
const app = useWindow({ ready: async ({ page }) => {
  await page.getByRole('main').waitFor();
  await putFakeEngine(page, { status: someStatus, conversations: [], answer: streamed, outputs: { answerStrengths: [] } });
  await askAndWait(page, 'When can it end?');
} });
const namesOf = (within: string): Promise<readonly string[]> => lastTurn(app.page).locator(within).evaluateAll((parts) => parts.map((part) => part.getAttribute('aria-label') ?? part.textContent));

describe('quotes of one place', () => {
  it('stand under it together: it is said once, and each has its own citation with the whole of it', async () => {
    expect(await namesOf('.from-place > .where')).toEqual(['lease.pdf, page 2 · 8 Break', 'lease.pdf, page 3 · 11 Notices']);
    expect(await lastTurn(app.page).locator('.from-place').evaluateAll((runs) => runs.map((run) => run.querySelectorAll('.words').length))).toEqual([2, 1]);
    expect(await namesOf('.answer .cite')).toEqual(['Source 1: lease.pdf, page 2 · 8 Break', 'Source 2: lease.pdf, page 2 · 8 Break', 'Source 3: lease.pdf, page 3 · 11 Notices']);
    expect(await namesOf('.answer .mark')).toEqual(Array.from({ length: 3 }, () => 'Supported by the source'));
    // What stands before the words and is no place is told with them.
    expect(await lastTurn(app.page).locator('.quote-label').allInnerTexts()).toEqual(['30 September 2025']);
  });

  it('stand together among what was also found; each says its place to who does not see them', async () => {
    const evidence = lastTurn(app.page).getByRole('region', { name: 'Also found' });
    expect(await evidence.locator('.where').allInnerTexts()).toEqual(['lease.pdf, page 2 · 8 Break', 'letter.pdf, page 1 · 1 Parties']);
    for (const quote of all.slice(3, 5)) expect(await evidence.getByRole('button', { name: `lease.pdf, page 2 · 8 Break ${quote.quote}` }).count()).toBe(1);
    expect(await accessibilityProblems(app.page)).toEqual([]);
  });

  it('open each at its own words', async () => {
    await lastTurn(app.page).getByRole('button', { name: /^Source 2: / }).click();
    await sourcePane(app.page).getByText('source 2 of 3').waitFor();
    await app.page.keyboard.press('Escape');
  });

  it('are set in a serif for reading, their numbers and places in the face of the window', async () => {
    const faces = await lastTurn(app.page).locator('.words, .where, .cite').evaluateAll((parts) => parts.map((part) => `${part.className} ${getComputedStyle(part).fontFamily.split(',').at(-1)?.trim() ?? ''}`));
    expect([...new Set(faces)].sort()).toEqual(['cite sans-serif', 'where sans-serif', 'words serif']);
  });
});

describe('what is said below an answer', () => {
  const account = () => lastTurn(app.page).locator('.account');

  it('tells what was searched from what the answer rests on', async () => {
    expect(await account().locator('span').allInnerTexts()).toEqual(['Searched 43 of 47 documents (51 pages in all)', 'Answer from 3 passages in 1 document · 0.3\u00a0s · Exact quotes']);
  });

  it('says so in German', async () => {
    await app.page.getByRole('button', { name: 'Settings' }).click();
    await app.page.getByRole('radio', { name: 'Deutsch' }).check();
    await app.page.keyboard.press('Escape');
    expect(await account().locator('span').allInnerTexts()).toEqual(['Durchsucht: 43 von 47 Dokumenten (insgesamt 51 Seiten)', 'Antwort aus 3 Stellen in 1 Dokument · 0,3\u00a0s · Genaue Zitate']);
    expect(await namesOf('.from-place > .where')).toEqual(['lease.pdf, Seite 2 · 8 Break', 'lease.pdf, Seite 3 · 11 Notices']);
    expect(await lastTurn(app.page).locator('.thumb').allInnerTexts()).toEqual(['Stimmt', 'Falsch']);
    await app.page.getByRole('button', { name: 'Einstellungen' }).click();
    await app.page.getByRole('radio', { name: 'English' }).check();
    await app.page.keyboard.press('Escape');
    expect(complaints(app)).toEqual([]);
  });

  it('has thumbs that say what they mean, to the eye as to the ear, and what pressing them again does', async () => {
    const [right, wrong] = ['This answer is right', 'This answer is wrong'].map((name) => lastTurn(app.page).getByRole('button', { name }));
    if (right === undefined || wrong === undefined) throw new Error('no thumbs');
    expect([await right.innerText(), await wrong.innerText()]).toEqual(['Right', 'Wrong']);
    const before = await wrong.boundingBox();
    await right.focus();
    await app.page.keyboard.press('Space');
    await expect.poll(() => right.getAttribute('aria-pressed')).toBe('true');
    expect(await right.getAttribute('title')).toBe('Press again to take it back');
    // Nothing has moved, and the reason is the next but one.
    expect(await wrong.boundingBox()).toEqual(before);
    for (const name of ['This answer is wrong', 'Say why']) {
      await app.page.keyboard.press('Tab');
      expect(await lastTurn(app.page).getByRole('button', { name }).evaluate((button) => button === document.activeElement)).toBe(true);
    }
    await right.focus();
    await app.page.keyboard.press('Space');
    await expect.poll(() => right.getAttribute('aria-pressed')).toBe('false');
    expect(await lastTurn(app.page).getByRole('button', { name: 'Say why' }).count()).toBe(0);
    expect(await right.getAttribute('title')).toMatch(/Check answers/);
  });
});
