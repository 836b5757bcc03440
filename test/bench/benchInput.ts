import type { Page } from 'playwright-core';
import { dropFiles, openStage } from '../app/launchApp.ts';
import { quantile } from '../eval/intervals.ts';
import { figure, type Figure } from './Figure.ts';
import { benchFolder } from './passages.ts';

const keyEveryMs = 150;
/** Long enough for the filings to be read and part of the vectors to be built. */
const watchedMs = 30_000;
type Seen = { readonly tasks: readonly number[]; readonly delays: readonly number[] };

/**
 * Whether the window stays quick while a folder is being indexed: someone types into the box all the time, and the browser itself
 * notes every task above 50 ms (PerformanceObserver, `longtask`) and how long keys waited before the page saw them (`event`).
 * The same without indexing is the ceiling.
 */
export async function benchInput(): Promise<Figure> {
  const stage = await openStage();
  try {
    const app = await stage.launch();
    try {
      await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor();
      const idle = await typeFor(app.page, watchedMs / 2);
      await dropFiles(app.page, [benchFolder()]);
      const busy = await typeFor(app.page, watchedMs);
      const [delays, idleDelays] = [busy.delays, idle.delays].map((some) => [...some].sort((a, b) => a - b));
      return figure({
        key: 'input', words: 'longest task of the window while a folder is indexed (0: none above 50 ms)', unit: 'ms', value: Math.max(0, ...busy.tasks), ceiling: Math.max(0, ...idle.tasks),
        aim: { of: 'value', atMost: 50 }, beside: {
          'tasks above 50 ms': busy.tasks.length, 'keys typed': busy.delays.length,
          'key until the page sees it, p95, ms': quantile(delays ?? [], 0.95), 'key until the page sees it, longest, ms': delays?.at(-1) ?? 0,
          'the same idle, p95, ms': quantile(idleDelays ?? [], 0.95), 'the same idle, longest, ms': idleDelays?.at(-1) ?? 0,
        },
      });
    } finally {
      await app.close();
    }
  } finally {
    stage.close();
  }
}

/** Types a key every so often; gives the long tasks of that time and how long each key waited. */
async function typeFor(page: Page, ms: number): Promise<Seen> {
  await page.getByRole('textbox', { name: /^Ask about/ }).fill('');
  await page.evaluate(watch);
  const end = Date.now() + ms;
  for (let typed = 0; Date.now() < end; typed += 1) {
    await page.keyboard.press(typed % 8 === 7 ? 'Space' : 'a');
    await page.waitForTimeout(keyEveryMs);
  }
  return await page.evaluate('window.seenTasks()') as Seen;
}

/** Runs in the page. A key's timestamp is when the browser got it; the listener runs when the page's thread is free. */
const watch = `(() => {
  const tasks = [], delays = [];
  const observer = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) tasks.push(duration); });
  observer.observe({ type: 'longtask' });
  const onKey = (event) => { delays.push(Math.max(0, performance.now() - event.timeStamp)); };
  addEventListener('keydown', onKey, true);
  window.seenTasks = () => { observer.disconnect(); removeEventListener('keydown', onKey, true); return { tasks, delays }; };
})()`;
