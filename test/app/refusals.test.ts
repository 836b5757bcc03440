import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { addFolder, askAndWait, complaints, lastTurn } from './person.ts';
import { longFolder } from './samples.ts';
import { useWindow } from './useWindow.ts';

// The documents do not answer: because there are none, because they are not all read yet, because the question leaves none, or because they do not.
const parent = mkdtempSync(join(tmpdir(), 'carrel-none-'));
const empty = join(parent, 'Nothing yet');
mkdirSync(empty);
const files = 400;
const notes = longFolder(files);
const question = 'When was the company founded in Rotterdam?';
const app = useWindow({ belongs: [notes, { remove: () => { rmSync(parent, { recursive: true, force: true }); } }] });

/** What a refusal shows, which a screen reader is told as well. */
async function refused(turn: Locator): Promise<readonly [string, string]> {
  const shown = turn.locator('.refused');
  const [title, body] = [await shown.getByRole('heading').innerText(), await shown.locator('p').innerText()] as const;
  const heard = await app.page.locator('main .sr-only[role="status"]').textContent() ?? '';
  expect(heard.startsWith(`${title}. `)).toBe(true);
  expect(body).toContain(heard.slice(title.length + 2));
  expect(await accessibilityProblems(app.page)).toEqual([]);
  return [title, body];
}

describe('a question the documents do not answer', () => {
  it('in a library without a document', async () => {
    await addFolder(app.page, empty, 'Nothing yet');
    expect(await refused(await askAndWait(app.page, question))).toEqual(['There are no documents yet', 'Add a folder, then ask again.']);
    expect(await lastTurn(app.page).getByRole('region').count()).toBe(0);
  });

  it('while documents are still to be read', async () => {
    await addFolder(app.page, notes.path, notes.name);
    const found = app.page.getByRole('listitem').filter({ has: app.page.getByRole('checkbox', { name: `Ask only ${notes.name}` }) }).locator('small').first();
    await expect.poll(async () => (await found.innerText()).replace(/\D/g, ''), { timeout: 30_000 }).toBe(String(files));
    await app.page.getByRole('button', { name: 'Pause' }).click();
    await app.page.getByText('Paused').waitFor();
    const [title, body] = await refused(await askAndWait(app.page, question));
    expect(title).toBe('Not in what has been read so far');
    expect(body).toMatch(/^\d+ documents were still to be read\. Ask again once they are\./);
  });

  it('and once all of them are read', async () => {
    await app.page.getByRole('button', { name: 'Resume' }).click();
    await app.page.getByText(/Searchable now/).waitFor({ timeout: 120_000 });
    await lastTurn(app.page).getByRole('button', { name: 'Ask again' }).click();
    await lastTurn(app.page).getByRole('heading', { name: 'Not in your documents' }).waitFor({ timeout: 60_000 });
    expect((await refused(lastTurn(app.page)))[0]).toBe('Not in your documents');
  });

  it('that leaves no document to search, in a library that has some', async () => {
    const [title, body] = await refused(await askAndWait(app.page, `${question} type:xlsx`));
    expect([title, body.trim()]).toEqual(['Not in your documents', 'No document fits what the question is narrowed to.']);
    expect(complaints(app)).toEqual([]);
  });
});
