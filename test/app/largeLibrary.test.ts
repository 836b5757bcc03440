import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Library } from '../../electron/engine/library/Library.ts';
import type { DocumentFormat } from '../../electron/shared/schemas.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import { holdProfile } from './holdProfile.ts';
import { complaints } from './person.ts';
import { sizeForPictures, takePictures } from './takePictures.ts';
import { useWindow } from './useWindow.ts';
import { watchTasks } from './watchTasks.ts';

// A library of 100,000 documents, put into it by its own store: they lie on a drive that is not connected, so nothing of them is read.
const total = 100_000;
const drive = '/a drive that is not there';
const mostRows = 60;
const longestTaskMs = 50;
const patient = { timeout: 20_000 };
const endings: readonly (readonly [string, DocumentFormat])[] = [['pdf', 'pdf'], ['docx', 'docx'], ['txt', 'text'], ['eml', 'mail']];

async function fill(profile: string): Promise<void> {
  const { release } = await holdProfile(profile);
  await release();
  const folder = join(profile, 'libraries', 'main');
  await using vault = await Vault.open({ folder });
  await using library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
  const { id } = library.folders.add(drive);
  const scan = library.folderScans.begin(id);
  const files = Array.from({ length: total }, (_, n) => {
    const [ending, format] = endings[n % endings.length] ?? ['txt', 'text'];
    // Half of them lie in one folder.
    return { path: `${drive}/${n < total / 2 ? 'Ledger' : `Year ${2000 + (n % 40)}/Month ${n % 12}`}/record ${n}.${ending}`, sizeBytes: 1, modifiedMs: Date.UTC(2000 + (n % 30), n % 12, 1 + (n % 28)), inode: '', format };
  });
  for (let from = 0; from < total; from += 5_000) scan.found(files.slice(from, from + 5_000));
  for (let n = 7; n <= 700; n += 7) library.documents.setState(n, 'failed', { code: 'file-damaged' });
  // And many more, beyond what any list would show at once.
  library.transaction(() => { for (let n = total / 2 + 10; n <= total; n += 10) library.documents.setState(n, 'skipped', { code: n % 20 === 0 ? 'file-empty' : 'password-needed' }); });
}

const app = useWindow({ prepare: fill, begin: sizeForPictures });
const dialog = () => app.page.getByRole('dialog', { name: 'Documents in “Ledger”' });
const rows = () => dialog().getByRole('row');
const firstName = () => rows().nth(1).getByRole('button').innerText();

