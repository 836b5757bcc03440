import type { Locator } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { cutOff } from './cutOff.ts';
import { complaints, lastTurn, openFirstSource, sourcePane } from './person.ts';
import { sampleFolder, sampleQuestions } from './samples.ts';
import { useWindow } from './useWindow.ts';

// The borders of the panes: drawn with the pointer, moved by keys, put back, kept; and none where there is nothing to divide.
const documents = sampleFolder();
const question = sampleQuestions[0]?.question ?? '';
const app = useWindow({
  belongs: [documents],
  begin: ({ electron }) => electron.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800); }),
  ready: ({ page }) => openFirstSource(page, documents, question),
});

const library = (): Locator => app.page.getByRole('navigation', { name: 'Library and conversations' });
const conversation = (): Locator => app.page.getByRole('main');
const border = (of: 'library' | 'source'): Locator => app.page.getByRole('separator', { name: `Width of the ${of}` });
const boxOf = async (part: Locator): Promise<{ x: number; y: number; width: number; height: number }> => {
  const box = await part.boundingBox();
  if (box === null) throw new Error('it is not there');
  return box;
};
const widths = async (): Promise<readonly number[]> => Promise.all([library(), conversation(), sourcePane(app.page)].map(async (pane) => Math.round((await boxOf(pane)).width)));
const valueOf = async (of: Locator): Promise<readonly number[]> => Promise.all(['now', 'min', 'max'].map(async (name) => Number(await of.getAttribute(`aria-value${name}`))));
/** Takes hold of a border and draws it so far, px. */
async function draw(of: 'library' | 'source', by: number, letGo = true): Promise<void> {
  const { x, y } = await boxOf(border(of));
  await app.page.mouse.move(x + 6, y + 300);
  await app.page.mouse.down();
  await app.page.mouse.move(x + 6 + by / 2, y + 310);
  await app.page.mouse.move(x + 6 + by, y + 320);
  if (letGo) await app.page.mouse.up();
}
const resize = async (width: number): Promise<void> => {
  await app.electron.evaluate(({ BrowserWindow }, chosen) => { BrowserWindow.getAllWindows()[0]?.setContentSize(chosen, 800); }, width);
  await vi.waitUntil(async () => await app.page.evaluate(() => window.innerWidth) === width, { timeout: 5_000 });
};

describe('with the pointer', () => {
  it('a border is drawn, and what was typed in goes on being typed in', async () => {
    const [narrow = 0, middle = 0, source = 0] = await widths();
    const box = app.page.getByRole('textbox', { name: /^Ask about/ });
    await box.focus();
    await draw('library', 80);
    expect(await widths()).toEqual([narrow + 80, middle - 80, source]);
    await draw('source', -60);
    expect(await widths()).toEqual([narrow + 80, middle - 140, source + 60]);
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await app.page.evaluate(() => getSelection()?.toString() ?? '')).toBe('');
    expect(await accessibilityProblems(app.page)).toEqual([]);
  });

  it('no pane gets too narrow: the source gives way to the library, the conversation to neither', async () => {
    await draw('library', 600);
    const wide = await widths();
    expect(wide).toEqual([480, 1280 - 480 - (wide[2] ?? 0), wide[2]]);
    expect(wide[1]).toBeGreaterThanOrEqual(360);
    await draw('source', -900);
    expect(await widths()).toEqual([480, 360, 440]);
    expect(await cutOff(app.page)).toEqual([]);
    await draw('library', -900);
    await draw('source', 900);
    expect(await widths()).toEqual([216, 1280 - 216 - 380, 380]);
    expect(await cutOff(app.page)).toEqual([]);
  });

  it('Esc gives up what is being drawn, and nothing else', async () => {
    const before = await widths();
    await draw('source', -100, false);
    expect(await widths()).not.toEqual(before);
    await app.page.keyboard.press('Escape');
    await app.page.mouse.up();
    expect(await widths()).toEqual(before);
    expect(await sourcePane(app.page).count()).toBe(1);
  });

  it('a double click puts it back where it usually is', async () => {
    for (const of of ['library', 'source'] as const) await border(of).dblclick({ position: { x: 6, y: 300 } });
    expect(await widths()).toEqual([272, 1280 - 272 - 461, 461]);
  });

  it('there are 24 pixels to take hold of, which cover nothing else that is pressed', async () => {
    for (const of of ['library', 'source'] as const) {
      const { x, y, width, height } = await boxOf(border(of));
      expect(width).toBeGreaterThanOrEqual(24);
      const hit = await app.page.evaluate(([left, top, high]) => [1, 8, 16, 23].filter((at) => document.elementFromPoint(left + at, top + high / 2)?.getAttribute('role') === 'separator'), [x, y, height] as const);
      expect(hit).toEqual([1, 8, 16, 23]);
    }
    const covered = await app.page.evaluate(() => [...document.querySelectorAll('button, input, textarea')].filter((part) => {
      const { left, right, top, height } = part.getBoundingClientRect();
      return part.checkVisibility() && [left + 1, right - 1].some((x) => document.elementFromPoint(x, top + height / 2)?.getAttribute('role') === 'separator');
    }).map((part) => part.outerHTML));
    expect(covered).toEqual([]);
    // The bars that scroll library and conversation, at their outer edges.
    const { x } = await boxOf(border('source'));
    expect(await app.page.evaluate((at) => document.elementFromPoint(at - 4, 400)?.closest('main') !== null, x)).toBe(true);
  });
});

