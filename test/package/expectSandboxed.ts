import { expect } from 'vitest';
import type { OrdinaryUser } from './ordinaryUser.ts';
import { processesOf } from './processes.ts';
import { untilRendering } from './startWindow.ts';

/** Every process that shows a page may make only the system calls of a filter, and sees none of the other processes. */
export async function expectSandboxed(user: OrdinaryUser): Promise<void> {
  const [main] = processesOf(user.uid).filter(({ command }) => !command.includes('--type='));
  // A process that was only just started has not closed itself in yet.
  await expect.poll(async () => (await untilRendering(user)).map(({ command, seccomp, pidNamespace }) => ({
    isSwitchedOff: command.includes('--no-sandbox'), seccomp, isApart: pidNamespace !== main?.pidNamespace,
  })), { timeout: 30_000 }).toEqual([{ isSwitchedOff: false, seccomp: 2, isApart: true }]);
}
