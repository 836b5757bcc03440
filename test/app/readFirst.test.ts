import { describe, expect, it } from 'vitest';
import { addFolder, complaints, sourcePane } from './person.ts';
import { longFolder } from './samples.ts';
import { useWindow } from './useWindow.ts';

// What a person needs at once is read at once, whatever waits before it.
const files = 1_200;
const folder = longFolder(files);
const last = `note ${files}.txt`;
const app = useWindow({ belongs: [folder] });
const list = () => app.page.getByRole('dialog', { name: `Documents in “${folder.name}”` });

async function openLast(): Promise<void> {
  await app.page.getByRole('button', { name: `More about ${folder.name}` }).focus();
  await app.page.keyboard.press('Enter');
  await app.page.getByRole('menuitem', { name: 'All documents…' }).click();
  await list().getByRole('searchbox', { name: 'Words in the name' }).fill(last);
  await expect.poll(() => list().getByRole('row').count(), { timeout: 20_000 }).toBe(2);
}

describe('read this first', () => {
  it('is offered for a document that waits, and reads it before all that waited before it', async () => {
    await addFolder(app.page, folder.path, folder.name);
    // All of them found, few of them read.
    const found = app.page.getByRole('listitem').filter({ has: app.page.getByRole('checkbox', { name: `Ask only ${folder.name}` }) }).locator('small').first();
    await expect.poll(async () => (await found.innerText()).replace(/\D/g, ''), { timeout: 30_000 }).toBe(String(files));
    await app.page.getByRole('button', { name: 'Pause' }).click();
    await app.page.getByText('Paused').waitFor();
    await openLast();
    await list().getByRole('row').nth(1).getByText('Waiting').waitFor();
    await list().getByRole('button', { name: last }).click();
    const pane = sourcePane(app.page);
    await pane.getByText('Waiting to be read').waitFor();
    await pane.getByRole('button', { name: `Read this first: ${last}` }).click();
    await app.page.getByRole('button', { name: 'Resume' }).click();
    await pane.getByText(new RegExp(`Note ${files}\\.1:`)).first().waitFor({ timeout: 60_000 });
    await app.page.getByRole('button', { name: 'Pause' }).click();
    // It would have been the last of them.
    await openLast();
    await list().getByRole('searchbox', { name: 'Words in the name' }).fill('');
    await list().getByRole('combobox', { name: 'State' }).selectOption({ label: 'Waiting or being read' });
    await expect.poll(async () => Number(/^([\d,]+) document/.exec(await list().getByRole('status').innerText())?.[1]?.replace(',', '') ?? 0), { timeout: 5_000 }).toBeGreaterThan(20);
    expect((await list().getByRole('row').allInnerTexts()).join()).not.toContain(last);
    expect(complaints(app)).toEqual([]);
  });
});
