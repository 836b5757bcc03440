import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PdfWriter } from '../../build/samples/PdfWriter.ts';
import { sheetData, xlsxOf } from '../fixtures/officeFiles.ts';
import { accessibilityProblems } from './accessibility.ts';
import { addFolder, complaints, sourcePane, untilBuilt } from './person.ts';
import { sizeForPictures, takePictures } from './takePictures.ts';
import { useWindow } from './useWindow.ts';

// Going about in large documents: all pages small, a page turned, tables whose names stay in sight, files that are away or have changed.
const parent = mkdtempSync(join(tmpdir(), 'carrel-pages-'));
const folder = join(parent, 'Works');
const pages = 400;
const columns = ['Berth', 'Word', ...Array.from({ length: 10 }, (_, at) => `Inspection ${at + 1}`)];
const cells = (n: number, word: string): readonly string[] => [`B-${n}`, `${word}${n}`, ...Array.from({ length: 10 }, (_, at) => `the ${at + 1}. look at it was in March of ${2000 + n}`)];

function manyPages(count: number, word: string): Buffer {
  const pdf = new PdfWriter({ title: `${word} pages` });
  for (let at = 1; at <= count; at += 1) pdf.addPage().text(60, 80 + (at % 60) * 11, `The page of the ${word}${at} speaks of the berth with that number and of nothing else.`);
  return pdf.bytes();
}

const app = useWindow({
  begin: sizeForPictures,
  belongs: [{ remove: () => { rmSync(parent, { recursive: true, force: true }); } }],
  async ready({ page }) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'Long.pdf'), manyPages(pages, 'zulu'));
    writeFileSync(join(folder, 'Short.pdf'), manyPages(2, 'yankee'));
    writeFileSync(join(folder, 'Wide.csv'), [columns, ...Array.from({ length: 120 }, (_, at) => cells(at + 1, 'kilo'))].map((row) => row.join(',')).join('\n'));
    writeFileSync(join(folder, 'Sheet.xlsx'), xlsxOf([{ name: 'Berths', xml: sheetData([columns, ...Array.from({ length: 20 }, (_, at) => cells(at + 1, 'lima'))].map((row) => [...row])) }]));
    writeFileSync(join(folder, 'Narrow.csv'), 'Berth,Word\nB-1,whisky1\nB-2,whisky2');
    writeFileSync(join(folder, 'Long.csv'), ['Berth,Word', ...Array.from({ length: 60 }, (_, at) => `B-${at + 1},xray${at + 1}`)].join('\n'));
    writeFileSync(join(folder, 'Plan.md'), `# Plan\n\nThe quebec7 of the harbour is told in a table.\n\n| ${columns.join(' | ')} |\n|${columns.map(() => ' --- |').join('')}\n| ${cells(1, 'papa').join(' | ')} |\n| ${cells(2, 'papa').join(' | ')} |\n`);
    writeFileSync(join(folder, 'Note.txt'), 'The tango4 of the harbour was painted in the spring.');
    await addFolder(page, folder, 'Works');
    await untilBuilt(page, 150_000);
  },
});
const patient = { timeout: 30_000 };
const pane = () => sourcePane(app.page);
async function find(word: string): Promise<void> {
  await app.page.keyboard.press('Control+k');
  await app.page.getByRole('combobox').fill(word);
  await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').filter({ hasText: word }).first().click();
}

