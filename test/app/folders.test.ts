import { describe, expect, it } from 'vitest';
import { addFolder, complaints, untilBuilt } from './person.ts';
import { longFolder, sampleFolder } from './samples.ts';
import { useWindow } from './useWindow.ts';

// What a person decides about a folder: what is left out of it, that it is not to be read after all.
const documents = sampleFolder();
const long = longFolder(120);
const app = useWindow({
  belongs: [documents, long],
  async ready({ page }) {
    await addFolder(page, documents.path, documents.name);
    await untilBuilt(page, 150_000);
  },
});

const rowOf = (name: string) => app.page.getByRole('listitem').filter({ has: app.page.getByRole('checkbox', { name: `Ask only ${name}` }) }).first();
const menuOf = async (name: string, item: string): Promise<void> => {
  await rowOf(name).hover();
  await app.page.getByRole('button', { name: `More about ${name}` }).click();
  await app.page.getByRole('menuitem', { name: item }).click();
};
const countOf = async (name: string): Promise<string> => (await rowOf(name).locator('small').first().textContent() ?? '').trim();

describe('what is left out', () => {
  it('shows before it is saved what it takes out, and nothing where it does nothing', async () => {
    await menuOf(documents.name, 'Leave out…');
    const dialog = app.page.getByRole('dialog', { name: `Left out of “${documents.name}”` });
    const rules = dialog.getByRole('textbox', { name: 'Rules' });
    await expect.poll(() => rules.evaluate((element) => element === document.activeElement)).toBe(true);
    await rules.fill('*.nothing');
    await dialog.getByText('Leaves out none of the 13 documents').waitFor();
    await rules.fill('Staff/\n*.csv\n!Equipment register.csv');
    await dialog.getByText('Takes 3 documents out of the library.').waitFor();
    await dialog.getByText('Staff/Incident log 2024.txt').waitFor();
    await app.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await countOf(documents.name)).toBe('13');
  });

  it('leaves the library once saved, is there again to be changed, and comes back', async () => {
    await menuOf(documents.name, 'Leave out…');
    const dialog = app.page.getByRole('dialog', { name: /^Left out of/ });
    await dialog.getByRole('textbox', { name: 'Rules' }).fill('Staff/');
    await dialog.getByRole('button', { name: 'Save rules' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => countOf(documents.name), { timeout: 30_000 }).toBe('11');
    await menuOf(documents.name, 'Leave out…');
    expect(await dialog.getByRole('textbox', { name: 'Rules' }).inputValue()).toBe('Staff/');
    await dialog.getByRole('textbox', { name: 'Rules' }).fill('');
    await dialog.getByText(/comes back by itself/).waitFor();
    await dialog.getByRole('button', { name: 'Save rules' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => countOf(documents.name), { timeout: 30_000 }).toBe('13');
  });
});

describe('a folder that is being read', () => {
  it('is not read after all, once a person has said so twice', async () => {
    // What came back in the test before is read by now, or nearly.
    await app.page.getByRole('button', { name: 'Pause' }).waitFor({ state: 'detached', timeout: 90_000 });
    await addFolder(app.page, long.path, long.name);
    await app.page.getByRole('button', { name: 'Pause' }).click();
    await app.page.getByRole('button', { name: 'Cancel…' }).click();
    const dialog = app.page.getByRole('dialog', { name: `Stop reading “${long.name}”?` });
    await dialog.getByText('To go on later, choose Pause instead.', { exact: false }).waitFor();
    await app.page.keyboard.press('Escape');
    expect(await app.page.getByRole('checkbox', { name: `Ask only ${long.name}` }).count()).toBe(1);
    await app.page.getByRole('button', { name: 'Cancel…' }).click();
    await dialog.getByRole('button', { name: 'Stop and take out' }).click();
    await app.page.getByRole('checkbox', { name: `Ask only ${long.name}` }).waitFor({ state: 'detached' });
    expect(complaints(app)).toEqual([]);
  });
});
