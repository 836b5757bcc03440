import { describe, expect, it } from 'vitest';
import type { Answer, AnswerEvent, Message } from '../../electron/shared/schemas.ts';
import { putFakeEngine, someCoverage, someSource, someStatus } from './fakeEngine.ts';
import { ask, complaints, lastTurn } from './person.ts';
import { sizeForPictures, takePictures } from './takePictures.ts';
import { useWindow } from './useWindow.ts';
import { watchTasks } from './watchTasks.ts';

// The real window over an engine of the test's own, which says what takes a real one hours or a large model: 2,000 kept messages, an answer that streams.
const total = 2_000;
const sources = [1, 2, 3, 4].map(someSource);
const words = 'The harbour board inspected all four berths in March. Their mooring rings are sound but for one at each berth, and these are to be renewed before the autumn, at the cost of the tenants. Two tenants have agreed to this in writing; the others have asked for a second look, which the surveyor will take in May.'.split(' ');
const sentence = { text: words.join(' '), support: 'supported', citations: [1] } as const;

function answerOf(messageId: number): Answer {
  return {
    verdict: 'answered', answer: sentence.text, sentences: [{ ...sentence, citations: [1] }], sources: [...sources], evidence: [...sources], closest: [], coverage: { ...someCoverage, unreadable: [] }, mode: 'written', searchMode: 'hybrid', searchedFor: 'berths', model: null,
    timings: { searchMs: 1, firstEvidenceMs: 1, firstTokenMs: 1, totalMs: 1, promptTokens: 1, answerTokens: 1 }, conversationId: 'long', messageId,
  };
}
const messages = Array.from({ length: total }, (_, n): Message => ({ id: n + 1, askedMs: n, question: `Question ${n + 1}: what of berth ${n % 90}?`, answer: { ...answerOf(n + 1), sources: sources.slice(0, 1 + (n % 4)) }, error: null }));
const streamed: readonly { readonly afterMs: number; readonly event: AnswerEvent }[] = [
  { afterMs: 20, event: { type: 'question-understood', searchedFor: 'berths', filters: [], findAll: false } },
  { afterMs: 100, event: { type: 'evidence-found', evidence: [...sources], coverage: { ...someCoverage, unreadable: [] } } },
  { afterMs: 20, event: { type: 'verdict-given', verdict: 'answered', closest: [] } },
  { afterMs: 800, event: { type: 'prompt-progress', done: 1, total: 2 } },
  ...words.map((word) => ({ afterMs: 25, event: { type: 'text-delta', text: `${word} ` } as const })),
  { afterMs: 50, event: { type: 'sentence-checked', index: 0, sentence: { ...sentence, citations: [1] } } },
  { afterMs: 1_500, event: { type: 'answer-complete', answer: answerOf(9_999) } },
];
const app = useWindow({ begin: sizeForPictures, ready: async ({ page }) => {
  await page.getByRole('main').waitFor();
  await putFakeEngine(page, { status: someStatus, conversations: [{ id: 'long', title: 'A long one', messages }], answer: streamed });
  await page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: 'A long one', exact: true }).waitFor();
} });
const articles = () => app.page.getByRole('article');
const pane = () => app.page.getByRole('group', { name: 'Questions and answers' });
/** The question at the top of what is seen. */
const looked = () => pane().evaluate((scroll) => [...scroll.querySelectorAll('article')].find((article) => article.getBoundingClientRect().bottom > scroll.getBoundingClientRect().top + 40)?.querySelector('h2')?.textContent ?? null);

describe('a conversation of 2,000 messages', () => {
  it('opens at its last answer, with few of them there', async () => {
    await app.page.getByRole('button', { name: 'A long one', exact: true }).click();
    await articles().getByRole('heading', { name: `Question ${total}:` }).waitFor();
    expect(await articles().count()).toBeLessThan(30);
    expect(await looked()).toContain(`Question ${total}:`);
  });

  it('is scrolled through, up and down, with no long task and nothing blank', async () => {
    const longest = await watchTasks(app.page);
    await pane().hover();
    let [most, blank, before] = [0, 0, total + 1];
    for (let at = 0; at < 60; at += 1) {
      await app.page.mouse.wheel(0, at < 45 ? -900 : 900);
      await app.page.waitForTimeout(40);
      most = Math.max(most, await articles().count());
      const seen = await looked();
      if (seen === null) blank += 1;
      const number = Number(/Question (\d+)/.exec(seen ?? '')?.[1] ?? before);
      // Up is up: what is read does not jump about while turns come and go.
      if (at < 45) expect(number).toBeLessThanOrEqual(before);
      before = number;
    }
    for (const share of [0.5, 0.1, 0.9, 0]) {
      await pane().evaluate((scroll, part) => { scroll.scrollTop = scroll.scrollHeight * part; }, share);
      await expect.poll(looked).not.toBeNull();
    }
    const { busyMs, clockMs } = await longest();
    console.log(`turns there at most ${most}; longest task ${Math.round(busyMs)} ms of processor, ${Math.round(clockMs)} ms by the clock`);
    expect(await looked()).toContain('Question 1:');
    expect(most).toBeLessThan(30);
    expect(blank).toBe(0);
    expect(busyMs).toBeLessThan(100);
  });
});

