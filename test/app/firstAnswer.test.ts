import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { dropFiles } from './launchApp.ts';
import { askAndWait, complaints, lastTurn, sourcePane, untilBuilt } from './person.ts';
import { hasPoppler, wordsInside, type PagePart } from './readWithPoppler.ts';
import { sampleFolder, sampleQuestions } from './samples.ts';
import { useWindow } from './useWindow.ts';

// The whole path in the real window, by role, keyboard and real drag: what a person does on the first day.
const onPage = sampleQuestions.find(({ sources }) => sources[0]?.endsWith('.pdf') === true);
const unanswerable = sampleQuestions.find(({ question, sources }) => sources.length === 0 && question.includes('Rotterdam'));
if (onPage === undefined || unanswerable === undefined) throw new Error('the samples have no such questions');

const documents = sampleFolder();
const app = useWindow({ belongs: [documents] });
let copied = '';

describe('the first day', () => {
  it('starts empty, offline, and says what to do', async () => {
    await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor();
    await app.page.getByRole('button', { name: 'Offline · 0 connections' }).waitFor();
    await app.page.getByRole('button', { name: 'Choose a folder…' }).waitFor();
    expect(await app.page.getByRole('button', { name: /^Ask/ }).isDisabled()).toBe(true);
  });

  it('takes a dropped folder and shows at once what it does with it', async () => {
    const droppedAt = Date.now();
    await dropFiles(app.page, [documents.path]);
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).waitFor();
    await app.page.getByText(/Looking through the folder|\d+ of \d+ files|Searchable now/).first().waitFor();
    expect(Date.now() - droppedAt).toBeLessThan(10_000);
    await app.page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
  });

  it('answers by words while meaning search is still being built', async () => {
    await app.page.getByText(/Searchable now/).first().waitFor({ timeout: 60_000 });
    const turn = await askAndWait(app.page, onPage.question);
    const account = await turn.getByText(/^Searched/).innerText();
    // On a fast machine the building may be over by now; then the account says nothing of it.
    expect(account).toMatch(/Searched \d+ of \d+ documents/);
    expect((await turn.innerText()).replaceAll(',', '')).toContain(onPage.contains[0]?.replaceAll(',', ''));
  });

  it('shows evidence before the answer is complete, then sentences with chips and marks', async () => {
    await untilBuilt(app.page);
    await app.page.getByRole('button', { name: 'New conversation' }).click();
    const order = await recordOrder(app.page);
    const turn = await askAndWait(app.page, onPage.question);
    expect(await order()).toEqual(['evidence', 'answer']);
    expect(await turn.getByRole('button', { name: /^Source \d+: / }).count()).toBeGreaterThan(0);
    expect(await turn.getByRole('img', { name: 'Supported by the source' }).count()).toBeGreaterThan(0);
    expect(await turn.getByText(/Meaning search \d+ % built/).count()).toBe(0);
    await turn.getByRole('button', { name: 'Copy with sources' }).click();
    await turn.getByRole('button', { name: 'Copied' }).waitFor();
    copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain(onPage.question);
  });

  it('shows the quote when a chip is pointed at', async () => {
    await lastTurn(app.page).getByRole('button', { name: /^Source 1: / }).hover();
    const tip = app.page.getByRole('tooltip');
    await tip.waitFor();
    expect((await tip.innerText()).length).toBeGreaterThan(20);
    await app.page.mouse.move(2, 300);
    await tip.waitFor({ state: 'detached' });
  });

  it('opens the page of a citation with its words lit', async () => {
    await lastTurn(app.page).getByRole('button', { name: /^Source 1: / }).click();
    const pane = sourcePane(app.page);
    await pane.getByText(/page \d+ of \d+/).waitFor();
    await pane.getByText('Exact words from the document · checked').waitFor();
    const marks = pane.getByTestId('page-mark');
    await marks.first().waitFor();
    await expect.poll(async () => (await marks.first().boundingBox())?.width ?? 0).toBeGreaterThan(10);
  });

  it.skipIf(!hasPoppler)('lights exactly the words of the quote, as another PDF reader sees the page', async () => {
    const pane = sourcePane(app.page);
    const paper = await pane.locator('canvas').boundingBox();
    if (paper === null) throw new Error('no page is drawn');
    const parts: PagePart[] = [];
    for (const mark of await pane.getByTestId('page-mark').all()) {
      const box = await mark.boundingBox();
      if (box !== null) parts.push({ left: (box.x - paper.x) / paper.width, top: (box.y - paper.y) / paper.height, width: box.width / paper.width, height: box.height / paper.height });
    }
    const path = await pane.getByRole('heading', { level: 2 }).getAttribute('title') ?? '';
    const page = Number(/page (\d+) of/.exec(await pane.innerText())?.[1]);
    const quote = copied.split('\n[1] ')[1]?.split('“')[1]?.split('”')[0] ?? '';
    expect(quote.length).toBeGreaterThan(20);
    expect(wordsInside(path, page, parts).join(' ')).toBe(quote.split(/\s+/).join(' '));
  });
  if (!hasPoppler) console.log('not run: the check by an independent reader needs poppler (pdftotext)');

  it('E13b: the page is read by the bundled worker under the window’s policies, never in the window itself', () => {
    // Where the policy refused the worker, pdf.js would say so and parse in the window.
    expect(app.page.workers().map((worker) => worker.url()).filter((url) => /^carrel:\/\/app\/assets\/pdfWorker-[\w-]+\.js$/.test(url))).toHaveLength(1);
    expect(complaints(app)).toEqual([]);
  });

  it('turns pages, finds back to the quote, and gives the words of the page to select', async () => {
    const pane = sourcePane(app.page);
    await pane.getByRole('button', { name: 'Next page' }).click();
    await pane.getByRole('button', { name: 'Back to the quote' }).click();
    await pane.getByTestId('page-mark').first().waitFor();
    await expect.poll(async () => (await pane.getByRole('document').innerText()).length).toBeGreaterThan(200);
  });

  it('closes the source with Esc', async () => {
    await app.page.keyboard.press('Escape');
    await sourcePane(app.page).waitFor({ state: 'detached' });
  });

  it('says so when the documents do not answer, without sources', async () => {
    const turn = await askAndWait(app.page, unanswerable.question);
    await turn.getByRole('heading', { name: 'Not in your documents' }).waitFor();
    expect(await turn.getByRole('button', { name: 'Copy with sources' }).count()).toBe(0);
    expect(await turn.getByRole('button', { name: /^Source \d/ }).count()).toBe(0);
  });

  it('finds passages and documents with Ctrl K, by keyboard alone', async () => {
    await app.page.keyboard.press('Control+k');
    const box = app.page.getByRole('combobox', { name: 'Search documents and passages' });
    await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
    await app.page.keyboard.type('handbook');
    await app.page.getByRole('group', { name: 'Documents' }).getByRole('option', { name: /Staff handbook/ }).waitFor();
    await box.fill('rent quay type:pdf');
    // What was found before stays until there is something else.
    await expect.poll(async () => {
      const places = await app.page.getByRole('option').allInnerTexts();
      return places.length > 0 && places.every((place) => place.includes('.pdf'));
    }).toBe(true);
    await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').first().waitFor();
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('Enter');
    await sourcePane(app.page).getByTestId('page-mark').first().waitFor();
    await app.page.keyboard.press('Escape');
    await sourcePane(app.page).waitFor({ state: 'detached' });
  });

  it('shows more of the passage that is chosen, for a look at it before it is opened', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill('rent quay type:pdf');
    const passages = app.page.getByRole('group', { name: 'Passages' }).getByRole('option');
    const isChosen = async (at: number): Promise<boolean> => await passages.nth(at).getAttribute('aria-selected') === 'true';
    const shown = async (at: number) => ({ words: (await passages.nth(at).locator('.hit-text').textContent() ?? '').trim(), height: (await passages.nth(at).boundingBox())?.height ?? 0 });
    await passages.nth(1).waitFor();
    for (let step = 0; step < 20 && !await isChosen(0); step += 1) await app.page.keyboard.press('ArrowDown');
    expect(await isChosen(0)).toBe(true);
    const chosen = await shown(0);
    await app.page.keyboard.press('ArrowDown');
    await expect.poll(() => isChosen(1)).toBe(true);
    const left = await shown(0);
    expect(chosen.height).toBeGreaterThan(left.height + 20);
    expect(chosen.words.startsWith(left.words)).toBe(true);
    expect(chosen.words.length).toBeGreaterThan(left.words.length);
    await app.page.keyboard.press('Escape');
  });

  it('narrows a question to what is ticked, and offers to search wider', async () => {
    await app.page.getByRole('button', { name: `Contents of ${documents.name}` }).click();
    await app.page.getByRole('checkbox', { name: 'Ask only Staff' }).check();
    const turn = await askAndWait(app.page, onPage.question);
    await turn.getByText('Only in: Staff').waitFor();
    expect(await turn.innerText()).not.toContain(onPage.sources[0]);
    await app.page.getByRole('button', { name: 'Do not narrow to Staff' }).click();
    expect(await app.page.getByRole('checkbox', { name: 'Ask only Staff' }).isChecked()).toBe(false);
  });

  it('shows everything again after quitting', async () => {
    expect(complaints(app)).toEqual([]);
    await app.restart();
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).waitFor();
    await app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: onPage.question, exact: true }).first().click();
    await expect.poll(() => app.page.getByRole('article').count()).toBeGreaterThan(1);
    await app.page.getByRole('article').first().getByRole('button', { name: /^Source 1: / }).click();
    await sourcePane(app.page).getByTestId('page-mark').first().waitFor();
    expect(complaints(app)).toEqual([]);
  });

  it('says what the command line says', async () => {
    await app.close();
    const said = JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, '..', '..', 'electron', 'cli', 'carrel.ts'), 'ask', onPage.question, '--json', '--profile', app.profile], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as {
      answer: string; sources: { n: number; quote: string }[];
    };
    expect(copied).toContain(said.answer);
    expect([...copied.matchAll(/^\[(\d+)\] .*?“([\s\S]*?)”$/gm)].map(([, n, quote]) => ({ n: Number(n), quote }))).toEqual(said.sources.map(({ n, quote }) => ({ n, quote })));
  });
});

/** Notes in which order evidence and answer come on the screen. */
async function recordOrder(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Reflect.set(window, 'seenInOrder', seen);
    const note = (name: string, selector: string): void => { if (!seen.includes(name) && document.querySelector(selector) !== null) seen.push(name); };
    new MutationObserver(() => {
      note('evidence', 'article:last-of-type section[aria-label="From your documents"]');
      note('answer', 'article:last-of-type .tools .first');
    }).observe(document.body, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => Reflect.get(window, 'seenInOrder') as unknown);
}
