import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { makeContracts } from '../eval/contracts/makeContracts.ts';
import { cutOff } from './cutOff.ts';
import type { RunningApp } from './launchApp.ts';
import { addFolder, askAndWait, sourcePane, untilBuilt, whileHalted } from './person.ts';
import { takePictures } from './takePictures.ts';
import { useWindow } from './useWindow.ts';

// The screens beside the conversation, light and dark: looked at by axe here, and by people in screenshots/.
const parent = mkdtempSync(join(tmpdir(), 'carrel-rooms-'));
const contracts = join(parent, 'Contracts');
mkdirSync(contracts);
for (const [index, { name, bytes }] of makeContracts('tuned', 40).entries()) writeFileSync(join(contracts, `Agreement ${1_000 + index}${extname(name)}`), bytes);
writeFileSync(join(contracts, 'Side letter.txt'), '');

const app = useWindow({
  belongs: [{ remove: () => { rmSync(parent, { recursive: true, force: true }); } }],
  begin: (started) => resize(1280, started),
  async ready({ page }) {
    await addFolder(page, contracts, 'Contracts');
    await untilBuilt(page, 150_000);
  },
});
const room = () => app.page.getByRole('main');
const pictured = (state: string): Promise<void> => takePictures(app, state);
const pointAway = (): Promise<void> => app.page.mouse.move(640, 4);

async function resize(width: number, { electron, page }: RunningApp = app): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, size) => { BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height); }, { width, height: 800 });
  await vi.waitUntil(async () => await page.evaluate(() => window.innerWidth) === width, { timeout: 5_000 });
}

describe('going through everything', () => {
  const question = 'Which contracts have an indemnity for third-party claims?';

  it('the question', async () => {
    await app.page.getByRole('button', { name: 'Go through everything' }).click();
    await room().getByRole('textbox').fill('Which contracts let the customer terminate for convenience?');
    await app.page.keyboard.press('Enter');
    await room().getByText(/^All 41 documents/).waitFor();
    await room().getByRole('button', { name: 'Ask something else' }).click();
    await room().getByRole('textbox').fill(question);
    await room().getByRole('region', { name: 'Gone through before' }).waitFor();
    await pictured('go-through');
  });

  it('the verdicts', async () => {
    await app.page.keyboard.press('Enter');
    await room().getByText(/^All 41 documents/).waitFor();
    await pointAway();
    await pictured('go-through-verdicts');
  });

  it('a quote beside its page', async () => {
    await room().getByRole('button', { name: /^Yes / }).click();
    await room().getByRole('row').nth(1).getByRole('button').first().click();
    await sourcePane(app.page).getByText('Exact words from the document · checked').waitFor();
    await pointAway();
    await pictured('go-through-source');
    await app.page.keyboard.press('Escape');
  });

  it('under way', async () => {
    await room().getByRole('button', { name: 'Ask something else' }).click();
    await whileHalted(app, async () => {
      await room().getByRole('textbox').fill('Which contracts forbid assignment?');
      await app.page.keyboard.press('Enter');
      await room().getByRole('button', { name: 'Stop' }).waitFor();
      await pictured('go-through-running');
    });
  });
});

