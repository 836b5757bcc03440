import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFolder, complaints, sourcePane, untilBuilt } from './person.ts';
import { sampleFolder } from './samples.ts';
import { useWindow } from './useWindow.ts';

// Sources that are no PDF: the quote is lit as it stands there, and the file itself can be had.
const documents = sampleFolder();
const app = useWindow({
  belongs: [documents],
  async ready({ page }) {
    await addFolder(page, documents.path, documents.name);
    await untilBuilt(page);
  },
});

const formats = [
  { kind: 'Word', search: 'purchase of a drone type:docx', file: 'Minutes 2024-11-14.docx', words: 'Joseph Hart asked for a drone' },
  { kind: 'web page', search: 'pre-purchase survey fee type:html', file: 'Fees 2025.html', words: 'Pre-purchase' },
  { kind: 'Markdown', search: 'paid leave type:md', file: 'Staff handbook.md', words: 'Everyone has 26 days of paid leave a year' },
  { kind: 'table', search: 'endoscope type:csv', file: 'Equipment register.csv', words: 'Endoscope' },
  { kind: 'text with line numbers', search: 'incident type:txt', file: 'Incident log 2024.txt', words: 'INCIDENT' },
] as const;

describe('a source', () => {
  for (const { kind, search, file, words } of formats) {
    it(`${kind}: the passage is lit and in sight`, async () => {
      await app.page.keyboard.press('Control+k');
      await app.page.getByRole('combobox').fill(search);
      const passages = app.page.getByRole('group', { name: 'Passages' });
      await passages.getByRole('option').filter({ hasText: file }).first().click();
      const pane = sourcePane(app.page);
      await pane.getByRole('heading', { level: 2, name: file }).waitFor();
      await pane.getByText('Exact words from the document · checked').waitFor();
      const lit = pane.getByRole('document').locator('mark');
      expect((await lit.allInnerTexts()).join(' ').toLowerCase()).toContain(words.toLowerCase());
      const [mark, paper] = await Promise.all([lit.first().boundingBox(), pane.getByRole('document').boundingBox()]);
      if (mark === null || paper === null) throw new Error('nothing is lit');
      expect(mark.y + mark.height).toBeGreaterThan(paper.y);
      expect(mark.y).toBeLessThan(paper.y + paper.height);
    });
  }

  it('goes to the next and the one before', async () => {
    const pane = sourcePane(app.page);
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill('lease quay');
    await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').first().click();
    await pane.getByText(/hit 1 of \d+/).waitFor();
    expect(await pane.getByRole('button', { name: 'Previous hit' }).isDisabled()).toBe(true);
    await pane.getByRole('button', { name: 'Next hit' }).click();
    await pane.getByText(/hit 2 of \d+/).waitFor();
    await pane.getByText('Exact words from the document · checked').waitFor();
    await pane.getByRole('button', { name: 'Previous hit' }).click();
    await pane.getByText(/hit 1 of \d+/).waitFor();
  });

  it('opens in its own program and shows itself in its folder', async () => {
    await app.electron.evaluate(({ shell }) => {
      const asked: string[] = [];
      Reflect.set(globalThis, 'askedOfDesktop', asked);
      shell.openPath = (path) => { asked.push(`open ${path}`); return Promise.resolve(''); };
      shell.showItemInFolder = (path) => { asked.push(`show ${path}`); };
    });
    const pane = sourcePane(app.page);
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill('paid leave type:md');
    await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').filter({ hasText: 'Staff handbook.md' }).first().click();
    await pane.getByRole('button', { name: 'Open', exact: true }).click();
    await pane.getByRole('button', { name: 'Show in folder' }).click();
    const path = join(documents.path, 'Staff', 'Staff handbook.md');
    await expect.poll(() => app.electron.evaluate(() => Reflect.get(globalThis, 'askedOfDesktop') as readonly string[])).toEqual([`open ${path}`, `show ${path}`]);
    expect(complaints(app)).toEqual([]);
  });
});
