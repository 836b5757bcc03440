import type { Locator } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { cutOff } from './cutOff.ts';
import { askAndWait, complaints, openFirstSource, sourcePane } from './person.ts';
import { sampleFolder, sampleQuestions } from './samples.ts';
import { useWindow } from './useWindow.ts';

// Little room, large letters, right to left, less movement, the system's own colours: everything stays there and in sight.
const documents = sampleFolder();
const question = sampleQuestions[0]?.question ?? '';
const app = useWindow({
  belongs: [documents],
  ready: ({ page }) => openFirstSource(page, documents, question),
});

const zoom = (factor: number): Promise<void> => app.electron.evaluate(({ BrowserWindow }, chosen) => { BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(chosen); }, factor);
const resize = async (width: number): Promise<void> => {
  await app.electron.evaluate(({ BrowserWindow }, chosen) => { BrowserWindow.getAllWindows()[0]?.setContentSize(chosen, 800); }, width);
  await vi.waitUntil(async () => await app.page.evaluate(() => window.innerWidth) === width, { timeout: 5_000 });
};
const library = (): Locator => app.page.getByRole('navigation', { name: 'Library and conversations' });
const conversation = (): Locator => app.page.getByRole('main');

/** Left and right edge of each pane, px; every one inside the window. */
async function edges(panes: readonly Locator[]): Promise<readonly (readonly [number, number])[]> {
  const width = await app.page.evaluate(() => window.innerWidth);
  return Promise.all(panes.map(async (pane) => {
    const box = await pane.boundingBox();
    if (box === null) throw new Error('a pane is not there');
    expect(box.width).toBeGreaterThan(200);
    expect(box.x).toBeGreaterThanOrEqual(-1);
    expect(box.x + box.width).toBeLessThanOrEqual(width + 1);
    return [Math.round(box.x), Math.round(box.x + box.width)] as const;
  }));
}

describe('the window', () => {
  it('1280 pixels wide: library, conversation and source stand side by side', async () => {
    await resize(1280);
    const [first, second, third] = await edges([library(), conversation(), sourcePane(app.page)]);
    expect([first?.[1], second?.[1]]).toEqual([second?.[0], third?.[0]]);
    expect(await cutOff(app.page)).toEqual([]);
  });

  it('right to left: the same panes, the other way round', async () => {
    await app.page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    const [first, second, third] = await edges([library(), conversation(), sourcePane(app.page)]);
    expect([first?.[0], second?.[0]]).toEqual([second?.[1], third?.[1]]);
    expect(await cutOff(app.page)).toEqual([]);
    // The page itself is not turned round, and its mark stays on its words.
    const paper = await sourcePane(app.page).locator('canvas').boundingBox();
    const mark = await sourcePane(app.page).getByTestId('page-mark').first().boundingBox();
    expect(mark?.x ?? 0).toBeGreaterThan(paper?.x ?? 0);
    await app.page.evaluate(() => { document.documentElement.dir = 'ltr'; });
    const [, conversationEdges] = await edges([library(), conversation()]);
    expect(conversationEdges?.[0]).toBe(272);
  });

  it('900 pixels wide: the source takes the library’s place, which comes back over it when asked for', async () => {
    await resize(900);
    await library().waitFor({ state: 'hidden' });
    const [first, second] = await edges([conversation(), sourcePane(app.page)]);
    expect(first?.[1]).toBe(second?.[0]);
    expect(await cutOff(app.page)).toEqual([]);
    await app.page.getByRole('button', { name: 'Show or hide the library' }).click();
    await edges([library()]);
    await library().getByRole('button', { name: question, exact: true }).click();
    await library().waitFor();
    expect(await sourcePane(app.page).count()).toBe(0);
    await edges([library(), conversation()]);
    expect(await cutOff(app.page)).toEqual([]);
  });

  it('twice the size: one pane at a time, none wider than the window, and a question can be asked', async () => {
    await resize(1280);
    await zoom(2);
    await library().waitFor({ state: 'hidden' });
    const turn = await askAndWait(app.page, question);
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await turn.getByRole('button', { name: /^Source 1: / }).click();
    await sourcePane(app.page).getByTestId('page-mark').first().waitFor();
    expect(await cutOff(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Control+b');
    await edges([library()]);
    await app.page.keyboard.press('Escape');
    await library().waitFor({ state: 'hidden' });
    await zoom(1);
  });

  it('moves nothing where less movement is asked for', async () => {
    await app.page.emulateMedia({ reducedMotion: 'reduce' });
    const moving = await app.page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => {
      const style = getComputedStyle(element);
      return style.transitionDuration !== '0s' || style.animationName !== 'none' || style.scrollBehavior !== 'auto';
    }).length);
    expect(moving).toBe(0);
    await app.page.emulateMedia({ reducedMotion: null });
  });

  it('leaves ticks and marks visible in the system’s own colours', async () => {
    await app.page.emulateMedia({ forcedColors: 'active' });
    const box = app.page.getByRole('checkbox', { name: `Ask only ${documents.name}` });
    expect(await box.evaluate((element) => getComputedStyle(element).appearance)).not.toBe('none');
    // Nor is what is current told by a colour behind it alone.
    const outlineOf = (part: Locator) => part.evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(await outlineOf(app.page.locator('.chat.on'))).toBe('solid');
    await box.check();
    expect(await outlineOf(app.page.locator('.folder.on'))).toBe('solid');
    await box.uncheck();
    await app.page.keyboard.press('Control+2');
    expect(await outlineOf(app.page.getByRole('button', { name: 'Go through everything' }))).toBe('solid');
    // One thing is current at a time: the conversation is not what is in the middle now.
    expect(await app.page.locator('.chat.on').count()).toBe(0);
    await app.page.keyboard.press('Control+1');
    await app.page.emulateMedia({ forcedColors: null });
    expect(await outlineOf(app.page.locator('.chat.on'))).toBe('none');
    await app.page.emulateMedia({ contrast: 'more' });
    expect(await outlineOf(app.page.locator('.chat.on'))).toBe('solid');
    await app.page.emulateMedia({ contrast: null });
    expect(complaints(app)).toEqual([]);
  });
});
