import { readdirSync, readFileSync } from 'node:fs';

/**
 * Seconds of processor time a process and all it started have used so far, summed over cores; null where the system has no
 * /proc. Unlike the clock it says the same on a busy machine as on an idle one.
 */
export function processorSeconds(pid: number | null): number | null {
  if (pid === null || process.platform !== 'linux') return null;
  return processTree(pid).reduce((sum, { ticks }) => sum + ticks, 0) / 100;
}

/** A process and all it started, from /proc. */
export function processTree(root: number): { readonly pid: number; readonly ticks: number }[] {
  const parents = new Map<number, { readonly parent: number; readonly ticks: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(name);
    if (stat !== null) parents.set(Number(name), stat);
  }
  return [...parents].flatMap(([pid, { ticks }]) => (isWithin(pid, root, parents) ? [{ pid, ticks }] : []));
}

function readStat(pid: string): { readonly parent: number; readonly ticks: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null; // Ended between the listing and now.
  }
}

function isWithin(pid: number, root: number, parents: ReadonlyMap<number, { readonly parent: number }>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)?.parent) if (at === root) return true;
  return false;
}
