import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Connection } from '../../electron/engine/library/Connection.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { schemaVersion } from '../../electron/engine/library/migrations/migrate.ts';
import { columnsOf, contentsOf, copyOldest } from '../fixtures/copyOldest.ts';
import { withoutStrace } from '../integration/tracedRun.ts';

const program = fileURLToPath(new URL('./openOnly.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'carrel-migrate-'));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

/** Calls that change the database or its log, on its way from the first schema to the last and its close; of writes every fourth, all with CARREL_ALL_CALLS=1. */
const steps = { pwrite64: process.env['CARREL_ALL_CALLS'] === '1' ? 1 : 4, fsync: 1, fdatasync: 1, ftruncate: 1, unlink: 1 };

function openTraced(folder: string, strace: readonly string[]): { readonly killed: boolean; readonly stderr: string } {
  const paths = ['', '-wal', '-shm'].flatMap((suffix) => ['-P', join(folder, `library.db${suffix}`)]);
  const { signal, status, stderr } = spawnSync('strace', ['-f', '-qq', ...paths, ...strace, process.execPath, program, folder], { encoding: 'utf8', timeout: 60_000 });
  return { killed: signal === 'SIGKILL' || status === 137, stderr };
}

describe.skipIf(withoutStrace !== null)(`a library of the first schema${withoutStrace === null ? '' : ` (skipped: ${withoutStrace})`}`, () => {
  it('R12: killed at its syncs and every fourth write on the way to the present schema opens afterwards, complete', async () => {
    const counted = join(root, 'counted');
    const key = await copyOldest(counted);
    const whole = new Connection(join(counted, 'library.db'), key);
    const columns = columnsOf(whole);
    columns.delete('word_boxes');
    const expected = contentsOf(whole, columns);
    whole.close();
    const log = join(root, 'log');
    expect(openTraced(counted, ['-o', log, '-e', `trace=${Object.keys(steps).join(',')}`])).toMatchObject({ killed: false });
    const made = readFileSync(log, 'utf8');
    let kills = 0;
    for (const [call, step] of Object.entries(steps)) {
      const times = [...made.matchAll(new RegExp(`\\b${call}\\(`, 'g'))].length;
      for (let count = 1; count <= times; count += step) {
        const folder = join(root, `${call} ${count}`);
        const killedKey = await copyOldest(folder);
        const { killed } = openTraced(folder, ['-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${count}`]);
        expect(killed, `${call} ${count} of ${times}`).toBe(true);
        kills += 1;
        const library = await Library.open({ folder, key: killedKey });
        expect(await library.check(), `${call} ${count}`).toEqual([]);
        await library.close();
        const opened = new Connection(join(folder, 'library.db'), killedKey);
        expect(opened.schemaVersion).toBe(schemaVersion);
        expect(contentsOf(opened, columns), `${call} ${count}`).toEqual(expected);
        opened.close();
        rmSync(folder, { recursive: true });
      }
    }
    console.log(`killed ${kills} times on the way from version 1 to ${schemaVersion}`);
    expect(kills).toBeGreaterThan(15);
  });
});
