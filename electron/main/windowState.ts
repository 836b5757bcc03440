import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Appearance } from '../shared/shellContract.ts';
import type { WindowPlace } from './createSecureWindow.ts';

const Stored = Appearance.extend({
  width: z.int().min(480).max(20_000), height: z.int().min(320).max(20_000), x: z.int().optional(), y: z.int().optional(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof Stored>;

const first: WindowState = { width: 1440, height: 900, maximized: false, theme: 'system', language: 'system' };

/** Where the window was and how it looked. No content of documents is ever in it. A damaged file counts as none. */
export function readWindowState(folder: string): WindowState {
  try {
    return Stored.parse(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8')));
  } catch {
    return first;
  }
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
