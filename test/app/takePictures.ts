import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { encodePng, type Bitmap } from './encodePng.ts';
import { setSystemTheme, type RunningApp } from './launchApp.ts';

/**
 * The pictures in screenshots/ are written anew only by `CARREL_SCREENSHOTS=write npm run test:app`: letters look different
 * on every system, so they are there to be looked at, not to be compared.
 */
const isWriting = process.env['CARREL_SCREENSHOTS'] === 'write';
const themes = ['light', 'dark'] as const;
const root = join(import.meta.dirname, '..', '..');

/** The size pictures are taken at. */
export function sizeForPictures({ electron }: RunningApp): Promise<void> {
  return electron.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800); });
}

/** A state of the window, in both themes unless one will do: it keeps WCAG 2.2 AA, is not blank and is as bright as its theme. */
export async function takePictures(app: RunningApp, state: string, inThemes: readonly (typeof themes)[number][] = themes): Promise<void> {
  await leaveOutOwnPlace(app.page);
  for (const theme of inThemes) {
    await setSystemTheme(app, theme);
    const bitmap = await picture(app);
    if (isWriting) writeFileSync(join(import.meta.dirname, 'screenshots', `${state}.${theme}.png`), encodePng(bitmap));
    expect.soft(await accessibilityProblems(app.page), `${state}, ${theme}`).toEqual([]);
    const { colours, paper } = commonest(bitmap);
    expect.soft(colours, `${state}, ${theme}: colours`).toBeGreaterThan(24);
    if (theme === 'light') expect.soft(paper, `paper of ${state}, light`).toBeGreaterThan(130);
    else expect.soft(paper, `paper of ${state}, dark`).toBeLessThan(60);
  }
  await setSystemTheme(app, 'light');
}

/** Where the repository lies on the machine that took a picture is nobody's business. */
async function leaveOutOwnPlace(page: Page): Promise<void> {
  await page.evaluate((own) => {
    for (const { firstChild } of document.querySelectorAll('.place')) if (firstChild?.nodeValue?.startsWith(own) === true) firstChild.nodeValue = firstChild.nodeValue.replace(own, '/opt/carrel');
  }, root);
}

/** The window as the system shows it. */
async function picture(app: RunningApp): Promise<Bitmap> {
  const { width, height, pixels } = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    if (image === undefined) throw new Error('no window');
    return { ...image.getSize(), pixels: image.toBitmap().toString('base64') };
  });
  return { width, height, pixels: Buffer.from(pixels, 'base64') };
}

/** How many colours a picture has, and how bright the one is that most of it has, 0 to 255. */
function commonest({ pixels }: Bitmap): { readonly colours: number; readonly paper: number } {
  const counts = new Map<number, number>();
  // Every seventh pixel is enough to tell.
  for (let at = 0; at + 3 < pixels.length; at += 28) counts.set(pixels.readUIntBE(at, 3), (counts.get(pixels.readUIntBE(at, 3)) ?? 0) + 1);
  const [most = 0] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0]);
  return { colours: counts.size, paper: ((most >> 16) + ((most >> 8) & 255) + (most & 255)) / 3 };
}
