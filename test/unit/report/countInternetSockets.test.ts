import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countInternetSockets } from '../../../electron/engine/report/countInternetSockets.ts';

/** Opens a socket outside everything that refuses one, in a process beneath this one, and says so. */
const program = 'const socket = require("node:dgram").createSocket("udp4"); socket.bind(0, "127.0.0.1", () => { console.log("open"); });';

describe('the internet sockets that are open', () => {
  it.runIf(process.platform === 'linux')('are counted: one more while something that was started holds one', async () => {
    const before = countInternetSockets() ?? Number.NaN;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => { child.kill('SIGKILL'); });
    await new Promise((resolve) => { child.stdout.once('data', resolve); });
    expect(countInternetSockets()).toBe(before + 1);
    const ended = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGKILL');
    await ended;
    expect(countInternetSockets()).toBe(before);
  });
});
