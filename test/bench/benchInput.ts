import type { Page } from 'playwright-core';
import { dropFiles, openStage } from '../app/launchApp.ts';
import { quantile } from '../eval/intervals.ts';
import { figure, type Figure } from './Figure.ts';
import { benchFolder } from './passages.ts';
import { traceTasks, type Task } from './traceTasks.ts';

const keyEveryMs = 150;
/** Long enough for the filings to be read and part of the vectors to be built. */
const watchedMs = 30_000;
type Seen = { readonly tasks: readonly Task[]; readonly delays: readonly number[] };

/**
 * Whether the window stays quick while a folder is being indexed: someone types into the box all the time, and Chromium notes every
 * task of the page's thread; a task above 50 ms is one a person feels. Beside it how long keys waited before the page saw them.
 * The same without indexing is the ceiling.
 */
export async function benchInput(): Promise<Figure> {
  const stage = await openStage();
  try {
    // On a busy machine a launch fails now and then: tried once more, as in the tests.
    const app = await stage.launch().catch(() => stage.launch());
    try {
      await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor();
      const idle = await typeFor(app.page, watchedMs / 2);
      await dropFiles(app.page, [benchFolder()]);
      const busy = await typeFor(app.page, watchedMs);
      return figure({
        key: 'input', words: 'longest task of the window while a folder is indexed', unit: 'ms', value: longest(busy.tasks, 'clock'), ceiling: longest(idle.tasks, 'clock'),
        aim: { of: 'value', atMost: 50 }, beside: {
          'tasks above 50 ms': busy.tasks.filter(({ clock }) => clock > 50).length, 'tasks above 50 ms, idle': idle.tasks.filter(({ clock }) => clock > 50).length,
          'longest in processor time, ms': longest(busy.tasks, 'processor'), 'longest in processor time, idle, ms': longest(idle.tasks, 'processor'),
          'key until the page sees it, p95, ms': p95(busy.delays), 'key until the page sees it, p95, idle, ms': p95(idle.delays),
        },
      });
    } finally {
      await app.close();
    }
  } finally {
    stage.close();
  }
}

/** Types a key every so often; gives the tasks of that time and how long each key waited. */
async function typeFor(page: Page, ms: number): Promise<Seen> {
  await page.getByRole('textbox', { name: /^Ask about/ }).fill('');
  await page.evaluate(watchKeys);
  const finish = await traceTasks(page);
  const end = Date.now() + ms;
  for (let typed = 0; Date.now() < end; typed += 1) {
    await page.keyboard.press(typed % 8 === 7 ? 'Space' : 'a');
    await page.waitForTimeout(keyEveryMs);
  }
  return { tasks: await finish(), delays: await page.evaluate('window.keyDelays()') as readonly number[] };
}

/** Runs in the page. A key's timestamp is when the browser got it; the listener runs when the page's thread is free. */
const watchKeys = `(() => {
  const delays = [];
  const onKey = (event) => { delays.push(Math.max(0, performance.now() - event.timeStamp)); };
  addEventListener('keydown', onKey, true);
  window.keyDelays = () => { removeEventListener('keydown', onKey, true); return delays; };
})()`;

function longest(tasks: readonly Task[], by: keyof Task): number {
  return tasks.reduce((most, task) => Math.max(most, task[by]), 0);
}

function p95(values: readonly number[]): number {
  return quantile([...values].sort((a, b) => a - b), 0.95);
}