describe('by keys', () => {
  it('the arrows move a border, Home and End as far as it goes, Enter puts it back; its place is told', async () => {
    const told = border('library');
    await told.focus();
    const [usual, ...others] = await widths();
    await expect.poll(() => valueOf(told)).toEqual([usual, 216, 480]);
    expect(await told.getAttribute('aria-valuetext')).toBe('21 % of the window');
    await app.page.keyboard.press('ArrowRight');
    await app.page.keyboard.press('ArrowRight');
    await expect.poll(() => valueOf(told)).toEqual([272 + 32, 216, 480]);
    await app.page.keyboard.press('ArrowLeft');
    await expect.poll(() => valueOf(told)).toEqual([272 + 16, 216, 480]);
    await app.page.keyboard.press('End');
    await expect.poll(() => valueOf(told)).toEqual([480, 216, 480]);
    await app.page.keyboard.press('Home');
    await expect.poll(() => valueOf(told)).toEqual([216, 216, 480]);
    await app.page.keyboard.press('Enter');
    expect(await widths()).toEqual([usual, ...others]);
  });

  it('the way of an arrow is the way of the border, at the source too', async () => {
    await border('source').focus();
    const [now = 0, least, most] = await valueOf(border('source'));
    expect([least, most]).toEqual([380, 1280 - 272 - 360]);
    await app.page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await valueOf(border('source')))[0]).toBe(now + 16);
    await app.page.keyboard.press('Enter');
    await expect.poll(async () => (await valueOf(border('source')))[0]).toBe(now);
  });

  it('it is seen where the focus is, in the system’s own colours too', async () => {
    const colourOf = () => border('source').evaluate((element) => getComputedStyle(element, '::before').borderInlineStartColor);
    await border('library').focus();
    await app.page.waitForTimeout(300);
    const away = await colourOf();
    await border('source').focus();
    await app.page.keyboard.press('Shift');
    await expect.poll(colourOf).not.toBe(away);
    await app.page.emulateMedia({ forcedColors: 'active' });
    await expect.poll(colourOf).not.toMatch(/rgba\(.*, 0\)/);
    await app.page.emulateMedia({ forcedColors: null });
  });
});

describe('in other shapes', () => {
  it('right to left: towards the middle is wider for both', async () => {
    await app.page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    const [narrow = 0, , source = 0] = await widths();
    const { x, width } = await boxOf(border('library'));
    expect(Math.abs(x + width - (await boxOf(library())).x)).toBeLessThan(8);
    for (const [of, by] of [['library', -40], ['source', 40]] as const) {
      const box = await boxOf(border(of));
      await app.page.mouse.move(box.x + box.width - 6, box.y + 300);
      await app.page.mouse.down();
      await app.page.mouse.move(box.x + box.width - 6 + by, box.y + 300);
      await app.page.mouse.up();
    }
    expect(await widths()).toEqual([narrow + 40, expect.any(Number), source + 40]);
    await border('library').focus();
    await app.page.keyboard.press('ArrowLeft');
    expect((await widths())[0]).toBe(narrow + 56);
    for (const of of ['library', 'source'] as const) {
      await border(of).focus();
      await app.page.keyboard.press('Enter');
    }
    await app.page.evaluate(() => { document.documentElement.dir = 'ltr'; });
    expect(await widths()).toEqual([narrow, expect.any(Number), source]);
  });

  it('there is none where a pane is folded away, lies over another, or is the only one', async () => {
    await app.page.keyboard.press('Control+b');
    await border('library').waitFor({ state: 'detached' });
    expect(await border('source').count()).toBe(1);
    await app.page.keyboard.press('Control+b');
    await border('library').waitFor();
    await resize(900);
    await border('library').waitFor({ state: 'detached' });
    await app.page.keyboard.press('Control+b');
    await library().waitFor();
    expect(await border('library').count()).toBe(0);
    await app.page.keyboard.press('Control+b');
    await border('source').focus();
    await app.page.keyboard.press('End');
    await expect.poll(async () => Math.round((await boxOf(conversation())).width)).toBe(360);
    expect(await cutOff(app.page)).toEqual([]);
    await app.page.keyboard.press('Enter');
    await resize(740);
    await border('source').waitFor({ state: 'hidden' });
    await resize(1280);
  });

  it('where it is left it is at the next start, and when the page is loaded anew', async () => {
    await draw('library', 64);
    await draw('source', -52);
    const left = await widths();
    expect(left).toEqual([336, expect.any(Number), 513]);
    await app.page.reload();
    expect(Math.round((await boxOf(library())).width)).toBe(336);
    await app.restart();
    await library().waitFor();
    // From the first moment on, before anybody is asked.
    expect(Math.round((await boxOf(library())).width)).toBe(336);
    await app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: question, exact: true }).click();
    await lastTurn(app.page).getByRole('button', { name: /^Source 1: / }).click();
    await sourcePane(app.page).waitFor();
    expect((await widths())[2]).toBe(left[2]);
    for (const of of ['library', 'source'] as const) await border(of).dblclick({ position: { x: 6, y: 300 } });
    await app.restart();
    await library().waitFor();
    expect(Math.round((await boxOf(library())).width)).toBe(272);
    expect(complaints(app)).toEqual([]);
  });
});
