import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { expectSandboxed } from './expectSandboxed.ts';
import { filesOf } from './filesOf.ts';
import { ordinaryUser, type OrdinaryUser } from './ordinaryUser.ts';
import { debFile } from './packaged.ts';
import { runAs } from './runCarrel.ts';
import { answered, sampleOnPage } from './sampleAnswers.ts';
import { startWindow } from './startWindow.ts';
import { noDeb, noHelper, noInstalling, noWindow, say } from './whyNot.ts';

const deb = debFile() ?? '';
say(noDeb, noInstalling, noHelper, noWindow);

describe.skipIf(noDeb !== null)('what the .deb holds', () => {
  it('the application, the command, an entry for the menu, a licence; all of them root\'s', () => {
    const lines = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim().split('\n');
    expect(lines.filter((line) => !/ root\/root /.test(line))).toEqual([]);
    const paths = lines.map((line) => line.split(/ \.\//)[1]?.split(' -> ')[0] ?? '');
    expect(paths).toEqual(expect.arrayContaining(['opt/carrel/carrel', 'opt/carrel/resources/runtime/node', 'usr/bin/carrel', 'usr/bin/carrel-desktop', 'usr/share/applications/carrel.desktop', 'usr/share/doc/carrel/copyright']));
    expect(paths.filter((path) => path !== '' && !/^(?:opt\/(?:carrel\/.*)?|usr\/(?:bin|share)\/(?:.*)?|usr\/)$/.test(path))).toEqual([]);
  });
});

describe.skipIf(noInstalling !== null)('the .deb, installed and used by someone without rights', () => {
  let user: OrdinaryUser;
  let paths: readonly string[] = [];

  beforeAll(() => {
    user = ordinaryUser();
    execFileSync('dpkg', ['--install', deb], { stdio: 'pipe' });
    paths = execFileSync('dpkg', ['--listfiles', 'carrel'], { encoding: 'utf8' }).trim().split('\n');
  });
  afterAll(async () => {
    spawnSync('dpkg', ['--purge', 'carrel'], { stdio: 'ignore' });
    await user.remove();
  });

  it('indexes and answers', async () => {
    const indexed = await runAs(user, ['carrel', 'index', '/opt/carrel/resources/engine/resources/samples', '--json']);
    expect(indexed.code, indexed.err).toBe(0);
    const asked = await runAs(user, ['carrel', 'ask', sampleOnPage.question, '--json']);
    expect(asked.code, asked.err).toBe(0);
    expect(answered(asked.out)).toEqual({ saysIt: true, citesIt: true });
  });

  describe.each([
    { how: 'by namespaces', reason: noWindow, switches: [] },
    // As Chromium does where a kernel refuses namespaces to ordinary users.
    { how: 'by the helper that is root\'s own', reason: noHelper, switches: ['--disable-namespace-sandbox'] },
  ])('its sandbox', ({ how, reason, switches }) => {
    it.skipIf(reason !== null)(`opens its window, closed in ${how}`, async () => {
      const { uid, mode } = statSync('/opt/carrel/chrome-sandbox');
      expect([uid, mode & 0o7777]).toEqual([0, 0o4755]);
      const window = await startWindow(user, '/usr/bin/carrel-desktop', { switches });
      onTestFinished(async () => { await window.close(); });
      await expectSandboxed(user);
      expect(await window.close()).toBe(0);
    });
  });

  it('wrote nothing outside the home folder of that person', () => {
    expect(filesOf(user.uid).filter((path) => !path.startsWith(user.home) && !isLeftByTheIndex(path))).toEqual([]);
    expect(filesOf(user.uid).filter((path) => path.startsWith(user.home) && !/^\/(?:\.config\/carrel|\.local\/share\/carrel|\.cache)\//.test(path.slice(user.home.length)) && !lstatSync(path).isDirectory())).toEqual([]);
  });

  it('goes without a trace but the library of that person', () => {
    execFileSync('dpkg', ['--purge', 'carrel'], { stdio: 'pipe' });
    expect(paths.filter((path) => existsSync(path) && !lstatSync(path).isDirectory())).toEqual([]);
    expect(existsSync('/opt/carrel')).toBe(false);
    expect(spawnSync('dpkg', ['-s', 'carrel'], { stdio: 'ignore' }).status).not.toBe(0);
    expect(existsSync('/var/lib/dpkg/info/carrel.list')).toBe(false);
    expect(existsSync(join(user.home, '.local', 'share', 'carrel', 'libraries', 'main', 'library.db'))).toBe(true);
  });
});

/** LanceDB leaves an empty folder of its own in the temporary folder each time it runs (README, "Honest limits"). */
function isLeftByTheIndex(path: string): boolean {
  return /^\/tmp\/\.tmp\w{6}$/.test(path);
}
