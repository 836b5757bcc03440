import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pptxOf, shape } from '../fixtures/officeFiles.ts';
import { addFolder, complaints, sourcePane, untilBuilt } from './person.ts';
import { takePictures } from './takePictures.ts';
import { useWindow } from './useWindow.ts';

// A mail shows who wrote to whom above what was written, a slide its title above its points; what was found is lit in either.
const parent = mkdtempSync(join(tmpdir(), 'carrel-mail-'));
const folder = join(parent, 'Letters');
mkdirSync(folder);
writeFileSync(join(folder, 'Boathouse.eml'), [
  'From: Anna Weber <anna@weber.example>', 'To: Office <office@club.example>', 'Cc: Board <board@club.example>', 'Subject: The boathouse roof', 'Date: Thu, 2 May 2024 09:00:00 +0000', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '',
  'Dear all,', '', 'the roofer will come on 14 May and needs the large ladder.', 'Please leave the slipway free until noon.', '', 'Anna',
].join('\r\n'));
writeFileSync(join(folder, 'Season.pptx'), pptxOf([{ xml: shape(['Plan of the season'], [0, 0], { placeholder: 'title' }) + shape(['The regatta is moved to 7 September', 'Juniors row on Wednesdays', 'The new skiff is delivered in June'], [0, 90]) }]));
const app = useWindow({
  belongs: [{ remove: () => { rmSync(parent, { recursive: true, force: true }); } }],
  async ready({ page }) {
    await addFolder(page, folder, 'Letters');
    await untilBuilt(page, 150_000);
  },
});

async function find(words: string, name: string): Promise<void> {
  await app.page.keyboard.press('Control+k');
  await app.page.getByRole('combobox').fill(words);
  await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').filter({ hasText: name }).first().click();
  await sourcePane(app.page).locator('mark').first().waitFor();
}

describe('what is no page of paper', () => {
  it('a mail: its subject, who wrote to whom and when, and below it what was written, with the words lit', async () => {
    await find('roofer ladder', 'Boathouse.eml');
    const pane = sourcePane(app.page);
    expect(await pane.locator('.mail-head .subject').innerText()).toBe('The boathouse roof');
    expect(await pane.locator('.mail-field').evaluateAll((fields) => fields.map((field) => [...field.children].map((part) => part.textContent?.trim())))).toEqual([
      ['From:', 'Anna Weber <anna@weber.example>'], ['To:', 'Office <office@club.example>'], ['Cc:', 'Board <board@club.example>'], ['Date:', expect.stringContaining('2 May 2024')],
    ]);
    expect((await pane.locator('mark').allInnerTexts()).join(' ')).toContain('the roofer will come on 14 May');
    expect(await pane.locator('.text-page > p').filter({ hasText: 'Please leave the slipway free' }).count()).toBe(1);
    expect(await pane.locator('.text-page .heading').count()).toBe(0);
    await takePictures(app, 'source-mail');
  });

  it('a slide: its title large above its points', async () => {
    await find('regatta September', 'Season.pptx');
    const pane = sourcePane(app.page);
    const sizes = await pane.locator('.text-page.slide > p').evaluateAll((lines) => lines.filter((line) => line.textContent !== '').map((line) => [line.textContent, Number.parseFloat(getComputedStyle(line).fontSize)] as const));
    expect(sizes.map(([text]) => text)).toEqual(['Plan of the season', 'The regatta is moved to 7 September', 'Juniors row on Wednesdays', 'The new skiff is delivered in June']);
    expect(sizes[0]?.[1]).toBeGreaterThan(sizes[1]?.[1] ?? Infinity);
    expect(await pane.locator('.text-page .heading').allInnerTexts()).toEqual(['Plan of the season']);
    expect((await pane.locator('mark').allInnerTexts()).join(' ')).toContain('The regatta is moved to 7 September');
    await takePictures(app, 'source-slide');
    expect(complaints(app)).toEqual([]);
  });
});