describe('checking answers', () => {
  const question = 'How much notice must be given to end the agreement without cause?';
  const write = async (words: string, answer: string): Promise<void> => {
    await room().getByRole('button', { name: 'Add a question' }).click();
    await room().getByRole('textbox', { name: 'Question' }).fill(words);
    await room().getByRole('textbox', { name: 'The right answer' }).fill(answer);
    await app.page.keyboard.press('Tab');
  };

  it('a question is written', async () => {
    await app.page.getByRole('button', { name: /^Check answers/ }).click();
    for (const [words, answer] of [['What is the minimum cover of the liability insurance?', 'EUR 3,000,000'], ['Who bears the risk after delivery?', 'Risk passes on delivery'], ['When are invoices due?', '45 days']] as const) {
      await write(words, answer);
      await room().getByRole('button', { name: 'Save question' }).click();
      await room().getByText(words).waitFor();
    }
    await write(question, '30 days');
    await pictured('checks-question');
    await room().getByRole('button', { name: 'Save question' }).click();
  });

  it('what came of it, compared with the one before', async () => {
    for (let time = 0; time < 2; time += 1) {
      await room().getByRole('button', { name: 'Check 4 questions' }).click();
      await room().getByRole('button', { name: 'Back to the questions' }).waitFor({ timeout: 120_000 });
      if (time === 0) await room().getByRole('button', { name: 'Back to the questions' }).click();
    }
    await pointAway();
    await pictured('checks-report');
    await room().getByRole('heading', { name: 'Figures' }).scrollIntoViewIfNeeded();
    await room().getByRole('row').last().scrollIntoViewIfNeeded();
    await pictured('checks-figures');
    await room().getByRole('button', { name: 'Back to the questions' }).click();
    await pointAway();
    await pictured('checks');
  });

  it('before a change', async () => {
    await app.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await app.page.getByRole('radio', { name: /^Strict/ }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Check before you change?' });
    await dialog.waitFor();
    await pictured('check-first');
    await dialog.getByRole('button', { name: 'Check first' }).click();
    await dialog.getByRole('button', { name: 'Keep as it is' }).waitFor({ timeout: 120_000 });
    await pictured('check-first-known');
    await dialog.getByRole('button', { name: 'Keep as it is' }).click();
    await app.page.keyboard.press('Escape');
  });
});

describe('proof', () => {
  it('what is kept, settled and checked', async () => {
    await app.page.getByRole('button', { name: 'Privacy', exact: true }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Privacy' });
    await dialog.getByRole('button', { name: 'Back up now' }).click();
    await dialog.getByRole('button', { name: /^Restore the backup of/ }).first().waitFor({ timeout: 30_000 });
    await dialog.getByRole('button', { name: /^Restore the backup of/ }).first().click();
    await pictured('restore');
    await app.page.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByRole('button', { name: 'Verify the log' }).click();
    await dialog.getByRole('button', { name: 'Check everything now' }).click();
    await dialog.getByText('The database is whole, the audit log too').waitFor({ timeout: 150_000 });
    await dialog.getByRole('button', { name: 'Copy the report' }).scrollIntoViewIfNeeded();
    await pictured('privacy-auditors');
    await app.page.keyboard.press('Escape');
  });

  it('the top of it', async () => {
    await app.page.getByRole('button', { name: 'Privacy', exact: true }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Privacy' });
    await dialog.getByText('Search index', { exact: true }).waitFor();
    // Where things lie is told a moment later.
    await dialog.locator('.place').nth(3).waitFor();
    await pictured('privacy');
    await app.page.keyboard.press('Escape');
  });

  it('how an answer is saved, and how it came about', async () => {
    await app.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await app.page.getByRole('checkbox', { name: 'Show under each answer how it came about' }).check();
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Control+l');
    const turn = await askAndWait(app.page, 'What is the minimum cover of the liability insurance?');
    await turn.getByRole('button', { name: 'Save…' }).click();
    await app.page.getByRole('menuitem').first().waitFor();
    await pictured('save');
    await app.page.keyboard.press('Escape');
    await turn.getByText('How this came about').click();
    await turn.getByText(/^Candidates for/).first().waitFor();
    await turn.getByText('How this came about').evaluate((element) => { element.scrollIntoView({ block: 'start' }); });
    await pointAway();
    await pictured('developer');
  });
});

describe('the rooms in other shapes', () => {
  const dialog = () => app.page.getByRole('dialog').last();
  const first = (): Promise<void> => room().getByRole('listitem').first().getByRole('button').first().click();
  const leave = (): Promise<void> => room().locator('.room-actions').getByRole('button').last().click();
  const zoom = (factor: number): Promise<void> => app.electron.evaluate(({ BrowserWindow }, chosen) => { BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(chosen); }, factor);
  const speak = async (language: 'Deutsch' | 'English'): Promise<void> => {
    await app.page.keyboard.press('Control+,');
    await dialog().getByRole('radio', { name: language }).check();
    await app.page.keyboard.press('Escape');
  };
  const picturing = (shape: string) => async (state: string): Promise<void> => {
    await pointAway();
    await takePictures(app, `${shape}-${state}`, ['light']);
  };
  /** How many rows the doors at the foot of the library take. */
  const rowsOfDoors = (): Promise<number> => app.page.evaluate(() => new Set([...document.querySelectorAll('.foot button')].map((door) => Math.round(door.getBoundingClientRect().top))).size);
  /** Goes round by the keys alone, which are the same in every language and at every size. */
  async function goRound(look: (state: string) => Promise<void>): Promise<void> {
    await app.page.keyboard.press('Control+2');
    await room().getByRole('listitem').first().waitFor();
    await look('go-through');
    await first();
    await room().getByRole('rowgroup').getByRole('row').first().waitFor();
    await look('verdicts');
    await leave();
    await app.page.keyboard.press('Control+3');
    await room().locator('.earlier').waitFor();
    await look('checks');
    await room().locator('.earlier').getByRole('button').first().click();
    await room().locator('.outcome').first().waitFor();
    await look('checks-report');
    await leave();
    for (const [key, state] of [['Control+4', 'documents'], ['Control+5', 'models'], ['Control+6', 'privacy'], ['Control+,', 'settings'], ['Control+k', 'search'], ['Control+Shift+k', 'every-hit']] as const) {
      await app.page.keyboard.press(key);
      await dialog().waitFor();
      if (state === 'every-hit') await dialog().getByRole('combobox').fill('indemnif*');
      await app.page.waitForTimeout(1_500);
      await look(state);
      await app.page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
    }
    await app.page.keyboard.press('?');
    await dialog().waitFor();
    await look('shortcuts');
    await app.page.keyboard.press('Escape');
  }

  it('begin at the questions', async () => {
    await app.page.keyboard.press('Control+2');
    await leave();
  });

  it('in German', async () => {
    await speak('Deutsch');
    await goRound(picturing('rooms-german'));
    expect(await rowsOfDoors()).toBe(1);
  });

  it('in German, 900 px wide', async () => {
    await resize(900);
    await goRound(picturing('rooms-narrow'));
    expect(await rowsOfDoors()).toBe(1);
    await resize(1280);
    await speak('English');
  });

  it('right to left: everything begins at the right, and nothing is cut off', async () => {
    await app.page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    /** What is left free at the left and at the right of the first words of what is shown. */
    const free = (): Promise<readonly [number, number]> => app.page.evaluate(() => {
      const shown = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.querySelector('main');
      const heading = [...shown?.querySelectorAll('h1, h2, .hit-text, .hit-command > span') ?? []].find((one) => one.checkVisibility() && one.textContent.trim() !== '');
      if (shown === null || heading === undefined) throw new Error('nothing is shown');
      const words = document.createRange();
      words.selectNodeContents(heading);
      const [outer, inner] = [shown.getBoundingClientRect(), words.getBoundingClientRect()];
      return [inner.left - outer.left, outer.right - inner.right];
    });
    const pictured = picturing('rooms-rtl');
    await goRound(async (state) => {
      const [left, right] = await free();
      expect.soft(right, `${state}: room at the right of ${left} at the left`).toBeLessThan(Math.max(left, 60));
      expect.soft(await cutOff(app.page), state).toEqual([]);
      if (state === 'verdicts' || state === 'privacy') await pictured(state);
    });
    await app.page.evaluate(() => { document.documentElement.dir = 'ltr'; });
  });

  it('at twice the size', async () => {
    await zoom(2);
    await goRound(picturing('rooms-twice'));
    await zoom(1);
  });
});
