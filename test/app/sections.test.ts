import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { line, rawPdf } from '../fixtures/rawPdf.ts';
import { addFolder, askAndWait, complaints, sourcePane, untilBuilt } from './person.ts';
import { useWindow } from './useWindow.ts';

// A quote names the section it stands in, beside the page.
const path = mkdtempSync(join(tmpdir(), 'carrel-sections-'));
const told = (what: string, y: number): string => (`The ${what} of the harbour house is kept in good order at the cost of the tenant, who has it looked after every spring and every autumn. `.repeat(4).match(/.{1,90}(?:\s|$)/g) ?? []).map((text, at) => line(text.trim(), y - at * 13)).join('');
writeFileSync(join(path, 'lease.pdf'), rawPdf({
  pages: [{ content: line('The building', 700) + told('roof', 680) + line('Upkeep of the garden', 400) + told('hedge', 380) }],
  outline: [{ title: 'The building', to: '[PAGE 0 /XYZ 72 712 0]', inside: [{ title: 'Upkeep of the garden', to: '[PAGE 0 /XYZ 72 412 0]' }] }],
}));
const app = useWindow({ belongs: [{ remove: () => { rmSync(path, { recursive: true }); } }], async ready({ page }) { await addFolder(page, path, basename(path)); await untilBuilt(page); } });

it('a quote and the source it opens name the section, and all of the way to it on pointing', async () => {
  const turn = await askAndWait(app.page, 'Who pays for the hedge of the harbour house?');
  const where = turn.locator('.from-place > .where').first();
  expect(await where.innerText()).toBe('lease.pdf, page 1 · Upkeep of the garden');
  expect(await where.getAttribute('title')).toBe('The building › Upkeep of the garden');
  await turn.locator('.sentence.quote .cite').first().click();
  const named = sourcePane(app.page).locator('header .where');
  await named.waitFor();
  expect([await named.innerText(), await named.getAttribute('title')]).toEqual(['Upkeep of the garden', 'The building › Upkeep of the garden']);
  // Written in the same way where it is searched for.
  await app.page.keyboard.press('Control+k');
  await app.page.getByRole('combobox').fill('hedge');
  const hit = app.page.getByRole('group', { name: 'Passages' }).getByRole('option').first().locator('.where');
  await hit.waitFor();
  expect(await hit.innerText()).toMatch(/^lease\.pdf, page 1( · |$)/);
  expect(complaints(app)).toEqual([]);
});
