import { readFileSync, readdirSync } from 'node:fs';

/** Process ids of the engines that run on a profile. Linux: reads /proc. */
export function engineProcesses(profile: string): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return command.some((part) => part.endsWith('/engine/main.ts')) && command.includes(profile);
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
}

export function killAll(pids: readonly number[]): number {
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return pids.length;
}
