import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderSize, syncFolder } from '../../../electron/engine/index/syncFolder.ts';
import { withWatchdog } from '../../../electron/engine/index/watchdog.ts';
import { AppError } from '../../../electron/shared/AppError.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'carrel-sync-')); });
afterEach(async () => { await rm(folder, { recursive: true, force: true }); });

describe('syncFolder', () => {
  it('syncs what changed since the last call, and nothing twice', async () => {
    const synced = new Map<string, string>();
    await mkdir(join(folder, 'deep', 'er'), { recursive: true });
    await writeFile(join(folder, 'deep', 'er', 'one'), 'one');
    await writeFile(join(folder, 'two'), 'two');
    expect(await syncFolder(folder, synced)).toBe(2);
    expect(await syncFolder(folder, synced)).toBe(0);
    await writeFile(join(folder, 'two'), 'changed');
    await utimes(join(folder, 'deep', 'er', 'one'), 1, 1);
    expect(await syncFolder(folder, synced)).toBe(2);
    await rm(join(folder, 'two'));
    expect(await syncFolder(folder, synced)).toBe(0);
    expect([...synced.keys()]).toEqual([join(folder, 'deep', 'er', 'one')]);
  });

  it('adds up sizes', async () => {
    await writeFile(join(folder, 'one'), 'abc');
    await mkdir(join(folder, 'deep'));
    await writeFile(join(folder, 'deep', 'two'), 'defgh');
    expect(await folderSize(folder)).toBe(8);
  });
});

describe('withWatchdog', () => {
  it('gives the result in time, and names what took too long', async () => {
    expect(await withWatchdog('quick', 1_000, () => Promise.resolve(7))).toBe(7);
    await expect(withWatchdog('index build', 20, () => sleep(5_000, null, { ref: false }))).rejects.toSatisfy((error) => error instanceof AppError && error.code === 'internal' && String(error.details['message']).includes('index build'));
    await expect(withWatchdog('broken', 1_000, () => Promise.reject(new Error('own')))).rejects.toThrow('own');
  });
});
