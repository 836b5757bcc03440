import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, themes } from '../shared/appearance.ts';
import type { Appearance, PaneWidths } from '../shared/shellContract.ts';
import type { WindowPlace } from './createSecureWindow.ts';

export type WindowState = WindowPlace & Appearance & PaneWidths;

const first: WindowState = { width: 1440, height: 900, maximized: false, theme: 'system', language: 'system', developer: false, libraryWidth: null, sourceShare: null };

/** Where the window was and how it looked. No content of documents is ever in it. A damaged file counts as none. */
export function readWindowState(folder: string): WindowState {
  try {
    return checked(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))) ?? first;
  } catch {
    return first;
  }
}

/** By hand: the window waits for it, and would wait as long again for a schema to be loaded. */
function checked(stored: Partial<Record<keyof WindowState, unknown>>): WindowState | null {
  const { width, height, x, y, maximized } = stored;
  const theme = themes.find((known) => known === stored.theme);
  const language = languages.find((known) => known === stored.language);
  if (!isWithin(width, 480, 20_000) || !isWithin(height, 320, 20_000) || typeof maximized !== 'boolean' || theme === undefined || language === undefined) return null;
  return { width, height, maximized, theme, language, developer: stored.developer === true, ...paneWidths(stored), ...(isWithin(x) ? { x } : {}), ...(isWithin(y) ? { y } : {}) };
}

function paneWidths({ libraryWidth, sourceShare }: Partial<Record<keyof WindowState, unknown>>): PaneWidths {
  return { libraryWidth: isWithin(libraryWidth, 0, 20_000) ? libraryWidth : null, sourceShare: typeof sourceShare === 'number' && sourceShare >= 0 && sourceShare <= 1 ? sourceShare : null };
}

/** What the page has to know before it can ask: it speaks the right language and has its borders in their places from the first moment on. */
export function searchOf({ language, libraryWidth, sourceShare }: WindowState): string {
  return new URLSearchParams({ language, ...(libraryWidth === null ? {} : { library: `${libraryWidth}px` }), ...(sourceShare === null ? {} : { source: `${sourceShare * 100}%` }) }).toString();
}

function isWithin(value: unknown, least = -1e6, most = 1e6): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

export function writeWindowState(folder: string, state: WindowState): void {
  writeFileSync(join(folder, 'window.json'), JSON.stringify(state), { mode: 0o600 });
}

type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** So much of the window's upper edge has to be on a screen, px: enough to take hold of it. */
const hold = { width: 120, height: 40 };

/** Where to put the window: where it was, unless that screen is gone. `screens`: the parts of them that windows may use. */
export function placeOf(state: WindowState, screens: readonly Area[]): WindowPlace {
  const { width, height, x, y, maximized } = state;
  if (x === undefined || y === undefined) return { width, height, maximized };
  const isInSight = screens.some((screen) => (
    Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x) >= hold.width && y >= screen.y - 1 && y <= screen.y + screen.height - hold.height
  ));
  return { width, height, maximized, ...(isInSight ? { x, y } : {}) };
}
