import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDisplay } from '../app/display.ts';
import { ordinaryUser, type OrdinaryUser } from './ordinaryUser.ts';
import { copyOfPackage } from './packaged.ts';
import { runAs } from './runCarrel.ts';
import { listeningPorts } from './listeningPorts.ts';
import { startWindow, untilRendering } from './startWindow.ts';
import { noWindow, say } from './whyNot.ts';

say(noWindow);

// What someone could try with the finished package to make it run other code or let them in (SECURITY E3, E5 to E7).
describe.skipIf(noWindow !== null)('the package, pushed from outside', () => {
  let user: OrdinaryUser;
  let copy: ReturnType<typeof copyOfPackage>;
  let display: Awaited<ReturnType<typeof openDisplay>>;
  const executable = (): string => join(copy.folder, 'carrel');

  beforeAll(async () => {
    user = ordinaryUser();
    copy = copyOfPackage();
    display = await openDisplay();
  });
  afterAll(async () => {
    display.close();
    await user.remove();
    copy.remove();
  });

  it.each(['--no-sandbox', '--remote-debugging-port=0', '--remote-debugging-pipe'])('E3, E7: ends at %s', async (given) => {
    expect((await runAs(user, [executable(), given, '--disable-gpu'], { DISPLAY: display.name })).code).toBe(3);
  });

  it('E5: has every fuse of its Electron set as wanted', () => {
    expect(fuses(readFileSync(executable()))).toMatch(/^0000010/);
  });

  it('E6, E7: is no Node, loads no script from the environment, opens no inspector', async () => {
    const script = join(copy.folder, 'ran.cjs');
    const mark = join(user.home, 'ran');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
    const window = await startWindow(user, executable(), { switches: ['--inspect=0', '-r', script], env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${script}` } });
    onTestFinished(async () => { await window.close(); });
    // Run as Node it would have no pages.
    await untilRendering(user);
    window.child.kill('SIGUSR1');
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    expect(listeningPorts(user.uid)).toEqual([]);
    expect(existsSync(mark)).toBe(false);
  });
});

/** The fuses burnt into an Electron binary, one character each: 0 off, 1 on. */
function fuses(binary: Buffer): string {
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  const at = binary.indexOf(sentinel) + sentinel.length;
  return binary.toString('latin1', at + 2, at + 2 + (binary[at + 1] ?? 0));
}
