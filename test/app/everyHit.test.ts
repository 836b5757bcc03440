import { existsSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFolder, complaints, sourcePane, untilBuilt, whileHalted } from './person.ts';
import { longFolder, sampleFolder } from './samples.ts';
import { useWindow } from './useWindow.ts';

// Every place that fits an expression, with exact counts: listed as it is found, stopped, opened, saved; mistakes said where they are.
const documents = sampleFolder();
const notes = longFolder(40);
const saved = join(tmpdir(), `carrel-hits-${process.pid}.csv`);
const app = useWindow({
  belongs: [documents, notes, { remove: () => { rmSync(saved, { force: true }); } }],
  async ready({ page }) {
    await addFolder(page, documents.path, documents.name);
    await addFolder(page, notes.path, notes.name);
    await untilBuilt(page, 150_000);
  },
});

const box = () => app.page.getByRole('combobox', { name: 'Find every place that fits' });
const dialog = () => app.page.getByRole('dialog', { name: 'Search' });
/** Many questions to the window in a row take a starved machine longer than the second that polling has by itself. */
const patient = { timeout: 30_000 } as const;

describe('every hit', () => {
  it('is a mode of the search box, and has a key of its own', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('button', { name: 'Every hit' }).click();
    await expect.poll(() => box().evaluate((element) => element === document.activeElement), patient).toBe(true);
    await app.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await app.page.keyboard.press('Control+Shift+K');
    await box().waitFor();
  });

  it('counts exactly: each of the notes has sixty lines that say so', async () => {
    await box().fill('"mooring rings" NEAR/4 renewed');
    const renewed = 40 * 20;
    await dialog().getByRole('status').getByText(new RegExp(`passages in 40 documents[\\s\\S]*${renewed} places on`)).waitFor({ timeout: 60_000 });
    expect(await dialog().getByRole('option').count()).toBeLessThanOrEqual(60);
  });

  it('lists all of them while one scrolls, few at a time, and opens the last with all others before it', async () => {
    // What was counted of the expression before is not said of the one that is typed now.
    const counted = dialog().getByRole('status').getByText(/passages in/);
    await counted.waitFor();
    await box().fill('renewed OR sound OR mooring OR berth');
    expect(await counted.count()).toBe(0);
    await dialog().getByRole('status').getByText(/passages in \d+ documents/).waitFor({ timeout: 60_000 });
    const told = await dialog().getByRole('status').first().innerText();
    const passages = Number(/([\d,]+) passages/.exec(told)?.[1]?.replaceAll(',', ''));
    expect(passages).toBeGreaterThan(200);
    const list = dialog().getByRole('listbox', { name: 'Every hit' });
    const last = dialog().getByRole('option').last();
    // One that is still coming has no place in the list yet.
    await expect.poll(() => list.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
      return [...element.querySelectorAll('[role="option"]')].at(-1)?.getAttribute('aria-posinset');
    }), patient).toBe(String(passages));
    expect(await dialog().getByRole('option').count()).toBeLessThanOrEqual(60);
    await last.click();
    const pane = sourcePane(app.page);
    await pane.getByText(/hit [\d,]+ of [\d,]+/).waitFor();
    const shown = async (): Promise<readonly number[]> => (/hit ([\d,]+) of ([\d,]+)/.exec(await pane.innerText()) ?? []).slice(1).map((number) => Number(number.replaceAll(',', '')));
    const [at = 0, all = 0] = await shown();
    expect(all - at).toBeLessThan(40);
    // Back over the border of what was brought at once.
    for (let step = 1; step <= 120; step += 1) {
      await pane.getByRole('button', { name: 'Previous hit' }).click();
      await expect.poll(async () => (await shown())[0], patient).toBe(at - step);
    }
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Control+Shift+K');
  });

  it('says what stands nowhere, and what was looked for instead', async () => {
    await box().fill('moorng AND fender');
    await dialog().getByText(/“moorng” stands nowhere; looked for .*mooring/).waitFor();
  });

  it('says what is wrong with an expression, and where', async () => {
    for (const [typed, wrong, words] of [['(lease OR rent', '(', 'This parenthesis is not closed.'], ['lease NEAR/5000 rent', 'NEAR/5000', 'NEAR takes 1 to 1,000 words'], ['lease AND', '', 'A word is missing at the end.']] as const) {
      await box().fill(typed);
      const mistake = dialog().getByRole('alert');
      await mistake.getByText(words).waitFor();
      expect((await mistake.locator('code span').innerText()).trim()).toBe(wrong);
    }
  });

  it('goes through what is ticked alone', async () => {
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).check();
    await app.page.keyboard.press('Control+Shift+K');
    await box().fill('mooring');
    await dialog().getByText(`Only in: ${documents.name}`).waitFor();
    const words = async () => (await dialog().getByRole('status').first().innerText());
    await expect.poll(words).toMatch(/passage|No page/);
    expect(await words()).not.toMatch(/40 documents/);
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).uncheck();
  });

  it('opens a place lit, with all others before and after it', async () => {
    await app.page.keyboard.press('Control+Shift+K');
    await box().fill('"landlord" NEAR/12 notice');
    await dialog().getByRole('option').first().waitFor();
    await box().press('Enter');
    const pane = sourcePane(app.page);
    await pane.getByText(/hit 1 of \d+/).waitFor();
    await pane.getByText('Exact words from the document · checked').waitFor();
    await pane.getByTestId('page-mark').first().waitFor();
    await pane.getByRole('button', { name: 'Next hit' }).click();
    await pane.getByText(/hit 2 of \d+/).waitFor();
    await app.page.keyboard.press('Escape');
  });

  it('is there again when the box is opened again', async () => {
    await app.page.keyboard.press('Control+Shift+K');
    expect(await box().inputValue()).toBe('"landlord" NEAR/12 notice');
    await dialog().getByRole('option').first().waitFor();
  });

  it('is saved as a table with the rows the command line prints', async () => {
    await app.electron.evaluate(({ dialog: native }) => { native.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' }); });
    await dialog().getByRole('button', { name: 'Save as a table…' }).click();
    expect(existsSync(saved)).toBe(false);
    await app.electron.evaluate(({ dialog: native }, filePath) => { native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, saved);
    await dialog().getByRole('button', { name: 'Save as a table…' }).click();
    await dialog().getByText(/places? (is|are) saved in carrel-hits-/).waitFor();
    await app.electron.evaluate(({ dialog: native }) => { native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/nowhere at all/hits.csv' }); });
    await dialog().getByRole('button', { name: 'Save as a table…' }).click();
    await dialog().getByRole('alert').getByText(/could not be written/).waitFor();
    await app.page.keyboard.press('Escape');
  });

  it.skipIf(process.platform === 'win32')('is stopped when a person says so', async () => {
    await app.page.keyboard.press('Control+Shift+K');
    await whileHalted(app, async () => {
      await box().fill('berth');
      await dialog().getByRole('button', { name: 'Stop' }).click();
      await dialog().getByText(/Stopped\./).waitFor();
    });
    await app.page.keyboard.press('Escape');
  });

  it('was the same for both', async () => {
    expect(complaints(app)).toEqual([]);
    await app.close();
    const printed = execFileSync(process.execPath, [join(import.meta.dirname, '..', '..', 'electron', 'cli', 'carrel.ts'), 'search', '--all', '"landlord" NEAR/12 notice', '--csv', '--profile', app.profile], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const rows = readFileSync(saved, 'utf8').replace('\ufeff', '').split('\r\n').filter((row) => row !== '');
    expect(rows).toEqual(printed.split('\n').filter((row) => row !== ''));
    expect(rows.length).toBeGreaterThan(2);
  });
});
