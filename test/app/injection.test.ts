import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { active } from '../fixtures/injections.ts';
import { holdProfile } from './holdProfile.ts';
import { addFolder, askAndWait, complaints, lastTurn, sourcePane, untilBuilt } from './person.ts';
import { useWindow } from './useWindow.ts';

// SECURITY §7, exactly 0: nothing of a document, and nothing a model is talked into writing, becomes an image, link, script or address in the window.
const root = mkdtempSync(join(tmpdir(), 'carrel-injection-'));
const documents = join(root, 'hostile');
const storeAnswer = join(import.meta.dirname, '..', 'fakes', 'storeWrittenAnswer.ts');

const app = useWindow({
  belongs: [{ remove: () => { rmSync(root, { recursive: true, force: true }); } }],
  async prepare(profile) {
    mkdirSync(documents);
    // Names of files are text of others too.
    writeFileSync(join(documents, '<img src=x onerror=alert(1)>.md'), `# Rent ${active[1] ?? ''}\n\n${active.map((text, index) => `The rent of flat ${index} is ${900 + index} euros ${text} a month.`).join('\n\n')}\n`);
    writeFileSync(join(documents, '<svg onload=alert(1)>.txt'), active.map((text, index) => `The fee of boat ${index} is ${300 + index} euros ${text.replaceAll('\n', ' ')} a year.`).join('\n\n'));
    writeFileSync(join(documents, 'page.html'), `<html><head><title>Deposit ${'&lt;img src=x onerror=alert(1)&gt;'}</title></head><body>${active.join('\n')}<p>The deposit of the house is 2,400 euros.</p></body></html>`);
    writeFileSync(join(documents, 'table.csv'), `name,rent\n${active.map((text, index) => `"${text.replaceAll('"', '""')}",${index}`).join('\n')}\n`);
    const { release } = await holdProfile(profile);
    await release();
    execFileSync(process.execPath, [storeAnswer, join(profile, 'libraries', 'main'), ...active], { stdio: 'inherit' });
  },
  async ready({ page }) {
    await addFolder(page, documents, 'hostile');
    await untilBuilt(page);
  },
});

/** What of the page is active, or would reach out: every list must be empty. The page's own parts are told from text by their origin. */
function activeParts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isOwn = (address: string): boolean => address === '' || address.startsWith('#') || new URL(address, document.baseURI).origin === location.origin || address.startsWith('blob:');
    const found: string[] = [];
    for (const element of document.querySelectorAll('*')) {
      const name = element.tagName.toLowerCase();
      if (['iframe', 'object', 'embed', 'base', 'math', 'audio', 'video', 'frame', 'applet'].includes(name)) found.push(element.outerHTML.slice(0, 120));
      if (name === 'a' || name === 'img') found.push(element.outerHTML.slice(0, 120));
      if (name === 'script' && !isOwn(element.getAttribute('src') ?? 'inline:')) found.push(element.outerHTML.slice(0, 120));
      for (const { name: attribute, value } of element.attributes) {
        if (attribute.startsWith('on')) found.push(`${attribute} of ${name}`);
        if (['href', 'src', 'srcset', 'action', 'formaction', 'poster', 'data', 'background', 'xlink:href'].includes(attribute) && !isOwn(value)) found.push(`${attribute}=${value}`);
        if (/^\s*javascript:/i.test(value)) found.push(`${attribute}=${value}`);
        if (attribute === 'style' && /url\(/i.test(value)) found.push(`style=${value}`);
      }
    }
    if (Reflect.get(window, 'ran') !== undefined) found.push('a script ran');
    return found;
  });
}
const outside = (): Promise<readonly string[]> => app.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin) && !name.startsWith('blob:')));

describe('what documents and models say', () => {
  it('the search for what is active finds it where it is', async () => {
    const found = await app.page.evaluate(() => { const link = document.createElement('a'); link.setAttribute('href', 'http://127.0.0.1:9/'); document.body.append(link); return link.isConnected; });
    expect(found).toBe(true);
    expect(await activeParts(app.page)).toEqual(expect.arrayContaining(['href=http://127.0.0.1:9/']));
    await app.page.evaluate(() => { document.body.lastElementChild?.remove(); });
  });

  it('an answer in quotes shows it as text, and so do its evidence and its sources', async () => {
    for (const [question, words] of [['What is the fee of boat 1 a year?', '<img src=x onerror="window.ran = 1">'], ['What is the deposit of the house?', '2,400']] as const) {
      const turn = await askAndWait(app.page, question);
      expect(await turn.innerText()).toContain(words);
      expect(await activeParts(app.page)).toEqual([]);
      const chip = turn.getByRole('button', { name: /^Source \d+: / }).first();
      await chip.hover();
      expect(await activeParts(app.page)).toEqual([]);
      await chip.click();
      await sourcePane(app.page).getByRole('document').waitFor();
      expect(await activeParts(app.page)).toEqual([]);
    }
  });

  it('an answer a model wrote shows it as text', async () => {
    await app.restart();
    await app.page.getByRole('button', { name: /window.ran = 1/ }).first().click();
    const turn = lastTurn(app.page);
    await turn.getByText(active[0] ?? '').first().waitFor();
    expect((await turn.innerText()).replace(/\s+/g, ' ')).toContain((active[5] ?? '').replace(/\s+/g, ' '));
    expect(await activeParts(app.page)).toEqual([]);
  });

  it('a search shows it as text', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill('fee boat');
    await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').first().waitFor();
    expect(await activeParts(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  it('nothing was fetched from anywhere else, and nothing ran', async () => {
    expect(await outside()).toEqual([]);
    expect(await app.page.evaluate(() => Reflect.get(window, 'ran') === undefined)).toBe(true);
    expect(complaints(app)).toEqual([]);
  });
});
