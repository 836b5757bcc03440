import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export type RunningProcess = { readonly pid: number; readonly command: string; readonly uid: number; /** 2: it may make only the system calls of a filter. */ readonly seccomp: number; readonly pidNamespace: string };

/** Every process a user runs now, as the kernel tells it. */
export function processesOf(uid: number): readonly RunningProcess[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    const found = readProcess(name);
    return found !== null && found.uid === uid ? [found] : [];
  });
}

function readProcess(pid: string): RunningProcess | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return { pid: Number(pid), command, uid: field('Uid'), seccomp: field('Seccomp'), pidNamespace: readlinkSync(`/proc/${pid}/ns/pid`) };
  } catch {
    return null; // Ended between the listing and now.
  }
}
