import type { ChildProcess } from 'node:child_process';
import { openDisplay } from '../app/display.ts';
import type { OrdinaryUser } from './ordinaryUser.ts';
import { processesOf, type RunningProcess } from './processes.ts';

export type StartedWindow = { readonly child: ChildProcess; /** Closes it as the system does at logging out; gives its exit code. */ close(): Promise<number | null> };

/** Starts the window of an installed or unpacked application as a user, with its sandbox as it ships. It may be closed twice. */
export async function startWindow(user: OrdinaryUser, executable: string, options: { readonly switches?: readonly string[]; readonly driven?: boolean; readonly env?: Readonly<Record<string, string>> } = {}): Promise<StartedWindow> {
  const display = await openDisplay();
  // A virtual display has no graphics to try. The driver speaks over Node's own channel.
  const switches = [...(display.isVirtual ? ['--disable-gpu'] : []), '--lang=en-US', ...(options.switches ?? [])];
  const child = user.start(executable, switches, { env: { DISPLAY: display.name, ...options.env }, stdio: ['ignore', 'ignore', 'ignore', ...(options.driven === true ? ['ipc' as const] : [])] });
  const ended = new Promise<number | null>((resolve) => { child.once('exit', resolve); });
  void ended.then(() => { display.close(); });
  return {
    child,
    close: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** The processes that show pages, once there is one. */
export async function untilRendering(user: OrdinaryUser, timeoutMs = 30_000): Promise<readonly RunningProcess[]> {
  for (const end = Date.now() + timeoutMs; ;) {
    const found = processesOf(user.uid).filter(({ command }) => command.includes('--type=renderer'));
    if (found.length > 0) return found;
    if (Date.now() > end) throw new Error('no page was shown');
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
}
