import { describe, expect, it } from 'vitest';
import type { GoThroughResult, GoThroughRun } from '../../electron/shared/goThroughContract.ts';
import { putFakeEngine, someSource, someStatus } from './fakeEngine.ts';
import { complaints } from './person.ts';
import { sizeForPictures } from './takePictures.ts';
import { useWindow } from './useWindow.ts';
import { watchTasks } from './watchTasks.ts';

// The real window over an engine of the test's own: a list of verdicts on more documents than a test could have judged.
const total = 20_000;
const mostRows = 60;
const verdictOf = (n: number): GoThroughResult['verdict'] => (n % 4 === 0 ? 'yes' : n % 4 === 1 ? 'unclear' : 'no');
const results = Array.from({ length: total }, (_, n): GoThroughResult => ({
  documentId: n + 1, path: `/docs/Agreement ${n + 1}.pdf`, title: `Agreement ${n + 1}`, verdict: verdictOf(n), why: verdictOf(n) === 'yes' ? 'says' : verdictOf(n) === 'unclear' ? 'near' : 'nothing',
  quotes: verdictOf(n) === 'no' ? [] : [{ ...someSource(n + 1), quote: `${someSource(n + 1).quote} `.repeat(1 + (n % 3)).trim() }], reason: null,
}));
const account = { documents: total, yes: total / 4, no: total / 2, unclear: total / 4, unread: 0 };
const run: GoThroughRun = { id: 7, criterion: 'Which berths are sound?', state: 'complete', createdMs: 1, updatedMs: 1, account };
const app = useWindow({ begin: sizeForPictures, ready: async ({ page }) => {
  await page.getByRole('main').waitFor();
  await putFakeEngine(page, { status: { ...someStatus, documentsTotal: total }, conversations: [], answer: [], outputs: { goThroughRuns: [{ ...run, isSameScope: true }], goThroughResults: { run, results } } });
  await page.getByRole('button', { name: 'Go through everything' }).click();
  await page.getByRole('button', { name: /^Which berths are sound/ }).click();
} });
const room = () => app.page.getByRole('group', { name: 'Go through everything' });
const rows = () => room().getByRole('rowgroup').getByRole('row');
/** The number of the agreement at the top of what is seen, and at its end; null where nothing is. */
const seen = (): Promise<readonly (number | null)[]> => room().evaluate((pane) => [40, pane.clientHeight - 40].map((y) => {
  const box = pane.getBoundingClientRect();
  const row = [...pane.querySelectorAll('[data-row]')].find((one) => one.getBoundingClientRect().top <= box.top + y && one.getBoundingClientRect().bottom >= box.top + y);
  return row === undefined ? null : Number(/Agreement (\d+)/.exec(row.textContent)?.[1]);
}));

describe(`${total} verdicts`, () => {
  it('are scrolled through with few rows there, none of them blank, and no long task', async () => {
    await room().getByText('All 20,000 documents, each with a verdict.').waitFor();
    expect(await room().getByRole('table').getAttribute('aria-rowcount')).toBe(String(total + 1));
    const longest = await watchTasks(app.page);
    await room().hover();
    let [most, blank] = [0, 0];
    for (let at = 0; at < 30; at += 1) {
      await app.page.mouse.wheel(0, at < 20 ? 700 : -700);
      if (at % 10 === 9) await room().evaluate((pane, share) => { pane.scrollTop = pane.scrollHeight * share; }, ((at * 37) % 100) / 100);
      await app.page.waitForTimeout(60);
      most = Math.max(most, await rows().count());
      if ((await seen()).every((number) => number === null)) blank += 1;
    }
    const { busyMs, clockMs } = await longest();
    console.log(`rows there at most ${most}; longest task ${Math.round(busyMs)} ms of processor, ${Math.round(clockMs)} ms by the clock`);
    expect(most).toBeGreaterThan(5);
    expect(most).toBeLessThanOrEqual(mostRows);
    expect(blank).toBe(0);
    expect(busyMs).toBeLessThan(50);
  });

  it('are all there: the last stands at the end, and going up jumps over none', async () => {
    await room().evaluate((pane) => { pane.scrollTop = pane.scrollHeight; });
    await expect.poll(async () => {
      await room().evaluate((pane) => { pane.scrollTop = pane.scrollHeight; });
      return await rows().last().innerText();
    }).toContain(`Agreement ${total}.pdf`);
    let [before] = (await seen()).map((number) => number ?? Infinity);
    for (let at = 0; at < 12; at += 1) {
      await app.page.mouse.wheel(0, -300);
      await app.page.waitForTimeout(60);
      const [now, end] = await seen();
      expect(now).not.toBeNull();
      expect(now).toBeLessThanOrEqual(before ?? Infinity);
      // What was at the top is still seen, further down.
      expect(end).toBeGreaterThanOrEqual(before ?? 0);
      before = now ?? undefined;
    }
  });

  it('begin anew at another verdict, and a quote in the middle of them is opened', async () => {
    await room().evaluate((pane) => { pane.scrollTop = 0; });
    await room().getByRole('button', { name: 'Unclear 5,000' }).click();
    await expect.poll(() => rows().first().innerText()).toContain('Agreement 2.pdf');
    await room().evaluate((pane) => { pane.scrollTop = pane.scrollHeight / 2; });
    await expect.poll(async () => (await seen())[0]).toBeGreaterThan(5_000);
    const name = (await rows().nth(8).getByRole('rowheader').innerText()).split('\n').at(-1) ?? '';
    const quote = room().getByRole('row', { name }).getByRole('button');
    await quote.click();
    await app.page.getByRole('complementary', { name: 'Source' }).getByText(/hit [\d,]+ of 5,000/).waitFor();
    expect(await quote.getAttribute('aria-pressed')).toBe('true');
    expect(complaints(app)).toEqual([]);
  });
});
