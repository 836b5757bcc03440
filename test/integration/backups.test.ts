import { mkdirSync, mkdtempSync, openSync, closeSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackupClock } from '../../electron/engine/library/BackupClock.ts';
import { listBackups, makeBackup, restoreBackup } from '../../electron/engine/library/backups.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { DoctorCheck, Hit } from '../../electron/shared/schemas.ts';
import { fakeReader, openIngest, testKey } from '../fakes/openIngest.ts';
import { runCarrel, type CarrelRun } from './runCarrel.ts';

let root = '';
let docs = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'carrel-backups-'));
  docs = join(root, 'docs');
  mkdirSync(docs);
  writeFileSync(join(docs, 'a.txt'), 'The first note is about walruses.\n');
  writeFileSync(join(docs, 'b.txt'), 'The second note is about ocelots.\n');
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

/** Bytes in the middle and at the start, as a failing disk leaves them. */
function damage(path: string): void {
  const file = openSync(path, 'r+');
  for (const at of [0, 100, 5_000]) writeSync(file, Buffer.alloc(200, 7), 0, 200, at);
  closeSync(file);
}

describe('backups', () => {
  it('are kept three, the newest, and open as the library they are of', async () => {
    const folder = join(root, 'library');
    const opened = await openIngest({ folder, reader: fakeReader, client: null });
    await opened.ingest.addFolder(docs);
    await opened.settle();
    for (const atMs of [1_000, 2_000, 3_000, 4_000]) await makeBackup(opened.library, atMs);
    expect((await listBackups(folder)).map(({ madeMs }) => madeMs)).toEqual([4_000, 3_000, 2_000]);
    await opened.ingest.removals.remove(join(docs, 'a.txt'));
    await opened.settle();
    await opened.close();
    // A damaged one is refused, and the library stays as it is.
    damage(join(folder, 'backups', '3000.db'));
    await expect(restoreBackup(folder, 3_000, testKey('sqlite'), 5_000)).rejects.toMatchObject({ code: 'library-damaged' });
    await expect(restoreBackup(folder, 9_999, testKey('sqlite'))).rejects.toMatchObject({ code: 'file-not-found' });
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
    await restoreBackup(folder, 2_000, testKey('sqlite'), 5_000);
    const again = await Library.open({ folder, key: testKey('sqlite') });
    expect(again.documents.all().map(({ path }) => path)).toEqual([join(docs, 'a.txt'), join(docs, 'b.txt')]);
    expect(await again.check()).toEqual([]);
    await again.close();
    expect((await listBackups(folder))[0]?.madeMs).toBe(5_000);
  });

  it('are made once a day while there is nothing else to do', async () => {
    const folder = join(root, 'library');
    const opened = await openIngest({ folder, reader: fakeReader, client: null });
    await opened.ingest.addFolder(docs);
    await opened.settle();
    let isIdle = false;
    const clock = new BackupClock({ library: opened.library, isIdle: () => isIdle, lookEveryMs: 20 });
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    expect(await listBackups(folder)).toEqual([]);
    isIdle = true;
    await vi.waitFor(async () => { expect(await listBackups(folder)).toHaveLength(1); }, { timeout: 20_000 });
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    await clock.close();
    expect(await listBackups(folder)).toHaveLength(1);
    expect(clock.failure).toBeNull();
    await opened.close();
  });
});

describe('carrel backup and restore', () => {
  const run = (...args: string[]): Promise<CarrelRun> => runCarrel(args, { profile: join(root, 'profile') });
  const found = async (query: string): Promise<number> => Hit.array().parse((await run('search', query, '--json')).json()).length;

  it('R5: bring back what was, also where the library no longer opens', async () => {
    await run('index', docs);
    expect((await run('doctor')).stdout).toContain('No backup has been made yet');
    expect((await run('backup')).code).toBe(0);
    const checks = DoctorCheck.array().parse((await run('doctor', '--json')).json());
    expect(checks.find(({ name }) => name === 'library backups')).toMatchObject({ level: 'ok' });
    await run('remove', docs);
    expect(await found('walruses')).toBe(0);
    expect((await run('restore', 'latest')).stdout).toContain('The library is as it was');
    expect(await found('walruses')).toBe(1);

    const [newest, oldest] = (await run('restore', 'list')).stdout.trim().split('\n').map((line) => line.split('  ')[0] ?? '');
    expect(newest && oldest && newest > oldest).toBe(true);
    damage(join(root, 'profile', 'libraries', 'main', 'library.db'));
    const broken = await run('status');
    expect(broken.code).toBe(1);
    const restored = await run('restore', oldest ?? '');
    expect(restored.code, restored.stderr).toBe(0);
    expect(await found('ocelots')).toBe(1);
    expect((await run('restore', '2001-01-01T00:00:00.000Z')).code).toBe(2);
  });

  it('a search right after a restore waits for the index, whatever it is asked by, and says nothing too early', async () => {
    // So many that filling the index takes longer than a search.
    for (let n = 0; n < 200; n += 1) writeFileSync(join(docs, `note ${n}.txt`), Array.from({ length: 12 }, (_, at) => `Entry ${at} of note ${n}: the shelf of ${n * 31 + at} holds ${n} lamps and the crate of number ${at * n}. `.repeat(12)).join('\n\n'));
    await run('index', docs);
    await run('backup');
    for (const ask of [['search', 'walruses', '--json'], ['ask', 'What is the first note about?', '--json', '--model', 'none']]) {
      expect((await run('restore', 'latest')).code).toBe(0);
      const asked = await run(...ask);
      expect(asked.code, asked.stderr).toBe(0);
      expect(asked.stdout).toContain('about walruses');
    }
  });
});
