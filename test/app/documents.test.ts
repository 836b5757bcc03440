import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { heightOf, hidden, locked, oddFolder, partly, pictures, smudged } from './oddFolder.ts';
import { addFolder, askAndWait, complaints, sourcePane, untilBuilt } from './person.ts';
import { useWindow } from './useWindow.ts';

// What a document is apart from its pages: protected, a picture, partly read, with text that does not show; what was read of it and when it is from.
const folder = oddFolder();
const app = useWindow({
  belongs: [folder],
  async ready({ page }) {
    await addFolder(page, folder.path, folder.name);
    await untilBuilt(page, 150_000);
    await page.getByRole('button', { name: `Contents of ${folder.name}` }).click();
    await page.getByRole('button', { name: 'Contents of Pictures' }).click();
  },
});

const open = async (name: string): Promise<Locator> => {
  await app.page.getByRole('button', { name, exact: true }).click();
  const pane = sourcePane(app.page);
  await pane.getByRole('heading', { level: 2, name }).waitFor();
  return pane;
};
const about = async (pane: Locator): Promise<string> => {
  const button = pane.getByRole('button', { name: 'About', exact: true });
  if (await button.getAttribute('aria-expanded') !== 'true') await button.click();
  return pane.getByRole('region', { name: 'About this document' }).innerText();
};
const unreadable = async (): Promise<Locator> => {
  await app.page.getByRole('button', { name: /See why|not fully read/ }).first().click();
  return app.page.getByRole('dialog', { name: 'Files that could not be read' });
};

describe('a protected document', () => {
  it('says in its place that it needs a password', async () => {
    const pane = await open(locked.name);
    await pane.getByText(/is protected with a password/).first().waitFor();
    await pane.getByRole('button', { name: `Enter password…: ${locked.name}` }).waitFor();
    await app.page.keyboard.press('Escape');
  });

  it('asks for it from the list, says that a wrong one is wrong, and forgets it', async () => {
    const list = await unreadable();
    await list.getByRole('button', { name: `Enter password…: ${locked.name}` }).click();
    const dialog = app.page.getByRole('dialog', { name: `Password of “${locked.name}”` });
    await dialog.getByText('The password is not written down anywhere').waitFor();
    const box = dialog.getByRole('textbox', { name: 'Password' });
    await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await box.getAttribute('type')).toBe('password');
    await box.fill('not this one');
    await app.page.keyboard.press('Enter');
    await dialog.getByRole('alert').getByText('This password does not open the file.').waitFor({ timeout: 60_000 });
    expect(await box.inputValue()).toBe('');
  });

  it('is read with the right one, leaves the list, and shows its pages', async () => {
    const dialog = app.page.getByRole('dialog', { name: `Password of “${locked.name}”` });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(locked.password);
    await app.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached', timeout: 60_000 });
    const list = app.page.getByRole('dialog', { name: 'Files that could not be read' });
    await list.getByText(locked.name, { exact: true }).waitFor({ state: 'detached' });
    await app.page.keyboard.press('Escape');
    const pane = await open(locked.name);
    await pane.getByText('page 1 of').waitFor();
    await pane.locator('[aria-busy="false"]').waitFor();
    await pane.getByRole('button', { name: 'Text', exact: true }).click();
    await pane.getByText(locked.words).first().waitFor();
    await pane.getByRole('button', { name: 'Text', exact: true }).click();
    await app.page.keyboard.press('Escape');
  });
});

describe('a document read in part', () => {
  it('stands in the list as such, with what was left out of it', async () => {
    const list = await unreadable();
    const entry = list.getByRole('listitem').filter({ hasText: partly.name });
    await entry.getByText('Partly read', { exact: true }).waitFor();
    expect(await entry.innerText()).toContain(partly.damaged);
    expect(await entry.getByRole('button', { name: /^Try again/ }).count()).toBe(0);
    await app.page.keyboard.press('Escape');
  });

  it('is searched as far as it was read, and the answer says that not all was', async () => {
    const turn = await askAndWait(app.page, 'What did the harbour board agree to renew?');
    expect(await turn.innerText()).toContain('mooring rings');
    await turn.getByRole('button', { name: /not fully read/ }).waitFor();
  });

  it('says about itself what was read and what not', async () => {
    const pane = await open(partly.name);
    expect(await about(pane)).toMatch(/Read in part\.[\s\S]*Scan\.pdf/);
    await app.page.keyboard.press('Escape');
  });
});