describe('a PDF of many pages', () => {
  it('is opened at a page in the middle, alone, and all pages can be seen small', async () => {
    await find('zulu317');
    await pane().getByText(`page 317 of ${pages}`).waitFor();
    await pane().getByTestId('page-mark').first().waitFor();
    expect(await pane().locator('canvas').count()).toBe(1);
    await pane().getByRole('button', { name: `page 317 of ${pages}` }).click();
    const strip = pane().getByRole('group', { name: 'All pages' });
    const current = strip.getByRole('button', { name: `page 317 of ${pages}` });
    await expect.poll(() => current.getAttribute('aria-current').catch(() => null), patient).toBe('page');
    const [seen, place] = [await strip.boundingBox(), await current.boundingBox()];
    if (seen === null || place === null) throw new Error('the page is not in the strip');
    expect(place.y).toBeGreaterThanOrEqual(seen.y);
    expect(place.y + place.height).toBeLessThanOrEqual(seen.y + seen.height);
    await expect.poll(() => current.locator('canvas').evaluate((element) => (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, 80, 100).data.some((value, at) => at % 4 === 0 && value < 200) ?? false), patient).toBe(true);
    expect(await strip.getByRole('button').count()).toBeLessThan(25);
    await takePictures(app, 'source-all-pages');
    await strip.getByRole('button', { name: `page 318 of ${pages}` }).click();
    await pane().getByRole('document').getByText('zulu318').first().waitFor({ state: 'attached' });
    await strip.evaluate((element) => { element.scrollTop = element.scrollHeight; });
    await strip.getByRole('button', { name: `page ${pages} of ${pages}` }).click();
    await pane().getByRole('document').getByText('zulu400').first().waitFor({ state: 'attached' });
    await pane().getByRole('button', { name: 'Back to the quote' }).click();
    await pane().getByTestId('page-mark').first().waitFor();
    await pane().locator('header').getByRole('button', { name: `page 317 of ${pages}` }).click();
    await strip.waitFor({ state: 'detached' });
  });

  it('is turned with its marks and its words, and back', async () => {
    const shape = async (): Promise<{ readonly isWide: boolean; readonly isOnWords: boolean }> => {
      await pane().locator('[aria-busy="false"]').waitFor();
      return pane().evaluate((element) => {
        const mark = element.querySelector('.page-mark')?.getBoundingClientRect() ?? new DOMRect();
        const words = [...element.querySelectorAll('.words-layer span')].find(({ textContent }) => textContent.includes('zulu317'))?.getBoundingClientRect() ?? new DOMRect(-1, -1);
        const [x, y] = [words.left + words.width / 2, words.top + words.height / 2];
        return { isWide: mark.width > mark.height, isOnWords: x > mark.left && x < mark.right && y > mark.top - 2 && y < mark.bottom + 2 };
      });
    };
    expect(await shape()).toEqual({ isWide: true, isOnWords: true });
    for (const isWide of [false, true, false, true]) {
      await pane().getByRole('button', { name: 'Turn the page' }).click();
      await expect.poll(shape, patient).toEqual({ isWide, isOnWords: true });
    }
  });
});

describe('the size of a page', () => {
  // So low that a page which fits the width does not fit the height.
  beforeAll(() => app.electron.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.setContentSize(1_280, 560); }));
  afterAll(() => sizeForPictures(app));
  const size = () => pane().locator('header').getByRole('button', { name: /^Size of the page:/ });
  const sizes = async (): Promise<{ readonly page: DOMRect; readonly room: DOMRect }> => {
    await pane().locator('[aria-busy="false"]').waitFor();
    return pane().evaluate((element) => ({ page: element.querySelector('.pdf-page')?.getBoundingClientRect().toJSON() as DOMRect, room: element.querySelector('.source-scroll')?.getBoundingClientRect().toJSON() as DOMRect }));
  };

  it('fits the width, or the whole page, and goes in steps', async () => {
    await find('zulu12');
    await pane().getByText(`page 12 of ${pages}`).waitFor();
    const wide = await sizes();
    expect(wide.page.width).toBeGreaterThan(wide.room.width * 0.85);
    expect(wide.page.height).toBeGreaterThan(wide.room.height);
    await size().click();
    await app.page.getByRole('menuitem', { name: 'Whole page' }).click();
    await expect.poll(async () => { const { page, room } = await sizes(); return page.height < room.height && page.height > room.height * 0.85 && page.width < room.width; }, patient).toBe(true);
    expect(await size().innerText()).toBe('Whole page');
    await size().click();
    await app.page.getByRole('menuitem', { name: /^150/ }).click();
    await expect.poll(async () => Math.round((await sizes()).page.width / wide.page.width * 100), patient).toBe(150);
  });

  it('by keys, where the page has the focus and nowhere else', async () => {
    await pane().getByRole('document').focus();
    for (const [key, words] of [['0', /^100/], ['+', /^125/], ['-', /^100/], ['-', /^75/], ['9', /^Whole page$/], ['0', /^100/]] as const) {
      await app.page.keyboard.press(key);
      await expect.poll(() => size().innerText(), patient).toMatch(words);
    }
    const before = (await sizes()).page;
    expect(before.width).toBeLessThan(before.height);
    await app.page.keyboard.press('r');
    await expect.poll(async () => { const { page } = await sizes(); return page.width > page.height; }, patient).toBe(true);
    for (let turn = 0; turn < 3; turn += 1) await app.page.keyboard.press('r');
    await expect.poll(async () => { const { page } = await sizes(); return page.width < page.height; }, patient).toBe(true);
    await app.page.keyboard.press('Control+l');
    await app.page.keyboard.type('9r+');
    expect(await size().innerText()).toMatch(/^100/);
    await app.page.getByRole('textbox', { name: /^Ask about/ }).fill('');
  });
});

