import { spawn, type ChildProcess } from 'node:child_process';

/** A display for the window: the one there is, or a virtual one of our own. `close` ends what was started. */
export async function openDisplay(): Promise<{ readonly name: string; readonly isVirtual: boolean; close(): void }> {
  const existing = process.env['DISPLAY'];
  if (process.platform !== 'linux' || (existing !== undefined && existing !== '')) return { name: existing ?? '', isVirtual: false, close: () => undefined };
  for (let tries = 0; ; tries += 1) {
    // -noreset: otherwise the server begins anew whenever its last window closes, and the next one may come too early.
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    // Two that begin at once may wait for each other over a number.
    const timer = setTimeout(() => { server.kill(); }, 15_000);
    try {
      const number = await firstLine(server);
      return { name: `:${number}`, isVirtual: true, close: () => { server.kill(); } };
    } catch (error) {
      if (tries === 2) throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => { reject(new Error(`Xvfb ended with ${String(code)} before it had a display`)); });
    server.stdio[3]?.once('data', (data: Buffer) => { resolve(data.toString('utf8').trim()); });
  });
}
