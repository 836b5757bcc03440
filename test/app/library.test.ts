import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dropFiles } from './launchApp.ts';
import { addFolder, askAndWait, complaints, sourcePane, untilBuilt } from './person.ts';
import { longFolder, sampleFolder, unreadable } from './samples.ts';
import { useWindow } from './useWindow.ts';

// Folders: pausing, the list of what could not be read, opening documents, changes on disk, removing; conversations.
const documents = sampleFolder({ withScans: true });
const long = longFolder(20);
const app = useWindow({ belongs: [documents, long] });

const rowOf = (name: string) => app.page.getByRole('listitem').filter({ has: app.page.getByRole('checkbox', { name: `Ask only ${name}` }) }).first();
const menuOf = async (name: string, item: RegExp): Promise<void> => {
  await rowOf(name).hover();
  await app.page.getByRole('button', { name: `More about ${name}` }).click();
  await app.page.getByRole('menuitem', { name: item }).click();
};
const countOf = async (name: string): Promise<string> => (await rowOf(name).locator('small').first().textContent() ?? '').trim();

describe('the library', () => {
  it('adds the samples from the first screen', async () => {
    await app.page.getByRole('button', { name: 'Try the samples' }).click();
    await app.page.getByRole('checkbox', { name: 'Ask only samples' }).waitFor();
    await untilBuilt(app.page);
    await menuOf('samples', /^Remove/);
    await app.page.getByRole('checkbox', { name: 'Ask only samples' }).waitFor({ state: 'detached' });
  });

  it('chooses a folder in the system’s own dialog', async () => {
    await app.electron.evaluate(({ dialog }, path) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, documents.path);
    await app.page.getByRole('button', { name: '+ Add a folder, or drop one here' }).click();
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).waitFor();
    await untilBuilt(app.page);
  });

  it('pauses and goes on', async () => {
    await addFolder(app.page, long.path, long.name);
    await app.page.getByRole('button', { name: 'Pause' }).click();
    await app.page.getByText('Paused').waitFor();
    await app.page.getByRole('button', { name: 'Resume' }).click();
    await app.page.getByText('Paused').waitFor({ state: 'detached' });
    await untilBuilt(app.page, 150_000);
  });

  it('lists what could not be read, each with its reason and what to do', async () => {
    await app.page.getByRole('button', { name: 'See why' }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Files that could not be read' });
    for (const name of unreadable) await dialog.getByText(name, { exact: true }).waitFor();
    const words = await dialog.innerText();
    expect(words).toMatch(/protected with a password/);
    expect(words).toMatch(/is damaged/);
    expect(words).toMatch(/is empty/);
    expect(words).toMatch(/only pictures/);
    await app.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => app.page.getByRole('button', { name: 'See why' }).evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('is loud about it until somebody has looked, and again when something new could not be read', async () => {
    const note = () => app.page.locator('.note', { hasText: /could not be read/ });
    const isLoud = async (): Promise<boolean> => await note().evaluate((element) => {
      const [red = 0, green = 0] = (getComputedStyle(element).color.match(/\d+/g) ?? []).map(Number);
      return red > green + 60;
    });
    // The list was looked at in the test before.
    await expect.poll(isLoud).toBe(false);
    expect(await note().innerText()).toMatch(/^4 files could not be read/);
    await app.restart();
    await note().waitFor();
    expect(await isLoud()).toBe(false);
    const broken = join(documents.path, 'Office', 'Nothing in it.txt');
    writeFileSync(broken, '');
    await menuOf(documents.name, /Check for changes/);
    await expect.poll(() => note().innerText(), { timeout: 30_000 }).toMatch(/^5 files could not be read · 1 new/);
    expect(await isLoud()).toBe(true);
    await app.page.getByRole('button', { name: 'See why' }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Files that could not be read' });
    await dialog.getByText('Nothing in it.txt', { exact: true }).waitFor();
    await expect.poll(isLoud).toBe(false);
    // What was seen is no news when it fails once more.
    await dialog.getByRole('button', { name: 'Try all again' }).click();
    await app.page.keyboard.press('Escape');
    await untilBuilt(app.page);
    await expect.poll(() => note().innerText(), { timeout: 30_000 }).toMatch(/^5 files could not be read See why/);
    expect(await isLoud()).toBe(false);
    rmSync(broken);
    await menuOf(documents.name, /Check for changes/);
    await expect.poll(() => note().innerText(), { timeout: 30_000 }).toMatch(/^4 files/);
  });

  it('shows folders as they lie on disk, and opens a document of every kind', async () => {
    await app.page.getByRole('button', { name: `Contents of ${documents.name}` }).click();
    for (const [folder, file, words] of [
      ['Staff', 'Incident log 2024.txt', 'INCIDENT LOG 2024'], ['Office', 'Equipment register.csv', ''], ['Board', 'Minutes 2024-11-14.docx', 'Kestrel'], ['Surveys', 'Fees 2025.html', 'Tonnage measurement'],
      ['Premises', 'Lease of 3 Custom House Quay.pdf', ''],
    ] as const) {
      await app.page.getByRole('button', { name: `Contents of ${folder}` }).click();
      await app.page.getByRole('button', { name: file, exact: true }).click();
      await sourcePane(app.page).getByRole('heading', { level: 2, name: file }).waitFor();
      await expect.poll(() => sourcePane(app.page).getByRole('document').innerText()).toContain(words);
    }
    expect(await sourcePane(app.page).getByTestId('page-mark').count()).toBe(0);
    await app.page.keyboard.press('Escape');
  });

  it('finds a file that was added on disk when asked to check', async () => {
    writeFileSync(join(documents.path, 'Office', 'Key safe.txt'), 'The key safe behind the chart table opens with the number of the slipway crane.');
    await menuOf(documents.name, /Check for changes/);
    await app.page.getByRole('button', { name: 'Key safe.txt', exact: true }).waitFor({ timeout: 30_000 });
    await untilBuilt(app.page);
    const turn = await askAndWait(app.page, 'How does the key safe behind the chart table open?');
    expect(await turn.innerText()).toContain('number of the slipway crane');
  });

  it('shows the text it read when the original is gone', async () => {
    rmSync(join(documents.path, 'Premises', 'Letter about the quay works 2024-09-03.pdf'));
    await app.page.getByRole('button', { name: 'Letter about the quay works 2024-09-03.pdf', exact: true }).click();
    await sourcePane(app.page).getByText('The file cannot be opened just now.').waitFor();
    await sourcePane(app.page).getByText(/sheet piling/).first().waitFor();
    await sourcePane(app.page).getByRole('button', { name: 'Open', exact: true }).click();
    await sourcePane(app.page).getByRole('alert').getByText(/is not there any more/).waitFor();
    await app.page.keyboard.press('Escape');
  });

  it('says why a folder cannot be added', async () => {
    await dropFiles(app.page, [join(documents.path, 'Staff')]);
    await app.page.getByRole('alert').getByText(/lies inside a folder of the library/).waitFor();
    await app.page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  });

  it('removes a folder at once, and gives it back by button and by key, unless something is being typed', async () => {
    const box = app.page.getByRole('checkbox', { name: `Ask only ${long.name}` });
    const note = app.page.getByRole('status').filter({ hasText: `“${long.name}” is removed. Nothing on your disk was touched.` });
    await menuOf(long.name, /^Remove/);
    await box.waitFor({ state: 'detached' });
    await note.getByRole('button', { name: 'Undo' }).click();
    await box.waitFor();
    await note.waitFor({ state: 'detached' });
    expect(await countOf(long.name)).toBe('20');

    await menuOf(long.name, /^Remove/);
    await note.waitFor();
    const question = app.page.getByRole('textbox', { name: /^Ask about/ });
    await question.fill('Half a question');
    await question.press('Control+z');
    await app.page.waitForTimeout(500);
    expect(await box.count()).toBe(0);
    await question.fill('');
    await question.press('Control+z');
    await box.waitFor();
    expect(await countOf(long.name)).toBe('20');
  });

  it('removes a document from its card, and shows it again when that is undone', async () => {
    await app.page.getByRole('button', { name: 'Incident log 2024.txt', exact: true }).click();
    await sourcePane(app.page).getByRole('button', { name: 'About', exact: true }).click();
    await sourcePane(app.page).getByRole('button', { name: 'Remove from library: Incident log 2024.txt' }).click();
    await sourcePane(app.page).getByText(/is not in the library/).waitFor();
    await app.page.getByRole('button', { name: 'Incident log 2024.txt', exact: true }).waitFor({ state: 'detached' });
    await app.page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => sourcePane(app.page).getByRole('document').innerText()).toContain('INCIDENT LOG 2024');
    await app.page.getByRole('button', { name: 'Incident log 2024.txt', exact: true }).waitFor();
    await app.page.keyboard.press('Escape');
  });

  it('a folder removed and not taken back is gone after a restart too', async () => {
    await menuOf(long.name, /^Remove/);
    await app.page.getByRole('checkbox', { name: `Ask only ${long.name}` }).waitFor({ state: 'detached' });
    await app.restart();
    await app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` }).waitFor();
    expect(await app.page.getByRole('checkbox', { name: `Ask only ${long.name}` }).count()).toBe(0);
    expect(await app.page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });

  it('keeps conversations, opens them, begins new ones, renames and deletes them, and has one back', async () => {
    const list = app.page.getByRole('region', { name: 'Conversations' });
    await app.page.keyboard.press('Control+n');
    await app.page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
    await list.getByRole('button', { name: /^How does the key safe/ }).click();
    await app.page.getByRole('article').getByRole('heading', { name: /key safe/ }).waitFor();
    const menu = list.getByRole('button', { name: /^More about How does the key safe/ });
    await menu.focus();
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('menuitem', { name: 'Rename' }).press('Enter');
    const name = list.getByRole('textbox', { name: /^New name of/ });
    await name.fill('Keys');
    await name.press('Enter');
    await list.getByRole('button', { name: 'Keys', exact: true }).waitFor();
    await list.getByRole('button', { name: 'More about Keys' }).focus();
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('menuitem', { name: 'Delete' }).click();
    await list.getByRole('button', { name: 'Keys', exact: true }).waitFor({ state: 'detached' });
    await app.page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await list.getByRole('button', { name: 'Keys', exact: true }).click();
    await app.page.getByRole('article').getByRole('heading', { name: /key safe/ }).waitFor();
    await list.getByRole('button', { name: 'More about Keys' }).focus();
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('menuitem', { name: 'Delete' }).click();
    await app.page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
  });

  it('what was deleted and not had back is gone, also by quitting', async () => {
    expect(complaints(app)).toEqual([]);
    await app.restart();
    const list = app.page.getByRole('region', { name: 'Conversations' });
    await list.getByText('Your questions are kept here.').waitFor();
  });
});
