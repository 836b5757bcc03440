import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askAndWait, complaints, lastTurn, sourcePane } from './person.ts';
import { useSampleWindow } from './useSampleWindow.ts';

// Without a mouse: every layer opens, keeps the focus, closes with Esc and gives the focus back; every pane can be reached.
const { app, documents, lease: { question } } = useSampleWindow({ withScans: true });

const press = (key: string): Promise<void> => app.page.keyboard.press(key);
const hasFocus = (place: Locator): Promise<boolean> => place.evaluate((element) => element === document.activeElement);
const holdsFocus = (place: Locator): Promise<boolean> => place.evaluate((element) => element.contains(document.activeElement));

/** Opens a layer from `opener` by Enter, goes round in it by Tab, closes it by Esc, and is back where it began. */
async function goThrough(opener: Locator, layer: Locator): Promise<void> {
  await opener.focus();
  await press('Enter');
  await layer.waitFor();
  for (let step = 0; step < 12; step += 1) {
    // The browser's own window is outside the page, and part of the round.
    expect(await holdsFocus(layer) || await app.page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await press('Tab');
  }
  await press('Escape');
  await layer.waitFor({ state: 'detached' });
  await expect.poll(() => hasFocus(opener)).toBe(true);
}

describe('layers', () => {
  for (const name of ['Models', 'Privacy', 'Settings', 'Keyboard shortcuts']) {
    it(`${name}`, async () => { await goThrough(app.page.getByRole('navigation').getByRole('button', { name, exact: true }), app.page.getByRole('dialog', { name })); });
  }

  it('files that could not be read', async () => { await goThrough(app.page.getByRole('button', { name: 'See why' }), app.page.getByRole('dialog', { name: 'Files that could not be read' })); });

  it('search, begun from the question box', async () => {
    const box = app.page.getByRole('textbox', { name: /^Ask about/ });
    await box.fill('half a question');
    await press('Control+k');
    await app.page.getByRole('combobox').waitFor();
    await press('Escape');
    await app.page.getByRole('combobox').waitFor({ state: 'detached' });
    expect(await hasFocus(box)).toBe(true);
    expect(await box.inputValue()).toBe('half a question');
    await box.fill('');
  });

  it('the menu of a folder, and having back what it removed', async () => {
    const opener = app.page.getByRole('button', { name: `More about ${documents.name}` });
    await opener.focus();
    await press('Enter');
    const items = ['All documents', 'Check for changes', 'Leave out…', 'Remove', 'Erase for good…'].map((words) => app.page.getByRole('menuitem', { name: new RegExp(`^${words}`) }));
    for (const [at, item] of items.entries()) {
      if (at > 0) await press('ArrowDown');
      expect(await hasFocus(item)).toBe(true);
    }
    await press('Escape');
    expect(await hasFocus(opener)).toBe(true);
    await press('Enter');
    // Round from the first to the last, and one up.
    await press('ArrowUp');
    expect(await hasFocus(items.at(-1) ?? opener)).toBe(true);
    await press('ArrowUp');
    await press('Enter');
    await opener.waitFor({ state: 'detached' });
    // The row is gone with what had the focus: it waits in the library, and the folder comes back by key.
    expect(await holdsFocus(app.page.getByRole('navigation', { name: 'Library and conversations' }))).toBe(true);
    await app.page.getByRole('button', { name: 'Undo' }).waitFor();
    await press('Control+z');
    await opener.waitFor();
  });
});

describe('rooms', () => {
  const main = () => app.page.getByRole('main');

  it('are entered by their keys, from wherever one is', async () => {
    await app.page.getByRole('textbox', { name: /^Ask about/ }).focus();
    await press('Control+2');
    await main().getByRole('heading', { name: 'Go through everything' }).waitFor();
    expect(await hasFocus(main().getByRole('textbox', { name: 'What to ask of every document' }))).toBe(true);
    await press('Control+3');
    await main().getByRole('heading', { name: 'Check answers' }).waitFor();
    expect(await holdsFocus(main())).toBe(true);
    for (const [key, name] of [['Control+4', 'Documents in “My library”'], ['Control+5', 'Models'], ['Control+6', 'Privacy'], ['Control+,', 'Settings']] as const) {
      await press(key);
      await app.page.getByRole('dialog', { name }).waitFor();
      await press('Escape');
      await app.page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
    }
    await press('Control+1');
    expect(await hasFocus(app.page.getByRole('textbox', { name: /^Ask about/ }))).toBe(true);
  });

  it('stand under ? with their keys', async () => {
    await app.page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    const rooms = app.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByRole('region', { name: 'Rooms' });
    expect((await rooms.innerText()).split(/\s*\n\s*/)).toEqual(['Rooms', 'Ctrl 1', 'Conversation', 'Ctrl 2', 'Go through everything', 'Ctrl 3', 'Check answers', 'Ctrl 4', 'All documents', 'Ctrl 5', 'Models', 'Ctrl 6', 'Privacy', 'Ctrl ,', 'Settings']);
    await press('Escape');
  });

  it('and every other command are run from the search box by their names', async () => {
    const search = app.page.getByRole('dialog', { name: 'Search' });
    const commands = search.getByRole('group', { name: 'Commands' }).getByRole('option');
    await press('Control+k');
    // A few before anything is typed, all of them when one asks for all.
    await expect.poll(() => commands.count()).toBe(5);
    await search.getByRole('combobox').fill('>');
    await expect.poll(() => commands.count()).toBeGreaterThan(10);
    await search.getByRole('combobox').fill('check a');
    await expect.poll(() => commands.allInnerTexts()).toEqual([expect.stringMatching(/^Check answers\s+Ctrl 3$/)]);
    // Behind what is found in the documents: one up from the first.
    await press('ArrowUp');
    await press('Enter');
    await search.waitFor({ state: 'detached' });
    await main().getByRole('heading', { name: 'Check answers' }).waitFor();
    await press('Control+k');
    await search.getByRole('combobox').fill('> sett');
    await expect.poll(() => commands.count()).toBe(1);
    expect(await search.getByRole('option').count()).toBe(1);
    await press('Enter');
    await app.page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await press('Escape');
    await press('Control+k');
    await search.getByRole('combobox').fill('> all doc');
    await press('Enter');
    const list = app.page.getByRole('dialog', { name: 'Documents in “My library”' });
    await list.getByRole('row', { name: /Staff handbook\.md/ }).getByRole('button').click();
    await sourcePane(app.page).getByRole('heading', { name: 'Staff handbook.md' }).waitFor();
    await press('Control+1');
    await press('Escape');
    expect(complaints(app)).toEqual([]);
  });
});

describe('panes', () => {
  it('a page is opened from a chip, gone through and left for the chip again', async () => {
    await askAndWait(app.page, question);
    const chip = lastTurn(app.page).getByRole('button', { name: /^Source 1: / });
    await chip.focus();
    await app.page.getByRole('tooltip').waitFor();
    // The quote stands beside the sentence it belongs to, not over it.
    const [tip, sentence] = await Promise.all([app.page.getByRole('tooltip').boundingBox(), lastTurn(app.page).locator('.sentence', { has: app.page.getByRole('button', { name: /^Source 1: / }) }).first().boundingBox()]);
    if (tip === null || sentence === null) throw new Error('the quote or its sentence is not there');
    expect(tip.y >= sentence.y + sentence.height || tip.y + tip.height <= sentence.y).toBe(true);
    await press('Enter');
    const pane = sourcePane(app.page);
    await pane.getByTestId('page-mark').first().waitFor();
    await press('F6');
    expect(await hasFocus(pane.getByRole('document'))).toBe(true);
    await pane.getByRole('button', { name: 'Next source' }).focus();
    await press('Enter');
    await pane.getByText('source 2 of').waitFor();
    await press('Enter');
    await press('Escape');
    await pane.waitFor({ state: 'detached' });
    await expect.poll(() => hasFocus(chip)).toBe(true);
  });

  it('F6 goes round, Ctrl B folds the library away and brings it back', async () => {
    const library = app.page.getByRole('navigation', { name: 'Library and conversations' });
    await press('F6');
    expect(await holdsFocus(library)).toBe(true);
    await press('F6');
    expect(await hasFocus(app.page.getByRole('group', { name: 'Questions and answers' }))).toBe(true);
    await press('Control+b');
    await library.waitFor({ state: 'hidden' });
    expect(await app.page.getByRole('button', { name: 'Show or hide the library' }).getAttribute('aria-expanded')).toBe('false');
    await press('Control+b');
    await library.waitFor();
  });

  it('Tab reaches everything, and the focus can always be seen', async () => {
    await app.page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); });
    const reached = new Set<string>();
    for (let step = 0; step < 60; step += 1) {
      await press('Tab');
      const at = await app.page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element === document.body) return null;
        const style = getComputedStyle(element);
        // A border between panes is a line, drawn stronger: an outline would go around all that can be taken hold of.
        const isStrongLine = element.role === 'separator' && getComputedStyle(element, '::before').borderInlineStartWidth === '3px';
        const isSeen = style.outlineStyle !== 'none' || isStrongLine || (element.closest('.compose-in') !== null && getComputedStyle(element.closest('.compose-in') ?? element).borderColor !== '');
        return { name: element.getAttribute('aria-label') ?? element.innerText, isSeen };
      });
      if (at === null) continue;
      expect(at.isSeen, at.name).toBe(true);
      reached.add(at.name);
    }
    const names = [...reached].join('\n');
    for (const name of ['Show or hide the library', 'Search documents and passages', 'Offline', '+ Add a folder', `Ask only ${documents.name}`, `More about ${documents.name}`, 'See why', 'New conversation', 'Models', 'Privacy', 'Settings', 'Questions and answers', 'Copy with sources', 'Ask again', 'Edit question', 'This answer is right', 'This answer is wrong', 'Ask about', 'Width of the library']) expect(names).toContain(name);
    expect(complaints(app)).toEqual([]);
  });
});
