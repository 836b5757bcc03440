import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultProfileFolder, openProfile } from '../../electron/engine/Profile.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import { makeFolder } from '../unit/library/testLibrary.ts';

const entry = pathToFileURL(join(import.meta.dirname, '../../electron/engine/Profile.ts')).href;

/** Another process that holds the profile until it is told to close it, or dies. */
async function hold(folder: string): Promise<ChildProcess> {
  const source = `
    const { openProfile } = await import(${JSON.stringify(entry)});
    const profile = await openProfile(${JSON.stringify(folder)}, { name: 'the other' }).catch((error) => process.exit(error.code === 'profile-busy' ? 3 : 4));
    process.send('held');
    process.once('message', async () => { await profile.close(); process.exit(0); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  onTestFinished(() => { child.kill('SIGKILL'); });
  await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => { throw new Error(`the holder ended with ${String(code)}`); })]);
  return child;
}

describe('a profile', () => {
  it('R8: is held by one process; another is told by whom and may have it afterwards', async () => {
    const folder = await makeFolder();
    const holder = await hold(folder);
    await expect(openProfile(folder)).rejects.toMatchObject({ code: 'profile-busy', details: { path: folder, pid: holder.pid, name: 'the other' } });
    holder.send('close');
    await once(holder, 'exit');
    await using profile = await openProfile(folder);
    await expect(openProfile(folder)).rejects.toMatchObject({ code: 'profile-busy', details: { pid: process.pid, name: 'carrel' } });
    // The refusal must not have let go of the lock.
    await expect(hold(folder)).rejects.toThrow('the holder ended with 3');
    expect(await readdir(profile.folder)).toEqual(expect.arrayContaining(['profile.holder.json', 'profile.lock']));
  });

  it('R8: is free again at once when its holder is killed', async () => {
    const folder = await makeFolder();
    for (let round = 0; round < 3; round += 1) {
      const holder = await hold(folder);
      await expect(openProfile(folder)).rejects.toMatchObject({ code: 'profile-busy', details: { pid: holder.pid } });
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      await using profile = await openProfile(folder);
      expect(profile.folder).toBe(folder);
    }
  });

  it('lists its libraries, takes plain names alone and is for its owner alone', async () => {
    const folder = join(await makeFolder(), 'new', 'profile');
    await using profile = await openProfile(folder);
    expect(await profile.libraryIds()).toEqual([]);
    for (const id of ['two', 'one']) await (await Vault.create({ folder: profile.libraryFolder(id), name: id, id })).close();
    expect(await profile.libraryIds()).toEqual(['one', 'two']);
    for (const id of ['..', '.', '', 'a/b', 'a\\b', '/etc', 'a\0b', 'x'.repeat(65), 'C:']) expect(() => profile.libraryFolder(id), id).toThrow('library-unknown');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(profile.libraryFolder('one'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'profile.lock'))).mode & 0o777).toBe(0o600);
  });

  it('that cannot be made is refused by its path', async () => {
    const folder = await makeFolder();
    await using profile = await openProfile(folder);
    const below = join(profile.folder, 'profile.lock', 'below');
    await expect(openProfile(below)).rejects.toMatchObject({ code: 'file-not-readable', details: { path: below } });
  });

  it('lies where the system keeps a person\'s local data, or where it is told to', () => {
    expect(defaultProfileFolder({ CARREL_PROFILE: '/somewhere' }, 'linux')).toBe('/somewhere');
    expect(defaultProfileFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/carrel');
    expect(defaultProfileFolder({ XDG_DATA_HOME: 'relative' }, 'linux')).toMatch(/\/\.local\/share\/carrel$/);
    expect(defaultProfileFolder({}, 'darwin')).toMatch(/Library\/Application Support\/Carrel$/);
    expect(defaultProfileFolder({ LOCALAPPDATA: '/local' }, 'win32')).toBe('/local/Carrel');
  });
});
