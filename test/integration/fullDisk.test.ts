import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { noModels } from './runCarrel.ts';
import { whyNot } from './tracedRun.ts';

const program = fileURLToPath(new URL('../fakes/fullDisk.ts', import.meta.url));
const carrel = fileURLToPath(new URL('../../electron/cli/carrel.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'carrel-disk-'));
const disk = join(root, 'disk');
mkdirSync(disk);
const without = process.platform === 'linux' ? whyNot(['unshare', '-Urm', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', '/mnt']) : 'not Linux';
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe.skipIf(without !== null)(`a disk of its own${without === null ? '' : ` (skipped: ${without})`}`, () => {
  it.each([200_000, 1_000_000, 3_000_000])('R6: full after %i bytes more: whoever waits is told, and with room again it goes on by itself to its end', (bytes) => {
    const { status, stdout, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', 'mount -t tmpfs -o size=64m none "$0" && exec "$@"', disk, process.execPath, program, disk, String(bytes)], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const result = JSON.parse(stdout) as { told: string | null; after: string | null; states: object; findings: string[]; indexed: number; passages: number; doubled: number };
    expect(result.told).toBe('disk-full');
    expect(result).toMatchObject({ after: null, states: { indexed: 60 }, findings: [], doubled: 0 });
    expect(result.indexed).toBe(result.passages);
  });

  it('R6: an exported library is whole or refused, wherever in it the disk is full', () => {
    const sealing = fileURLToPath(new URL('../fakes/sealOnFullDisk.ts', import.meta.url));
    const { status, stdout, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', 'mount -t tmpfs -o size=8m none "$0" && exec "$@"', disk, process.execPath, sealing, disk], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const { whole, refused, wrong } = JSON.parse(stdout) as { whole: number; refused: number; wrong: string[] };
    expect(wrong).toEqual([]);
    expect(whole).toBeGreaterThan(2);
    expect(refused).toBeGreaterThan(2);
  });

  it('R7: a profile that may only be read is refused by name, and left as it is', () => {
    const script = 'mount -t tmpfs none "$0" && "$1" "$2" status --profile "$0" >/dev/null && mount -o remount,ro "$0"; "$1" "$2" status --profile "$0"; echo "code $?"';
    const { stdout, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', script, disk, process.execPath, carrel], { encoding: 'utf8', env: { ...process.env, CARREL_MODELS: noModels } });
    expect(stdout).toContain('code 1');
    expect(stderr).toContain(disk);
    expect(stderr).not.toMatch(/internal|at \w+ \(|undefined/);
  });
});