describe('a table', () => {
  it('has the names of its columns on every page, its rows their numbers, and both stay in sight', async () => {
    await find('kilo77');
    await pane().getByText('Exact words from the document · checked').waitFor();
    const table = pane().getByRole('table');
    await expect.poll(() => table.getByRole('row').first().innerText()).toMatch(/^1\s+Berth\s+Word/);
    const row = table.getByRole('row').filter({ hasText: 'kilo77' });
    expect((await row.innerText()).split(/\s+/).slice(0, 3)).toEqual(['78', 'B-77', 'kilo77']);
    const places = () => Promise.all([table.getByRole('row').first().getByRole('cell', { name: 'Berth' }), row.getByRole('cell', { name: 'B-77' }), row.getByRole('cell', { name: /^the 10\. look/ })].map(async (cell) => await cell.boundingBox()));
    const scroll = pane().getByRole('document');
    const top = (await scroll.boundingBox())?.y ?? NaN;
    const before = await places();
    await scroll.evaluate((element) => { element.scrollLeft += 300; });
    const [head, first, last] = await places();
    expect(head?.y).toBeLessThan(top + 40);
    await app.page.mouse.move(640, 4);
    await takePictures(app, 'source-wide-table');
    expect(Math.abs((first?.x ?? NaN) - (before[1]?.x ?? NaN))).toBeLessThan(24);
    expect((before[2]?.x ?? NaN) - (last?.x ?? NaN)).toBeGreaterThan(100);
  });

  it('shows at every edge whether it goes on there, and only there', async () => {
    const more = () => pane().locator('.source-body').getAttribute('data-more');
    const scroll = pane().getByRole('document');
    const scrollTo = (x: number, y: number): Promise<void> => scroll.evaluate((element, [left, top]) => { element.scrollTo(left, top); }, [x, y] as const);
    await scrollTo(0, 0);
    await expect.poll(more).toBe('right');
    await scrollTo(200, 0);
    await expect.poll(more).toBe('left right');
    await scrollTo(100_000, 0);
    await expect.poll(more).toBe('left');
    await scrollTo(0, 0);
    await expect.poll(more).toBe('right');
    // In the system's own colours there are no shadows.
    const edge = (): Promise<string> => pane().locator('.source-body').evaluate((frame) => { const { borderRightStyle, borderRightWidth } = getComputedStyle(frame, '::after'); return `${borderRightWidth} ${borderRightStyle}`; });
    expect(await edge()).toBe('0px none');
    await app.page.emulateMedia({ forcedColors: 'active' });
    expect(await edge()).toBe('4px dashed');
    await app.page.emulateMedia({ forcedColors: null });
    await find('whisky2');
    await pane().getByRole('heading', { level: 2, name: 'Narrow.csv' }).waitFor();
    await expect.poll(more).toBe('');
    await find('xray3');
    await pane().getByRole('heading', { level: 2, name: 'Long.csv' }).waitFor();
    await scrollTo(0, 0);
    await expect.poll(more).toBe('bottom');
    await app.page.mouse.move(640, 4);
    await takePictures(app, 'source-long-table');
    await scrollTo(0, 100_000);
    await expect.poll(more).toBe('top');
    expect(await pane().getByRole('row').first().getByRole('cell', { name: 'Word' }).evaluate((cell) => getComputedStyle(cell).boxShadow)).not.toBe('none');
    await find('quebec7');
    await pane().getByRole('heading', { level: 2, name: 'Plan.md' }).waitFor();
    await expect.poll(more).toBe(null);
    const inText = pane().locator('.grid-frame');
    await expect.poll(() => inText.getAttribute('data-more')).toBe('right');
    await app.page.mouse.move(640, 4);
    await takePictures(app, 'source-table-in-text');
    await inText.getByRole('group', { name: 'Table' }).evaluate((element) => { element.scrollLeft = 100_000; });
    await expect.poll(() => inText.getAttribute('data-more')).toBe('left');
  });

  it('does not count the name of its sheet as a row', async () => {
    await find('lima3');
    await pane().getByText('Exact words from the document · checked').waitFor();
    expect((await pane().getByRole('table').getByRole('row').filter({ hasText: 'B-3' }).first().innerText()).split(/\s+/).slice(0, 2)).toEqual(['4', 'B-3']);
    expect(await pane().getByRole('table').getByRole('row').first().innerText()).toMatch(/^1\s+Berth/);
  });
});

