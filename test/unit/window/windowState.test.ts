import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { placeOf, readWindowState, searchOf, writeWindowState, type WindowState } from '../../../electron/main/windowState.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrel-state-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

const state: WindowState = { width: 1200, height: 800, x: 100, y: 50, maximized: false, theme: 'dark', language: 'de', developer: true, libraryWidth: 320, sourceShare: 0.4125 };
const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const beside = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('where the window was', () => {
  it('is read as it was written; a damaged file counts as none', () => {
    writeWindowState(folder, state);
    expect(readWindowState(folder)).toEqual(state);
    const { developer: _developer, ...older } = state;
    writeFileSync(join(folder, 'window.json'), JSON.stringify(older));
    expect(readWindowState(folder)).toEqual({ ...state, developer: false });
    // Widths nobody can have left are none, and cost nothing else.
    writeFileSync(join(folder, 'window.json'), JSON.stringify({ ...state, libraryWidth: -4, sourceShare: 'wide' }));
    expect(readWindowState(folder)).toEqual({ ...state, libraryWidth: null, sourceShare: null });
    for (const damaged of ['', '{', '{"width":-1}', '[]', 'null', '7', JSON.stringify({ ...state, width: -1 }), JSON.stringify({ ...state, theme: 'purple' }), JSON.stringify({ ...state, maximized: 1 })]) {
      writeFileSync(join(folder, 'window.json'), damaged);
      expect(readWindowState(folder)).toMatchObject({ theme: 'system', language: 'system', maximized: false });
    }
  });

  it('is in the address of the page as far as that needs it before it can ask', () => {
    expect(searchOf(state)).toBe('language=de&library=320px&source=41.25%25');
    expect(searchOf({ ...state, libraryWidth: null, sourceShare: null })).toBe('language=de');
  });

  it('is where it comes back, on any screen that is still there', () => {
    expect(placeOf(state, [screen])).toEqual({ width: 1200, height: 800, maximized: false, x: 100, y: 50 });
    expect(placeOf({ ...state, x: 2000 }, [screen, beside])).toMatchObject({ x: 2000, y: 50 });
    expect(placeOf({ ...state, x: -1000 }, [screen])).toMatchObject({ x: -1000 });
  });

  it('is forgotten where nobody could take hold of it', () => {
    for (const gone of [{ x: 2000 }, { x: -1150 }, { y: 1060 }, { y: -300 }]) expect(placeOf({ ...state, ...gone }, [screen])).toEqual({ width: 1200, height: 800, maximized: false });
    expect(placeOf(state, [])).toEqual({ width: 1200, height: 800, maximized: false });
  });
});
