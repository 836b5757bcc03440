import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { keepFromDesktopSearch } from '../../electron/engine/keepFromDesktopSearch.ts';
import { openProfile } from '../../electron/engine/Profile.ts';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-search-'));
  folders.push(folder);
  return folder;
};
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true }); });

it.each([['linux', '.trackerignore'], ['darwin', '.metadata_never_index']] as const)('D11: on %s the folder holds %s', async (platform, mark) => {
  const folder = newFolder();
  await keepFromDesktopSearch(folder, { platform });
  expect(readdirSync(folder)).toEqual([mark]);
});

it('D11: on Windows the folder gets the attribute, by the system\'s own program', async () => {
  const started: unknown[] = [];
  await keepFromDesktopSearch('C:\\Users\\Ada\\AppData\\Local\\Carrel', { platform: 'win32', systemRoot: 'C:\\Windows', start: (...call) => Promise.resolve(started.push(call)) });
  expect(started).toEqual([['C:\\Windows\\System32\\attrib.exe', ['+I', 'C:\\Users\\Ada\\AppData\\Local\\Carrel']]]);
});

it.runIf(process.platform === 'linux')('D11: a new profile keeps out the search of the desktop, from its first file on; what a person did about it later stays', async () => {
  const folder = join(newFolder(), 'profile');
  await (await openProfile(folder)).close();
  expect(readdirSync(folder)).toContain('.trackerignore');
  rmSync(join(folder, '.trackerignore'));
  await (await openProfile(folder)).close();
  expect(readdirSync(folder)).not.toContain('.trackerignore');
});
