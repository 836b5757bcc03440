import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { addFolder, complaints, sourcePane, untilBuilt, whileHalted } from './person.ts';
import { useWindow } from './useWindow.ts';

// Every document is asked the same: judged while one looks, stopped, gone on with, opened at its words, saved, there again later.
const parent = mkdtempSync(join(tmpdir(), 'carrel-contracts-'));
const contracts = join(parent, 'Contracts');
const saved = join(parent, 'saved');
const indemnity = 'The Supplier shall indemnify the Customer against all claims of third parties.';
const denial = 'The Supplier shall have no obligation to indemnify the Customer against claims of third parties.';
const contract = (n: number, clause: string): string => `Supply agreement ${n}\n\nThe Supplier delivers the goods of order ${n} to the warehouse.\n${clause}\nNotices must be in writing.\n`;
mkdirSync(join(contracts, 'Old'), { recursive: true });
mkdirSync(saved);
for (let n = 1; n <= 30; n += 1) writeFileSync(join(contracts, n <= 10 ? 'Old' : '', `Agreement ${n}.txt`), contract(n, n % 3 === 0 ? indemnity : n % 3 === 1 ? denial : 'The price is fixed.'));
writeFileSync(join(contracts, 'Empty.txt'), '');
const question = 'Which contracts have an indemnity for third-party claims?';

const app = useWindow({
  belongs: [{ remove: () => { rmSync(parent, { recursive: true, force: true }); } }],
  async ready({ page }) {
    await addFolder(page, contracts, 'Contracts');
    await untilBuilt(page);
  },
});
const room = () => app.page.getByRole('main');
const enter = () => app.page.getByRole('button', { name: /^Go through everything/ }).click();
const askAll = async (text: string): Promise<void> => {
  const box = room().getByRole('textbox', { name: 'What to ask of every document' });
  await box.fill(text);
  await box.press('Enter');
};
const saveTo = (filePath: string | null): Promise<void> =>
  app.electron.evaluate(({ dialog }, chosen) => { dialog.showSaveDialog = () => Promise.resolve(chosen === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: chosen }); }, filePath);

