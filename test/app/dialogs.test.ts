import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { putFakeEngine, someStatus } from './fakeEngine.ts';
import { holdProfile } from './holdProfile.ts';
import { dropFiles } from './launchApp.ts';
import { complaints } from './person.ts';
import { useWindow } from './useWindow.ts';

// Models, privacy, settings, shortcuts; a profile somebody else holds.
const folder = mkdtempSync(join(tmpdir(), 'carrel-models-'));
const wrong = join(folder, 'holiday.gguf');
writeFileSync(wrong, 'This is a letter about a holiday and no model at all. '.repeat(100));
const app = useWindow({
  belongs: [{ remove: () => { rmSync(folder, { recursive: true, force: true }); } }],
  ready: ({ page }) => page.getByRole('heading', { name: 'Add a folder first' }).waitFor(),
});

const open = async (name: string) => {
  await app.page.getByRole('button', { name, exact: true }).last().click();
  const dialog = app.page.getByRole('dialog', { name });
  await dialog.waitFor();
  return dialog;
};

describe('models', () => {
  it('stand with what they do, their size, the state of their file and their licence', async () => {
    const dialog = await open('Models');
    await dialog.getByText('Models run on this computer only. Nothing is downloaded.').or(dialog.getByText('No model is on this computer.')).waitFor();
    expect(await dialog.getByRole('button', { name: /download/i }).count()).toBe(0);
    expect(await dialog.innerText()).not.toMatch(/\b(token|embedding|vector|RAG|chunk)\b/i);
  });

  it('a file dropped that is no model is refused in words', async () => {
    const dialog = app.page.getByRole('dialog', { name: 'Models' });
    await dropFiles(app.page, [wrong], { x: 720, y: 450 });
    await dialog.getByRole('alert').getByText(/holiday\.gguf/).waitFor();
    expect(await dialog.getByRole('alert').innerText()).not.toMatch(/header|tensor|magic|Error/);
    // It was for the models alone.
    expect(await app.page.getByText('Drop to add to the library').count()).toBe(0);
    expect(await app.page.getByRole('checkbox', { name: /^Ask only holiday/ }).count()).toBe(0);
    await dialog.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  });

  it('a file chosen that is no model too', async () => {
    await app.electron.evaluate(({ dialog }, path) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, wrong);
    const dialog = app.page.getByRole('dialog', { name: 'Models' });
    await dialog.getByRole('button', { name: 'Import a model file…' }).click();
    await dialog.getByRole('alert').getByText(/holiday\.gguf/).waitFor();
    await app.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('privacy, settings, shortcuts', () => {
  it('privacy says how many connections there were and what is stored', async () => {
    const dialog = await open('Privacy');
    await dialog.getByText(process.platform === 'linux' ? 'internet connections are open' : /^attempts to reach the internet since Carrel started/).waitFor();
    if (process.platform === 'linux') await dialog.getByText('Nothing has tried to since Carrel started.').waitFor();
    expect(await dialog.innerText()).toMatch(/Library\s+[\d,.]+ (kB|MB)/);
    await app.page.keyboard.press('Escape');
  });

  it('the theme changes at once and outlives the window', async () => {
    const dialog = await open('Settings');
    const paper = () => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await dialog.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(paper).toBe('rgb(20, 23, 26)');
    await dialog.getByRole('radio', { name: 'Light' }).check();
    await expect.poll(paper).toBe('rgb(250, 248, 244)');
    await dialog.getByRole('radio', { name: 'Dark' }).check();
    await dialog.getByRole('radio', { name: 'Deutsch' }).check();
    await app.page.getByRole('heading', { name: 'Fügen Sie zuerst einen Ordner hinzu' }).waitFor();
    await expect.poll(() => app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label))).toEqual(expect.arrayContaining(['Bearbeiten', 'Ansicht', 'Fenster']));
    await app.restart();
    await app.page.getByRole('heading', { name: 'Fügen Sie zuerst einen Ordner hinzu' }).waitFor();
    expect(await paper()).toBe('rgb(20, 23, 26)');
    expect(await app.page.evaluate(() => document.documentElement.lang)).toBe('de');
    await app.page.getByRole('button', { name: 'Einstellungen' }).click();
    await app.page.getByRole('radio', { name: 'Wie das System' }).first().check();
    await app.page.getByRole('radio', { name: 'English' }).check();
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor();
  });

  it('how strict answers are is chosen by one plain sentence, with its measured rates for whoever asks, and outlives the window', async () => {
    const dialog = await open('Settings');
    const [balanced, strict] = [dialog.getByRole('radio', { name: 'Balanced' }), dialog.getByRole('radio', { name: /^Strict/ })];
    await expect.poll(() => balanced.isChecked()).toBe(true);
    await dialog.getByText('Strict refuses more of what is not in your documents, and a little more of what is.').waitFor();
    expect(await dialog.getByRole('row').count()).toBe(0);
    await dialog.getByText('How this was measured').focus();
    await app.page.keyboard.press('Enter');
    await dialog.getByRole('row').first().waitFor();
    const rates = await Promise.all([/^Wrongly refused/, 'about a wrong company', 'about a wrong year', 'about what is not stated', 'whose document was removed', 'about something else'].map((name) => dialog.getByRole('row', { name }).getByRole('cell').allInnerTexts()));
    expect(rates.flat()).toHaveLength(12);
    expect(rates.flat().filter((rate) => !/^\d{1,3}(\.\d)?\s%$/.test(rate))).toEqual([]);
    const [wrongly, ...rightly] = rates.map((row) => row.map(Number.parseFloat));
    const all = (column: number): number => rightly.reduce((sum, row) => sum + (row[column] ?? NaN), 0);
    // Who is stricter refuses more, rightly and wrongly.
    expect(wrongly?.[1]).toBeGreaterThanOrEqual(wrongly?.[0] ?? NaN);
    expect(all(1)).toBeGreaterThan(all(0));
    await strict.check();
    await app.restart();
    const again = await open('Settings');
    await expect.poll(() => again.getByRole('radio', { name: /^Strict/ }).isChecked()).toBe(true);
    expect(await again.getByRole('radio', { name: 'Balanced' }).isChecked()).toBe(false);
    await again.getByRole('radio', { name: 'Balanced' }).check();
    await app.page.keyboard.press('Escape');
  });

  it('? lists the shortcuts, but not while somebody types one', async () => {
    await app.page.getByRole('group', { name: 'Questions and answers' }).focus();
    await app.page.keyboard.press('?');
    await app.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('New conversation').waitFor();
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Control+l');
    await app.page.keyboard.type('why?');
    expect(await app.page.getByRole('textbox', { name: /^Ask about/ }).inputValue()).toBe('why?');
    expect(await app.page.getByRole('dialog').count()).toBe(0);
    await app.page.getByRole('textbox', { name: /^Ask about/ }).fill('');
  });
});

describe('the number on the privacy page', () => {
  const outputs = {
    security: { protection: 'none', hasRecoveryKey: false, idleLockMinutes: 0, auditContent: false, auditQuestions: false, holds: [] }, backups: [],
    places: { profile: '/p', library: '/p/l', index: '/p/l/index', backups: '/p/l/backups', models: ['/p/models'] },
  };

  it('is what was counted: connections that are open, or attempts where the system counts none', async () => {
    for (const [network, number, words] of [
      [{ refusedConnections: 3, openSockets: 2 }, '2', /internet connections are open.*There should be none: close Carrel.*3 attempts were refused/s],
      [{ refusedConnections: 0, openSockets: 1 }, '1', /internet connection is open.*Nothing has tried to/s],
      [{ refusedConnections: 4, openSockets: null }, '4', /attempts to reach the internet since Carrel started, all refused/],
    ] as const) {
      await putFakeEngine(app.page, { status: someStatus, conversations: [], answer: [], outputs: { ...outputs, network } });
      const dialog = await open('Privacy');
      const proof = dialog.locator('.proof');
      await proof.getByText(number, { exact: true }).waitFor();
      expect(await proof.innerText()).toMatch(words);
      await app.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
  });
});

describe('starts that do not go well', () => {
  it('a profile that another program holds: the window says so and goes on when it is free', async () => {
    expect(complaints(app)).toEqual([]);
    await app.close();
    const holder = await holdProfile(app.profile);
    try {
      await app.restart();
      await app.page.getByRole('alert').getByText(/using this library already/).waitFor();
    } finally {
      await holder.release();
    }
    await app.page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor({ timeout: 30_000 });
  });
});