describe('a document that is mended', () => {
  it('is read when a person says to try again', async () => {
    const name = 'Plans.txt';
    const path = join(folder.path, name);
    writeFileSync(path, '');
    const folderRow = app.page.getByRole('listitem').filter({ has: app.page.getByRole('checkbox', { name: `Ask only ${folder.name}` }) }).first();
    await folderRow.hover();
    await app.page.getByRole('button', { name: `More about ${folder.name}` }).click();
    await app.page.getByRole('menuitem', { name: 'Check for changes' }).click();
    const pane = await open(name);
    await pane.getByText(/is empty/).first().waitFor();
    writeFileSync(path, 'The boathouse is to be painted in the colour of wet slate.');
    // The folder is watched: it may have been read again before anyone says so.
    await pane.getByRole('button', { name: `Try again: ${name}` }).click({ timeout: 5_000 }).catch(() => undefined);
    await pane.getByText('colour of wet slate').waitFor({ timeout: 30_000 });
    await app.page.keyboard.press('Escape');
  });
});

describe('text that does not show', () => {
  it('is marked on the document, kept apart from its pages and shown on request', async () => {
    const pane = await open(hidden.name);
    await pane.getByText(hidden.shown).waitFor();
    expect(await pane.getByRole('document').innerText()).not.toContain(hidden.word);
    expect(await about(pane)).toMatch(/No answer ever uses it/);
    await pane.getByRole('button', { name: 'Hidden text', exact: true }).click();
    await pane.getByText('This does not show in the document:').waitFor();
    await pane.getByText(/^hidden text 1 of \d/).waitFor();
    expect(await pane.getByRole('document').innerText()).toContain(hidden.word);
    await pane.getByRole('button', { name: 'Back to what shows' }).click();
    await pane.getByText(hidden.shown).waitFor();
    expect(await pane.getByRole('button', { name: 'Next page' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('says when it was indexed', async () => {
    const told = /Indexed\s+(.+)/.exec(await about(sourcePane(app.page)))?.[1]?.replace(/\s/g, ' ') ?? '';
    const agoMs = Date.now() - Date.parse(told);
    // To the minute, within this run of the tests.
    expect(agoMs, told).toBeGreaterThanOrEqual(0);
    expect(agoMs, told).toBeLessThan(30 * 60_000);
  });

  it('says which date the document goes by, and where that is from', async () => {
    expect(await about(sourcePane(app.page))).toMatch(/May 4, 2021, as the document says/);
    expect(await about(await open(partly.name))).toMatch(/when the file was last changed/);
    await app.page.keyboard.press('Escape');
  });

  it('is found only by a search that asks for it', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill(hidden.word);
    const passages = app.page.getByRole('group', { name: 'Passages' });
    await passages.getByRole('option').first().waitFor();
    const hit = passages.getByRole('option').filter({ hasText: hidden.word }).first();
    expect(await hit.count()).toBe(0);
    await app.page.getByRole('checkbox', { name: 'Also hidden text' }).check();
    await hit.getByText('Hidden text').waitFor();
    await hit.click();
    await sourcePane(app.page).getByText('This does not show in the document:').waitFor();
    await app.page.keyboard.press('Escape');
  });
});

describe('find in the document', () => {
  it('goes through the places of words in it, lit one by one, and back to what was cited', async () => {
    const pane = await open(partly.name);
    await pane.getByRole('document').focus();
    await app.page.keyboard.press('Control+f');
    const bar = pane.getByRole('search');
    const box = bar.getByRole('searchbox', { name: 'Find in this document' });
    await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
    await box.fill('the');
    await bar.getByText('1 of 4').waitFor();
    const lit = () => pane.getByRole('document').locator('mark').allInnerTexts();
    await expect.poll(lit).toEqual(['The']);
    await box.press('Enter');
    await bar.getByText('2 of 4').waitFor();
    await expect.poll(lit).toEqual(['the']);
    await box.press('Shift+Enter');
    await box.press('Shift+Enter');
    await bar.getByText('4 of 4').waitFor();
    await box.fill('mooring rings');
    await bar.getByText('1 of 1').waitFor();
    await expect.poll(lit).toEqual(['mooring rings']);
    await box.fill('lighthouse');
    await bar.getByText('Not in this document').waitFor();
    await box.press('Escape');
    await bar.waitFor({ state: 'detached' });
    expect(await lit()).toEqual([]);
    await app.page.keyboard.press('Escape');
  });
});

describe('a picture', () => {
  for (const { name, word, line } of pictures) {
    it(`${name}: is shown as it is, with the words lit where they stand`, async () => {
      await app.page.keyboard.press('Control+k');
      await app.page.getByRole('combobox').fill(word);
      await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').filter({ hasText: name }).first().click();
      const pane = sourcePane(app.page);
      await pane.getByRole('heading', { level: 2, name }).waitFor();
      await pane.locator('[aria-busy="false"]').waitFor();
      const canvas = await pane.locator('canvas').boundingBox();
      const marks = await pane.getByTestId('page-mark').all();
      if (canvas === null || marks.length === 0) throw new Error('nothing is lit');
      const middles = await Promise.all(marks.map(async (mark) => { const box = await mark.boundingBox(); return box === null ? -1 : (box.y + box.height / 2 - canvas.y) / canvas.height; }));
      // The passage is the whole letter: one of its lines is the one with the word.
      expect(Math.min(...middles.map((middle) => Math.abs(middle - heightOf(line))))).toBeLessThan(0.03);
      await expect.poll(() => inkUnder(pane, heightOf(line))).toBe(true);
      await pane.getByRole('button', { name: 'Text', exact: true }).click();
      await pane.getByText('This is the text Carrel read from this page.').waitFor();
      await expect.poll(async () => (await pane.getByRole('document').locator('mark').allInnerTexts()).join(' ')).toContain(word);
      await pane.getByRole('button', { name: 'Text', exact: true }).click();
      await app.page.keyboard.press('Escape');
    });
  }

  it('with words that are hard to read marks those, on the picture and in its text', async () => {
    const pane = await open(smudged.name);
    await pane.locator('[aria-busy="false"]').waitFor();
    await pane.getByText(/words? (was|were) hard to read and (is|are) marked/).waitFor();
    const canvas = await pane.locator('canvas').boundingBox();
    const doubt = await pane.getByTestId('page-doubt').first().boundingBox();
    if (canvas === null || doubt === null) throw new Error('nothing is marked');
    // The second of the three lines, of six that would find room.
    expect(Math.abs((doubt.y + doubt.height / 2 - canvas.y) / canvas.height - ((smudged.line + 2.5) * 1.5 - 0.35) / 9)).toBeLessThan(0.05);
    await pane.getByRole('button', { name: 'Text', exact: true }).click();
    const doubted = await pane.getByRole('document').locator('.doubt').allInnerTexts();
    expect(doubted.length).toBeGreaterThan(0);
    expect(doubted.join(' ')).not.toContain(smudged.word);
    await pane.getByRole('button', { name: 'Text', exact: true }).click();
    await app.page.keyboard.press('Escape');
  });

  it('of several pages is turned like a document', async () => {
    const pane = await open('Tenancy fax.tif');
    await pane.getByText('page 1 of 2').waitFor();
    await pane.getByRole('button', { name: 'Next page' }).click();
    await pane.getByText('page 2 of 2').waitFor();
    await pane.locator('[aria-busy="false"]').waitFor();
    await app.page.keyboard.press('Escape');
    expect(complaints(app)).toEqual([]);
  });
});

/** Whether the drawn picture has letters at a share of its height. */
function inkUnder(pane: Locator, share: number): Promise<boolean> {
  return pane.locator('canvas').evaluate((element, at) => {
    const canvas = element as HTMLCanvasElement;
    const band = canvas.getContext('2d')?.getImageData(0, Math.round(canvas.height * at) - 3, canvas.width, 6).data ?? [];
    let [dark, light] = [0, 0];
    for (let index = 0; index < band.length; index += 4) {
      if ((band[index] ?? 0) < 110) dark += 1;
      else if ((band[index] ?? 0) > 230) light += 1;
    }
    return dark > 40 && light > dark;
  }, share);
}