describe('a file that is not as it was', () => {
  const recheck = async (): Promise<void> => {
    await app.page.getByRole('button', { name: 'More about Works' }).focus();
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('menuitem', { name: 'Check for changes' }).click();
  };

  it('away: the text that was read of it is shown, with a note and the words lit', async () => {
    renameSync(folder, `${folder} elsewhere`);
    try {
      await recheck();
      await app.page.getByText('Drive not connected').waitFor(patient);
      await find('yankee2');
      await pane().getByText('The file cannot be opened just now. This is the text Carrel read from it.').waitFor();
      expect((await pane().getByRole('document').locator('mark').allInnerTexts()).join(' ')).toContain('yankee2');
    } finally {
      renameSync(`${folder} elsewhere`, folder);
    }
    await recheck();
    await app.page.getByText('Drive not connected').waitFor({ state: 'detached', timeout: 30_000 });
  });

  it('changed while it is open: the quote is shown as it was, with a note, above what is written there now', async () => {
    await find('tango4');
    await pane().getByText('Exact words from the document · checked').waitFor();
    writeFileSync(join(folder, 'Narrow.csv'), 'Berth,Word\nB-1,whisky1\nB-2,whisky2');
    writeFileSync(join(folder, 'Long.csv'), ['Berth,Word', ...Array.from({ length: 60 }, (_, at) => `B-${at + 1},xray${at + 1}`)].join('\n'));
    writeFileSync(join(folder, 'Plan.md'), `# Plan\n\nThe quebec7 of the harbour is told in a table.\n\n| ${columns.join(' | ')} |\n|${columns.map(() => ' --- |').join('')}\n| ${cells(1, 'papa').join(' | ')} |\n| ${cells(2, 'papa').join(' | ')} |\n`);
    writeFileSync(join(folder, 'Note.txt'), 'Something else is written here now.');
    await recheck();
    const kept = pane().getByRole('region', { name: 'The quote as it was' });
    await kept.getByText('The document has changed since. This is the quote as Carrel read it then:').waitFor(patient);
    expect(await kept.locator('mark').allInnerTexts()).toEqual(['The tango4 of the harbour was painted in the spring.']);
    await pane().getByText('The page has changed; these words are no longer on it.').waitFor();
    await pane().getByRole('document').getByText('Something else is written here now.').waitFor();
    // Other words in the place of those cited are not lit for them.
    expect(await pane().locator('.text-page mark').count()).toBe(0);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await takePictures(app, 'source-changed');
  });

  it('deleted while it is open: the quote stays, with a note', async () => {
    await find('Something else');
    await pane().getByText('Exact words from the document · checked').waitFor();
    rmSync(join(folder, 'Note.txt'));
    await recheck();
    const kept = pane().getByRole('region', { name: 'The quote as it was' });
    await kept.getByText('The document is no longer in your library. This is the quote as Carrel read it then:').waitFor(patient);
    expect(await kept.locator('mark').allInnerTexts()).toEqual(['Something else is written here now.']);
    expect(complaints(app)).toEqual([]);
  });
});