describe('a library of 100,000 documents', () => {
  it('shows its folders at once, a part of each, and the way to all', async () => {
    await app.page.getByRole('button', { name: 'Contents of a drive that is not there' }).click();
    await app.page.getByRole('button', { name: 'Contents of Year 2003' }).waitFor();
    await app.page.getByRole('button', { name: 'Contents of Ledger' }).click();
    await app.page.getByRole('button', { name: 'record 0.pdf' }).waitFor();
    expect(await app.page.getByRole('listitem').count()).toBeLessThan(100);
    await app.page.getByRole('button', { name: '49,960 more…' }).click();
    await dialog().getByText('50,000 documents').waitFor();
  });

  it('is scrolled through with few rows there, none of them blank, and no long task', async () => {
    const pane = dialog().getByRole('rowgroup');
    let [most, blank] = [0, 0];
    const busiest: number[] = [];
    for (let pass = 0; pass < 2; pass += 1) {
      await pane.evaluate((element) => { element.scrollTop = 0; });
      await expect.poll(firstName, patient).toBe('record 0.pdf');
      const longest = await watchTasks(app.page);
      const box = await pane.boundingBox();
      if (box === null) throw new Error('there is no list');
      await app.page.mouse.move(box.x + 200, box.y + 200);
      for (let at = 0; at < 25; at += 1) {
        await app.page.mouse.wheel(0, 120 * (1 + (at % 8)));
        if (at % 5 === 0) await pane.evaluate((element, share) => { element.scrollTop = element.scrollHeight * share; }, ((at * 37) % 100) / 100);
        const seen = await look();
        most = Math.max(most, seen.rows);
      }
      const { busyMs, clockMs } = await longest();
      busiest.push(busyMs);
      console.log(`rows there at most ${most}; longest task ${Math.round(busyMs)} ms of processor, ${Math.round(clockMs)} ms by the clock`);
      // What came to rest is there, in a picture of it, down to the last row that is seen.
      await expect.poll(() => pane.getByText('…', { exact: true }).count(), patient).toBe(0);
      await app.page.waitForTimeout(100);
      blank += await blankRows(box);
    }
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(mostRows);
    expect(blank).toBe(0);
    expect(Math.max(...busiest)).toBeLessThan(longestTaskMs);
  });

  it('is sorted by any column, either way', async () => {
    await dialog().getByRole('button', { name: 'Name' }).click();
    await expect.poll(firstName, patient).toBe('record 49999.eml');
    expect(await dialog().getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending');
    await dialog().getByRole('button', { name: 'State' }).click();
    await expect.poll(() => rows().nth(1).innerText(), patient).toMatch(/Could not be read/);
    await dialog().getByRole('button', { name: 'Date' }).click();
    await expect.poll(() => rows().nth(1).innerText(), patient).toMatch(/2029/);
    await dialog().getByRole('button', { name: 'Date' }).click();
    await expect.poll(() => rows().nth(1).innerText(), patient).toMatch(/2000/);
  });

  it('is narrowed by words, state and format', async () => {
    await dialog().getByRole('searchbox', { name: 'Words in the name' }).fill('4242');
    await dialog().getByText('15 documents').waitFor();
    await dialog().getByRole('combobox', { name: 'Format' }).selectOption({ label: 'PDF' });
    await expect.poll(async () => Number(/(\d+) documents?/.exec(await dialog().getByRole('status').innerText())?.[1]), patient).toBeLessThan(15);
    expect((await rows().allInnerTexts()).slice(1).every((row) => /4242.*PDF/s.test(row))).toBe(true);
    await dialog().getByRole('searchbox', { name: 'Words in the name' }).fill('');
    await dialog().getByRole('combobox', { name: 'State' }).selectOption({ label: 'Not read' });
    await expect.poll(async () => (await rows().allInnerTexts()).slice(1).every((row) => /Could not be read.*PDF/s.test(row)), patient).toBe(true);
    await dialog().getByRole('combobox', { name: 'State' }).selectOption({ label: 'Any state' });
    await expect.poll(firstName, patient).toBe('record 0.pdf');
    await takePictures(app, 'documents');
  });

  it('is gone through with the arrows, and opens a document', async () => {
    await rows().nth(1).getByRole('button').focus();
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('ArrowDown');
    const name = await rows().nth(3).getByRole('button').innerText();
    expect(await app.page.evaluate(() => document.activeElement?.textContent)).toBe(name);
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('complementary', { name: 'Source' }).getByRole('heading', { name: name.trim() }).waitFor();
    expect(await dialog().count()).toBe(0);
    expect(complaints(app)).toEqual([]);
  });
});

describe('searching 100,000 documents', () => {
  const search = () => app.page.getByRole('dialog', { name: 'Search' });
  const named = () => search().getByRole('group', { name: 'Documents' });
  const type = async (text: string): Promise<void> => { await search().getByRole('combobox').fill(text); };

  it('finds every one of them by its name, the shortest first, and says how many there are', async () => {
    await app.page.getByRole('button', { name: 'See why' }).waitFor();
    await app.page.keyboard.press('Control+k');
    await type('record 99999');
    await expect.poll(() => named().getByRole('option').allInnerTexts(), patient).toEqual([expect.stringContaining('record 99999.eml')]);
    await type('record 9');
    await expect.poll(() => named().getByRole('option').first().innerText(), patient).toContain('record 9.docx');
    expect(await named().getByRole('option').count()).toBe(5);
    expect(await named().innerText()).toMatch(/^Documents · 40,951\n/);
  });

  it('narrows them by folder, type and time, each to be taken away again', async () => {
    await type('folder:"year 2003" type:eml after:2022');
    // Of the year 2023 and later there are those whose number leaves 23 or more when it is divided by 30.
    const fits = Array.from({ length: total / 2 }, (_, at) => total / 2 + at).filter((n) => n % 40 === 3 && n % 4 === 3 && n % 30 > 22).length;
    expect(fits).toBeGreaterThan(0);
    await expect.poll(() => named().innerText(), patient).toContain(`Documents · ${fits}\n`);
    await search().getByRole('button', { name: 'Take away after:2022' }).click();
    expect(await search().getByRole('combobox').inputValue()).toBe('folder:"year 2003" type:eml');
    await expect.poll(() => named().innerText(), patient).toContain('Documents · 1,250\n');
    await type('type:nothing');
    await search().getByText('Nothing in your documents matches these words.').waitFor();
    await app.page.keyboard.press('Escape');
  });
});

describe('lists of what went wrong', () => {
  beforeAll(() => app.page.keyboard.press('Escape'));
  const list = () => app.page.getByRole('dialog', { name: 'Files that could not be read' });
  const items = () => list().getByRole('listitem');

  it('are scrolled through to their end with few entries there', async () => {
    await app.page.getByRole('button', { name: 'See why' }).click();
    await items().first().waitFor();
    // A few more than were put there: what was begun before the drive was found to be away.
    const total = Number(await items().first().getAttribute('aria-setsize'));
    expect(total).toBeGreaterThanOrEqual(5_100);
    await expect.poll(() => items().first().innerText(), patient).toMatch(/^record \d+\.\w+/);
    const content = list().locator('.dialog-content');
    let most = 0;
    for (const share of [0.1, 0.4, 0.9, 1, 1]) {
      await content.evaluate((element, part) => { element.scrollTop = element.scrollHeight * part; }, share);
      await expect.poll(() => items().getByText('…', { exact: true }).count(), patient).toBe(0);
      await app.page.waitForTimeout(100);
      most = Math.max(most, await items().count());
    }
    expect(await items().last().getAttribute('aria-posinset')).toBe(String(total));
    await items().last().getByRole('button', { name: /^(Enter password…|Try again)/ }).waitFor();
    console.log(`entries there at most ${most}`);
    expect(most).toBeLessThanOrEqual(mostRows);
    await app.page.keyboard.press('Escape');
  });

  it('what would be left out is told exactly, however many there are', async () => {
    await app.page.getByRole('button', { name: 'More about a drive that is not there' }).focus();
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('menuitem', { name: 'Leave out…' }).click();
    const ignore = app.page.getByRole('dialog', { name: /^Left out of/ });
    await ignore.getByText('Leaves out none of the 100,000 documents that are here now.').waitFor();
    await ignore.getByRole('textbox').fill('*.eml\nYear 2003/');
    // A quarter are mail; of those in the folder, which are 1,250, all are mail.
    await ignore.getByText(/25,000/).waitFor(patient);
    expect(await ignore.getByRole('listitem').count()).toBe(7);
    await ignore.getByRole('textbox').fill('Ledger/');
    await ignore.getByText(/50,000/).waitFor(patient);
    await app.page.keyboard.press('Escape');
    expect(complaints(app)).toEqual([]);
  });
});

function look(): Promise<{ readonly rows: number }> {
  return app.page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => { resolve({ rows: document.querySelectorAll('.list-rows [role="row"]').length }); }); }));
}

/** How many rows of the list have nothing written on them, in a picture of the screen. */
async function blankRows(box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): Promise<number> {
  const shot = await app.electron.evaluate(async ({ BrowserWindow }, part) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage(part);
    if (image === undefined) throw new Error('no window');
    return { ...image.getSize(), pixels: image.toBitmap().toString('base64') };
  }, { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) });
  const pixels = Buffer.from(shot.pixels, 'base64');
  let blank = 0;
  // A row is 34 px high: a band of that height with no ink in it has a row without words.
  for (let y = 0; y + 34 <= shot.height; y += 34) {
    let ink = 0;
    for (let at = y * shot.width * 4; at < (y + 34) * shot.width * 4; at += 4) if ((pixels[at] ?? 255) < 120) ink += 1;
    if (ink < 20) blank += 1;
  }
  return blank;
}
