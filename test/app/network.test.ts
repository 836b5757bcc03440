import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectron } from '../../build/electronRuntime.mjs';
import { openDisplay } from './display.ts';

// Seen from outside: the whole application, idle, connects to nothing and sends nothing to the network.
const hasStrace = process.platform === 'linux' && spawnSync('strace', ['-V'], { stdio: 'ignore' }).error === undefined;
if (!hasStrace) console.log('not run: counting connections from outside needs strace on Linux');
const root = join(import.meta.dirname, '..', '..');
const idleMs = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'carrel-strace-'));
const trace = ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-e', 'signal=none'];

/** Calls that name an internet address. */
function internetCalls(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => /sa_family=AF_INET6?\b/.test(line));
}

describe.skipIf(!hasStrace)('the network, seen by strace', () => {
  let display: Awaited<ReturnType<typeof openDisplay>>;
  beforeAll(async () => { display = await openDisplay(); });
  afterAll(() => {
    display.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('N3: a canary that does connect is seen', () => {
    const file = join(folder, 'canary.txt');
    spawnSync('strace', [...trace, '-o', file, process.execPath, '-e', 'require("net").connect(9,"127.0.0.1").on("error",()=>{})']);
    expect(internetCalls(file).length).toBeGreaterThan(0);
  });

  it(`N2: the window and its engine make no connection in ${idleMs / 1_000} s`, async () => {
    const electron = findElectron();
    if (electron === null) throw new Error('No Electron: run `npm run setup -- --dev` first.');
    const file = join(folder, 'idle.txt');
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn('strace', [...trace, '-o', file, electron.executable, ...sandbox, `--user-data-dir=${join(folder, 'window')}`, root], {
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, DISPLAY: display.name, CARREL_PROFILE: join(folder, 'profile'), LANG: 'en_US.UTF-8' }, stdio: 'ignore',
    });
    const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
    await new Promise((resolve) => { setTimeout(resolve, idleMs); });
    // It was there all the time: window, engine and their helpers were started and traced.
    expect(child.exitCode).toBeNull();
    const seen = readFileSync(file, 'utf8');
    expect(seen).toMatch(/AF_UNIX/);
    spawnSync('pkill', ['-TERM', '-P', String(child.pid)]);
    await ended;
    expect(internetCalls(file)).toEqual([]);
  }, 90_000);
});
