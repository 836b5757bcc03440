import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { refusedConnections } from '../../electron/offline/refusals.ts';
import { drawScan } from '../fixtures/drawScans.ts';
import { helperContract } from '../fakes/helperContract.ts';
import { noModels, runCarrel } from './runCarrel.ts';
import { writeSmallFolder } from './smallFolder.ts';
import { internetSocketsOf, traceRun, withoutNamespaces, withoutStrace } from './tracedRun.ts';

// That nothing leaves the machine, from outside (what native code does shows too) and from inside (each way out is refused and counted).
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const guard = pathToFileURL(here('../../electron/offline/refuseConnections.ts')).href;
const carrel = here('../../electron/cli/carrel.ts');
const reachOutProgram = here('../fakes/reachOutProgram.ts');
const root = mkdtempSync(join(tmpdir(), 'carrel-offline-'));
const docs = writeSmallFolder(join(root, 'docs'));
writeFileSync(join(docs, 'scan.png'), drawScan().toBuffer('image/png'));
// Proxies and clouds that would be asked if anything looked at them.
const sink = {
  HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9', ALL_PROXY: 'socks5://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9',
  NODE_USE_ENV_PROXY: '1', AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_EC2_METADATA_DISABLED: 'false', LANCEDB_API_KEY: 'x', LANCEDB_URI: 'db://x', HF_ENDPOINT: 'http://127.0.0.1:9', HF_HUB_OFFLINE: '0',
};

beforeAll(() => { vi.stubEnv('CARREL_MODELS', process.env['CARREL_TEST_MODELS'] ?? noModels); });
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

/** Index, recognise a picture's text, ask, quit: one session after the other, as a person has them. */
function session(profile: string): string[] {
  const run = (...args: string[]): string => ['"$0"', ...[carrel, ...args, '--profile', profile].map((arg) => `'${arg}'`)].join(' ');
  return ['sh', '-e', '-c', `${run('index', docs)}; ${run('ask', 'What is the notice period of the warehouse?', '--json')}; ${run('search', 'Pennyfeather')}`, process.execPath];
}

describe('seen from outside', () => {
  it.skipIf(withoutNamespaces !== null)(`N1: a whole session works where there is no network interface at all${withoutNamespaces === null ? '' : ` (skipped: ${withoutNamespaces})`}`, () => {
    const { status, stdout, stderr } = spawnSync('unshare', ['-rn', ...session(join(root, 'n1'))], { encoding: 'utf8', env: process.env });
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('five months');
    expect(stdout).toContain('Mr Aldous Pennyfeather');
  });

  it.skipIf(withoutStrace !== null)(`N2, N11: the same session makes no call with an internet address, whatever proxies and clouds the environment names${withoutStrace === null ? '' : ` (skipped: ${withoutStrace})`}`, async () => {
    const { code, stdout, stderr, calls, internet } = await traceRun(session(join(root, 'n2')), { ...process.env, ...sink });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('five months');
    expect(stdout).toContain('Mr Aldous Pennyfeather');
    expect(internet).toEqual([]);
    // What there is: pipes between our own processes (AF_UNIX), and the kernel asked which interfaces this machine has (AF_NETLINK): neither leaves it.
    expect(calls.filter((line) => !/AF_UNIX|msg_name=NULL|NULL, 0\)|(?:socket|bind)\(.*AF_NETLINK|RTM_GET(?:LINK|ADDR)\b/.test(line))).toEqual([]);
  });

  it.skipIf(withoutStrace !== null)('N3: a canary that looks a name up or connects is caught by the same detector', async () => {
    const canaries = [`require('dns').lookup('carrel-canary.invalid', () => {})`, `require('dns').resolve4('carrel-canary.invalid', () => {})`, `require('net').connect(9, '127.0.0.1').on('error', () => {})`];
    for (const canary of canaries) {
      const { internet } = await traceRun([process.execPath, '-e', canary]);
      expect(internet.length, canary).toBeGreaterThan(0);
    }
    // And under the guard the same canaries reach nothing, and end their program.
    for (const canary of canaries) {
      const { code, internet } = await traceRun([process.execPath, '--import', guard, '-e', canary]);
      expect({ canary, code, internet }).toEqual({ canary, code: 1, internet: [] });
    }
  });

  it('N6, N7: an engine at work has no internet socket, and its profile holds nothing a browser or a network leaves', async () => {
    const profile = join(root, 'n6');
    const seen: string[] = [];
    let looks = 0;
    let timer: NodeJS.Timeout | undefined;
    const run = await runCarrel(['index', docs], {
      profile,
      onStart: ({ pid }) => {
        timer = setInterval(() => {
          if (pid === undefined || process.platform !== 'linux') return;
          try {
            seen.push(...internetSocketsOf(pid));
            looks += 1;
          } catch (error) {
            // It is over.
            if (!(error instanceof Error && /ENOENT|ESRCH/.test(error.message))) throw error;
          }
        }, 150);
      },
    });
    clearInterval(timer);
    expect(run.code, run.stderr).toBe(0);
    if (process.platform === 'linux') expect(looks).toBeGreaterThan(3);
    expect(seen).toEqual([]);
    const names = readdirSync(profile, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /Dictionaries|component_crx_cache|Crashpad|Network Persistent State|Cookies|Cache/i.test(name))).toEqual([]);
  });
});

describe('seen from inside', () => {
  it.each(['main', 'thread'])('N8: all of the 22 Node APIs and those beside them are refused with ERR_OFFLINE and counted (%s)', (where) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', guard, reachOutProgram, where], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const { outcome: { privateSocket, ...ways }, refused } = JSON.parse(stdout) as { outcome: Record<string, string>; refused: number };
    expect(privateSocket).toBe('connected');
    expect(Object.keys(ways).length).toBeGreaterThanOrEqual(22);
    expect(Object.entries(ways).filter(([, code]) => code !== 'ERR_OFFLINE')).toEqual([]);
    expect(refused).toBe(Object.keys(ways).length);
  });

  it('N8, N14: refusals of a helper process are counted in the process that started it', async () => {
    const helper = new HelperProcess({ contract: helperContract, entry: new URL('../fakes/helper.ts', import.meta.url), name: 'helper' });
    const before = refusedConnections();
    const { privateSocket, ...ways } = await helper.client.reachOut({ socketPath: join(root, 'helper.sock'), port: 9 });
    expect(privateSocket).toBe('connected');
    await expect.poll(() => refusedConnections() - before).toBe(Object.keys(ways).length);
    await helper.close();
  });

  it('N14: a session ends with the counter at 0', async () => {
    const status = await runCarrel(['status', '--json'], { profile: join(root, 'n6') });
    expect(status.json()).toMatchObject({ refusedConnections: 0 });
  });

  it('what a program carries in its own text is no connection', () => {
    const source = `fetch('data:text/plain,ok').then((r) => r.text()).then(console.log)`;
    writeFileSync(join(root, 'inline.mjs'), source);
    expect(spawnSync(process.execPath, ['--import', guard, join(root, 'inline.mjs')], { encoding: 'utf8' }).stdout).toBe('ok\n');
  });
});
