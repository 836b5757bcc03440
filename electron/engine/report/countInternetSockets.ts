import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'];

/** Internet sockets this process and all it started hold, as Linux counts them; null on other systems, where only a look from outside tells. */
export function countInternetSockets(): number | null {
  if (process.platform !== 'linux') return null;
  const own = new Set(family(process.pid).flatMap(socketsOf));
  return tables.flatMap((table) => readFileSync(`/proc/self/net/${table}`, 'utf8').trim().split('\n').slice(1)).filter((line) => own.has(line.trim().split(/\s+/)[9] ?? '')).length;
}

/** A process and all beneath it. */
function family(pid: number): number[] {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(name)] as const);
  const found = [pid];
  for (const member of found) found.push(...parents.filter(([, parent]) => parent === member).map(([child]) => child));
  return found;
}

/** Null for one that has ended meanwhile. */
function parentOf(pid: string): number | null {
  const stat = gone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name before it may hold anything, brackets and blanks included.
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function socketsOf(pid: number): string[] {
  const open = gone(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return open.flatMap((fd) => /^socket:\[(\d+)\]$/.exec(gone(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? '')?.[1] ?? []);
}

/** What a process was asked for; null where that, or the process itself, has ended meanwhile. */
function gone<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}
