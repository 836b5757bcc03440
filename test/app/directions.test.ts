import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { addFolder, ask, complaints, lastTurn, sourcePane, untilBuilt } from './person.ts';
import { useWindow } from './useWindow.ts';

// Words of a right-to-left script read from the right wherever they stand, in a window that reads from the left; what stands beside them does not move.
const parent = mkdtempSync(join(tmpdir(), 'carrel-directions-'));
const hebrew = { name: 'חוזה שכירות.txt', line: 'חוזה השכירות של הבית ברחוב הנמל מסתיים ביום 31 במרץ 2027.', question: 'מתי מסתיים חוזה השכירות של הבית ברחוב הנמל?', word: 'השכירות' } as const;
const english = { name: 'Lease.txt', line: 'The lease of the boathouse ends on 30 June 2028.' } as const;
const folder = join(parent, 'Leases');
mkdirSync(folder);
writeFileSync(join(folder, hebrew.name), [hebrew.line, 'השוכר ישלם את דמי השכירות בתחילת כל חודש.', english.line].join('\n'));
writeFileSync(join(folder, english.name), [english.line, 'The tenant paints it every third year.'].join('\n'));
const app = useWindow({
  belongs: [{ remove: () => { rmSync(parent, { recursive: true, force: true }); } }],
  async ready({ page }) {
    await addFolder(page, folder, 'Leases');
    await untilBuilt(page, 150_000);
  },
});

/** What is left free at the left and at the right of the first line of some words, px. */
function free(words: Locator): Promise<readonly [number, number]> {
  return words.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const box = element.getBoundingClientRect();
    const rects = [...range.getClientRects()];
    const top = Math.min(...rects.map((rect) => rect.top));
    // Stretches of either direction are apart.
    const line = rects.filter((rect) => rect.top < top + 4);
    return [Math.round(Math.min(...line.map(({ left }) => left)) - box.left), Math.round(box.right - Math.max(...line.map(({ right }) => right)))] as const;
  });
}

describe('a right-to-left document', () => {
  it('reads from the right in what is asked and what is found', async () => {
    const box = app.page.getByRole('textbox', { name: /^Ask about/ });
    await box.fill(hebrew.question);
    expect(await box.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    await ask(app.page, hebrew.question);
    const turn = lastTurn(app.page);
    await turn.getByRole('button', { name: 'Ask again' }).waitFor({ timeout: 60_000 });
    const [left, right] = await free(turn.getByRole('heading', { level: 2, name: hebrew.question }));
    expect(right).toBeLessThan(2);
    expect(left).toBeGreaterThan(20);
    const quote = turn.locator('.quote-line').filter({ hasText: hebrew.line }).first();
    expect((await free(quote))[1]).toBeLessThan(2);
    // An English line stays where it was.
    expect(await box.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
  });

  it('reads from the right in search and on its page, and an English line on it from the left', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill(hebrew.word);
    const hit = app.page.getByRole('group', { name: 'Passages' }).getByRole('option').filter({ hasText: hebrew.name }).first();
    await hit.waitFor();
    expect((await free(hit.locator('.hit-text')))[1]).toBeLessThan(2);
    // Its name, isolated, does not draw the place beside it to its other side.
    const where = await hit.locator('.where').evaluate((element) => {
      const words = element.firstChild;
      const text = words?.textContent ?? '';
      const xOf = (part: string): number => {
        const range = document.createRange();
        if (words === null) throw new Error('no words');
        range.setStart(words, text.indexOf(part));
        range.setEnd(words, text.indexOf(part) + part.length);
        return range.getBoundingClientRect().left;
      };
      return { name: xOf('חוזה'), extension: xOf('.txt'), lines: xOf('lines') };
    });
    expect(where.extension).toBeLessThan(where.name);
    expect(where.lines).toBeGreaterThan(where.name);
    await hit.click();
    const page = sourcePane(app.page).getByRole('document');
    const lineOf = (words: string): Locator => page.locator('.numbered > :last-child').filter({ hasText: words }).first();
    await lineOf(hebrew.line).waitFor();
    expect((await free(lineOf(hebrew.line)))[1]).toBeLessThan(2);
    const [left, right] = await free(lineOf(english.line));
    expect(left).toBeLessThan(2);
    expect(right).toBeGreaterThan(5);
    // Numbers of lines stand where its lines begin.
    const [number, words] = await Promise.all([page.locator('.number').first().boundingBox(), lineOf(hebrew.line).boundingBox()]);
    expect(number?.x ?? 0).toBeGreaterThan((words?.x ?? 0) + (words?.width ?? 0) - 2);
    expect(await accessibilityProblems(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });
});

describe('an English document beside it', () => {
  it('reads from the left', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').fill('boathouse');
    await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').filter({ hasText: english.name }).first().click();
    const page = sourcePane(app.page).getByRole('document');
    const line = page.locator('.numbered > :last-child').filter({ hasText: english.line }).first();
    expect((await free(line))[0]).toBeLessThan(2);
    const [number, words] = await Promise.all([page.locator('.number').first().boundingBox(), line.boundingBox()]);
    expect(number?.x ?? 0).toBeLessThan(words?.x ?? 0);
    expect(complaints(app)).toEqual([]);
  });
});