describe('going through everything', () => {
  it('gives every document a verdict, and the verdicts add up', async () => {
    await enter();
    expect(await room().getByRole('button', { name: 'Go through 31 documents' }).isDisabled()).toBe(true);
    await askAll(question);
    await room().getByText('All 31 documents, each with a verdict.').waitFor();
    for (const [verdict, count] of [['All', 31], ['Yes', 10], ['Unclear', 0], ['Not read', 1], ['No', 20]] as const) await room().getByRole('button', { name: `${verdict} ${count}`, exact: true }).waitFor();
    expect(await accessibilityProblems(app.page)).toEqual([]);
  });

  it('shows of each what it rests on, and why what was not read was not', async () => {
    await room().getByRole('button', { name: 'Yes 10' }).click();
    await expect.poll(() => room().getByRole('row').filter({ hasText: 'Says it' }).count()).toBe(10);
    const row = room().getByRole('row', { name: /Agreement 12\.txt/ });
    expect(await row.innerText()).toContain(indemnity);
    await room().getByRole('button', { name: 'No 20' }).click();
    expect(await room().getByRole('row', { name: /Agreement 13\.txt/ }).innerText()).toMatch(/Says the contrary[\s\S]*no obligation to indemnify/);
    await room().getByRole('button', { name: 'Not read 1' }).click();
    expect(await room().getByRole('row', { name: /Empty\.txt/ }).innerText()).toMatch(/Could not be read[\s\S]*empty/);
  });

  it('opens a quote on its page, lit, with the others of the list before and after it', async () => {
    await room().getByRole('button', { name: 'Yes 10' }).click();
    const quote = room().getByRole('row', { name: /Agreement 12\.txt/ }).getByRole('button').first();
    await quote.click();
    const pane = sourcePane(app.page);
    await pane.getByText(/hit \d+ of 10/).waitFor();
    await pane.getByText('Exact words from the document · checked').waitFor();
    expect((await pane.locator('mark').allInnerTexts()).join(' ')).toContain('indemnify the Customer against all claims');
    expect(await quote.getAttribute('aria-pressed')).toBe('true');
    await pane.getByRole('button', { name: 'Next hit' }).click();
    await expect.poll(() => quote.getAttribute('aria-pressed')).toBe('false');
    await app.page.keyboard.press('Escape');
    await pane.waitFor({ state: 'detached' });
  });

  it('is saved as a table, for Excel and for Word', async () => {
    const choose = async (kind: string): Promise<void> => {
      await room().getByRole('button', { name: 'Save as…' }).click();
      await app.page.getByRole('menuitem', { name: kind }).click();
    };
    await saveTo(null);
    await choose('Table (CSV)');
    for (const [kind, ending, magic] of [['Table (CSV)', 'csv', '\ufeffDocument'], ['Excel', 'xlsx', 'PK'], ['Word', 'docx', 'PK']] as const) {
      const path = join(saved, `list.${ending}`);
      expect(existsSync(path)).toBe(false);
      await saveTo(path);
      await choose(kind);
      await room().getByText(`Saved as list.${ending}.`).waitFor();
      expect(readFileSync(path, 'utf8').startsWith(magic)).toBe(true);
    }
    const rows = readFileSync(join(saved, 'list.csv'), 'utf8').split('\r\n');
    expect(rows.filter((row) => row.includes(',yes,') && row.includes(indemnity))).toHaveLength(10);
    await saveTo(join(parent, 'nowhere', 'list.csv'));
    await choose('Table (CSV)');
    await room().getByRole('alert').waitFor();
    await room().getByRole('alert').getByRole('button', { name: 'Close' }).click();
  });

  it('judges only what is new when the same is asked again', async () => {
    writeFileSync(join(contracts, 'Agreement 31.txt'), contract(31, indemnity));
    await room().getByRole('button', { name: 'Ask something else' }).click();
    await room().getByRole('button', { name: 'Go through 32 documents' }).waitFor({ timeout: 60_000 });
    await untilBuilt(app.page);
    await askAll(question);
    await room().getByText('All 32 documents, each with a verdict.').waitFor();
    await room().getByText('31 were judged before and say what they said.').waitFor();
    await room().getByRole('button', { name: 'Yes 11' }).waitFor();
  });

  it('keeps to what is ticked', async () => {
    await room().getByRole('button', { name: 'Ask something else' }).click();
    await app.page.getByRole('button', { name: 'Contents of Contracts' }).click();
    await app.page.getByRole('checkbox', { name: 'Ask only Old' }).check();
    await room().getByRole('button', { name: 'Go through what is ticked' }).waitFor();
    await askAll(question);
    await room().getByText('All 10 documents, each with a verdict.').waitFor();
    await room().getByText('Only in: Old').waitFor();
  });

  it.skipIf(process.platform === 'win32')('goes on while something else is looked at, stops when told to, and is gone on with', async () => {
    await room().getByRole('button', { name: 'Ask something else' }).click();
    await whileHalted(app, async () => {
      await askAll('Which contracts say that the price is fixed?');
      await room().getByRole('button', { name: 'Back to the conversation' }).click();
      await app.page.getByRole('textbox', { name: /^Ask about/ }).waitFor();
      await app.page.getByRole('button', { name: /^Go through everything · \d+\s%$/ }).click();
      await room().getByRole('button', { name: 'Stop' }).click();
      await room().getByText('Stopped. What was judged is kept.').waitFor();
    });
    await room().getByRole('button', { name: 'Go on' }).click();
    await room().getByText(/^All 10 documents/).waitFor();
  });

  it('is told on the desktop when it ends, without a word of it, and only while nobody looks', async () => {
    await app.electron.evaluate(({ Notification, BrowserWindow }) => {
      const told: string[][] = [];
      (globalThis as { told?: string[][] }).told = told;
      Notification.isSupported = () => true;
      Notification.prototype.show = function show(this: { title: string; body: string }) { told.push([this.title, this.body]); };
      const [window] = BrowserWindow.getAllWindows();
      if (window !== undefined) window.isFocused = () => (globalThis as { looks?: boolean }).looks === true;
    });
    const run = async (looks: boolean): Promise<unknown> => {
      await app.electron.evaluate((_electron, given) => { (globalThis as { looks?: boolean }).looks = given; }, looks);
      await room().getByRole('button', { name: 'Ask something else' }).click();
      await askAll(question);
      await room().getByText(/^All 10 documents/).waitFor();
      return app.electron.evaluate(() => (globalThis as { told?: string[][] }).told);
    };
    expect(await run(true)).toEqual([]);
    await run(false);
    await expect.poll(() => app.electron.evaluate(() => (globalThis as { told?: string[][] }).told)).toEqual([['Carrel', 'Everything has been gone through.']]);
  });

  it('says what is wrong with a question that asks for nothing', async () => {
    await room().getByRole('button', { name: 'Ask something else' }).click();
    await askAll('Which contracts have?');
    await room().getByRole('alert').waitFor();
    expect(await room().getByRole('alert').innerText()).not.toMatch(/Error|undefined/);
    await room().getByRole('button', { name: 'Ask something else' }).click();
  });

  it('is there again when the window is, and can be deleted', async () => {
    expect(complaints(app)).toEqual([]);
    await app.restart();
    await enter();
    const earlier = room().getByRole('region', { name: 'Gone through before' });
    await earlier.getByRole('button', { name: new RegExp(`^${question.replace('?', '\\?')}`) }).first().click();
    await room().getByText('All 10 documents, each with a verdict.').waitFor();
    await room().getByRole('button', { name: 'Ask something else' }).click();
    await earlier.getByRole('listitem').first().waitFor();
    const all = await earlier.getByRole('listitem').count();
    await earlier.getByRole('button', { name: `More about ${question}` }).first().click();
    await app.page.getByRole('menuitem', { name: 'Delete this list…' }).click();
    await app.page.getByRole('dialog', { name: `Delete the list for “${question}”?` }).getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => earlier.getByRole('listitem').count()).toBe(all - 1);
  });
});