describe('an answer that streams', () => {
  it('moves nothing that is on the screen', async () => {
    await app.page.keyboard.press('Control+n');
    await articles().first().waitFor({ state: 'detached' });
    await app.page.evaluate(() => {
      // What moves right after a key was pressed is what the key is for.
      const shifts: { readonly value: number; readonly moved: readonly string[] }[] = [];
      Reflect.set(window, 'shifts', shifts);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean; readonly sources: readonly { readonly node: Element | null }[] })[]) if (!entry.hadRecentInput) shifts.push({ value: entry.value, moved: entry.sources.map(({ node }) => node?.className ?? '') });
      }).observe({ type: 'layout-shift' });
    });
    await ask(app.page, 'What of the berths?');
    await lastTurn(app.page).getByRole('img', { name: 'Supported by the source' }).waitFor();
    await app.page.waitForTimeout(300);
    expect(await lastTurn(app.page).getByText('in May').count()).toBeGreaterThan(0);
    expect(await lastTurn(app.page).getByRole('button', { name: 'Ask again' }).count()).toBe(0);
    const shifts = await app.page.evaluate(() => Reflect.get(window, 'shifts') as { readonly value: number; readonly moved: readonly string[] }[]);
    const sum = shifts.reduce((all, { value }) => all + value, 0);
    console.log(`layout shift while an answer streams: ${sum.toFixed(4)}`, JSON.stringify(shifts));
    expect(sum).toBeLessThan(0.01);
    await lastTurn(app.page).getByRole('button', { name: 'Ask again' }).waitFor();
  });

  it('lets the next questions be typed meanwhile: they wait, can be taken back, and are asked in turn', async () => {
    await ask(app.page, 'And of the cranes?');
    await ask(app.page, 'And of the keys?');
    await ask(app.page, 'And of the rent?');
    const waiting = app.page.getByRole('list', { name: 'Asked next' });
    await expect.poll(() => waiting.getByRole('listitem').count()).toBe(2);
    await waiting.getByRole('button', { name: 'Do not ask: And of the keys?' }).click();
    expect(await waiting.getByRole('listitem').count()).toBe(1);
    await articles().getByRole('heading', { name: 'And of the rent?' }).waitFor({ timeout: 60_000 });
    expect(await waiting.count()).toBe(0);
    await lastTurn(app.page).getByRole('button', { name: 'Ask again' }).waitFor({ timeout: 60_000 });
    expect(await articles().getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['What of the berths?', 'And of the cranes?', 'And of the rent?']);
    expect(complaints(app)).toEqual([]);
  });

  it('looks calm while questions wait and one is to begin a branch', async () => {
    const [understood, evidence, verdict, progress] = streamed;
    if (understood === undefined || evidence === undefined || verdict === undefined || progress === undefined) throw new Error('nothing streams');
    await putFakeEngine(app.page, { status: someStatus, conversations: [{ id: 'long', title: 'A long one', messages: messages.slice(0, 3) }], answer: [understood, evidence, verdict, progress, ...streamed.slice(4, 34)] });
    await app.page.getByRole('button', { name: 'A long one', exact: true }).click();
    await articles().getByRole('heading', { name: 'Question 3:' }).waitFor();
    await articles().nth(1).getByRole('button', { name: 'Edit question' }).click();
    await app.page.getByRole('button', { name: 'Begins a new conversation from there' }).waitFor();
    await takePictures(app, 'branch');
    await app.page.getByRole('button', { name: 'Begins a new conversation from there' }).click();
    await ask(app.page, 'What of the berths?');
    await lastTurn(app.page).getByText('at each berth').waitFor();
    await ask(app.page, 'And of the keys?');
    await app.page.getByRole('list', { name: 'Asked next' }).waitFor();
    await takePictures(app, 'typed-ahead');
  });
});
