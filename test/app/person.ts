import type { Locator, Page } from 'playwright-core';
import { dropFiles, type RunningApp } from './launchApp.ts';

// What a person does in the window, by role and keyboard only.

/** Drops a folder and waits until it stands in the library. */
export async function addFolder(page: Page, folder: string, name: string): Promise<void> {
  // Nobody drops anything on a window that shows nothing yet.
  await page.getByRole('main').waitFor();
  await dropFiles(page, [folder]);
  await page.getByRole('checkbox', { name: `Ask only ${name}` }).waitFor();
}

/** Waits until nothing is being read or built any more. */
export async function untilBuilt(page: Page, timeout = 90_000): Promise<void> {
  // A small folder may be done before anybody looks: then there is nothing of it to see.
  await page.getByText(/could not be read|Searchable now|meaning search/).first().waitFor({ timeout: 10_000 }).catch(() => undefined);
  await page.getByRole('button', { name: /^(Pause|Resume)$/ }).waitFor({ state: 'detached', timeout });
}

export async function ask(page: Page, question: string): Promise<void> {
  const box = page.getByRole('textbox', { name: /^Ask about/ });
  await box.fill(question);
  await box.press('Enter');
}

export function lastTurn(page: Page): Locator {
  return page.getByRole('article').last();
}

/** Asks and waits until the answer is complete. */
export async function askAndWait(page: Page, question: string): Promise<Locator> {
  await ask(page, question);
  const turn = lastTurn(page);
  await turn.getByRole('heading', { level: 2, name: question }).waitFor();
  await turn.getByRole('button', { name: 'Ask again' }).waitFor({ timeout: 60_000 });
  return turn;
}

export function sourcePane(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Source' });
}

/** Process ids of the engines main has started and that live: normally one. */
export async function engines(app: RunningApp): Promise<readonly number[]> {
  return app.electron.evaluate(() => {
    const handles = (process as unknown as { _getActiveHandles(): readonly { spawnfile?: string; pid?: number }[] })._getActiveHandles();
    return handles.flatMap(({ spawnfile, pid }) => (spawnfile === undefined || pid === undefined ? [] : [pid]));
  });
}

/** Kills the engine as a crash would; gives its process id. */
export async function killEngine(app: RunningApp): Promise<number> {
  const [pid] = await engines(app);
  if (pid === undefined) throw new Error('no engine runs');
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Halts the engine while something is done, where a system can do that; then it goes on. */
export async function whileHalted(app: RunningApp, work: () => Promise<void>): Promise<void> {
  const [engine] = await engines(app);
  if (engine === undefined) throw new Error('no engine runs');
  const send = (signal: 'SIGSTOP' | 'SIGCONT'): void => { if (process.platform !== 'win32') process.kill(engine, signal); };
  send('SIGSTOP');
  try {
    await work();
  } finally {
    send('SIGCONT');
  }
}

/** Messages of a run that must never come: parsing in the window, or a way around its policy. */
export function complaints(app: RunningApp): readonly string[] {
  return app.messages.filter((message) => /fake worker|content security policy|trusted ?types?|refused to|page error|TypeError|Uncaught/i.test(message));
}

/** Adds a folder, asks a question of it and opens the first source of the answer: library, conversation and page are all there. */
export async function openFirstSource(page: Page, documents: { readonly path: string; readonly name: string }, question: string): Promise<void> {
  await addFolder(page, documents.path, documents.name);
  await untilBuilt(page);
  await askAndWait(page, question);
  await lastTurn(page).getByRole('button', { name: /^Source 1: / }).click();
  await sourcePane(page).getByTestId('page-mark').first().waitFor();
}
