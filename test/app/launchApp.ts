import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { findElectron } from '../../build/electronRuntime.mjs';
import { openDisplay } from './display.ts';

const root = join(import.meta.dirname, '..', '..');
const shownAtLatestMs = 40_000;
/** Now and then the driver of an old Electron waits for a first line that never comes. */
const launchedAtLatestMs = 25_000;
const launches = 3;

export type RunningApp = {
  readonly electron: ElectronApplication; readonly page: Page; readonly profile: string; readonly messages: readonly string[];
  close(): Promise<void>;
};

/** Everything a window needs for one test file: display and profile folder; several windows one after another may use them. */
export async function openStage(): Promise<{ readonly profile: string; launch(options?: { env?: Record<string, string>; /** Instead of Electron: a program that starts it. */ through?: string | undefined; /** Another build than the repository's. */ application?: string | undefined }): Promise<RunningApp>; close(): void }> {
  const display = await openDisplay();
  const folder = mkdtempSync(join(tmpdir(), 'carrel-app-'));
  const profile = join(folder, 'profile');
  return {
    profile,
    async launch({ env = {}, through, application = root } = {}) {
      const options = { display, folder, profile, env, through, application };
      for (let tries = 1; ; tries += 1) {
        try {
          return await launchApp(options);
        } catch (error) {
          if (tries === launches) throw error;
          console.warn('begun again:', error);
        }
      }
    },
    close: () => {
      display.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type LaunchOptions = { readonly display: Awaited<ReturnType<typeof openDisplay>>; readonly folder: string; readonly profile: string; readonly env: Record<string, string>; readonly through: string | undefined; readonly application: string };

async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  const executablePath = options.through ?? findElectron()?.executable;
  if (executablePath === undefined) throw new Error('No Electron: run `npm run setup -- --dev` first.');
  // Chromium refuses its sandbox to root; a package refuses this switch.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // A virtual display has no graphics to try.
  const graphics = options.display.isVirtual ? ['--disable-gpu'] : [];
  const started = await _electron.launch({
    executablePath, timeout: launchedAtLatestMs,
    // The theme is the system's, not one that the driver makes up.
    colorScheme: null,
    args: [...sandbox, ...graphics, `--user-data-dir=${join(options.folder, 'window')}`, '--force-device-scale-factor=1', '--lang=en-US', options.application],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', DISPLAY: options.display.name, CARREL_PROFILE: options.profile, LANG: 'en_US.UTF-8', ...options.env },
  });
  const messages: string[] = [];
  started.process().stderr?.on('data', (data: Buffer) => { messages.push(data.toString('utf8')); });
  // A driver whose first message is lost on a starved machine waits for ever.
  const late = setTimeout(() => { started.process().kill('SIGKILL'); }, shownAtLatestMs);
  try {
    const page = await started.firstWindow();
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => { messages.push(message.text()); });
    page.on('pageerror', (error) => { messages.push(`page error: ${error.message}`); });
    // Before it is shown a window paints nothing, and a picture of it never comes.
    while (!await started.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()))) await new Promise((resolve) => { setTimeout(resolve, 50); });
    let closing: Promise<void> | null = null;
    return { electron: started, page, profile: options.profile, messages, close: () => closing ??= started.close() };
  } catch (error) {
    throw new Error(`the window was not shown within ${shownAtLatestMs / 1_000} s:\n${messages.join('')}`, { cause: error });
  } finally {
    clearTimeout(late);
  }
}

type Point = { readonly x: number; readonly y: number };

/** Brings files of this computer over the window, held by a pointer, through the browser's own drag events. */
export async function holdFiles(page: Page, paths: readonly string[], at: Point): Promise<{ over(at: Point): Promise<void>; drop(at: Point): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const send = async (type: 'dragEnter' | 'dragOver' | 'drop', { x, y }: Point): Promise<void> => {
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
    // What the page has not yet said it takes is not dropped on it.
    await page.evaluate(() => new Promise<void>((resolve) => {
      const { requestAnimationFrame: onFrame } = globalThis as unknown as { requestAnimationFrame(then: () => void): void };
      onFrame(() => { onFrame(resolve); });
    }));
  };
  await send('dragEnter', at);
  return {
    over: (point) => send('dragOver', point),
    drop: async (point) => {
      await send('drop', point);
      await session.detach();
    },
  };
}

/** Drags files of this computer onto the window, as a person would. */
export async function dropFiles(page: Page, paths: readonly string[], at: Point = { x: 640, y: 300 }): Promise<void> {
  const held = await holdFiles(page, paths, at);
  await held.over(at);
  await held.over(at);
  await held.drop(at);
}

/** Sets the theme the way the system would, for screenshots. */
export async function setSystemTheme(app: RunningApp, theme: 'light' | 'dark'): Promise<void> {
  await app.electron.evaluate(({ nativeTheme }, chosen) => { nativeTheme.themeSource = chosen; }, theme);
  // A picture taken before the page is drawn anew would be of the old one.
  await app.page.evaluate((dark) => new Promise<void>((resolve) => {
    const { matchMedia, requestAnimationFrame: onFrame } = globalThis as unknown as { matchMedia(query: string): { readonly matches: boolean }; requestAnimationFrame(then: () => void): void };
    const look = (): void => { onFrame(() => { if (matchMedia('(prefers-color-scheme: dark)').matches === dark) onFrame(resolve); else look(); }); };
    look();
  }), theme === 'dark');
  await app.page.waitForTimeout(150);
}
