import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Traced = { readonly code: number | null; readonly stdout: string; readonly stderr: string; /** Calls with an internet address or family. */ readonly internet: readonly string[]; readonly calls: readonly string[] };

/** Why a program of the system cannot be used here; null where it can. */
export function whyNot(program: readonly [string, ...string[]]): string | null {
  const { status, error } = spawnSync(program[0], program.slice(1), { stdio: 'ignore' });
  return status === 0 ? null : `${program.join(' ')}: ${error?.message ?? `exit code ${String(status)}`}`;
}

export const withoutStrace = whyNot(['strace', '-o', '/dev/null', 'true']);
export const withoutNamespaces = whyNot(['unshare', '-rn', 'true']);

/** Runs a program with all its children and threads under strace; every call that may touch a network is kept. */
export async function traceRun(command: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Traced> {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-trace-'));
  const log = join(folder, 'calls');
  try {
    const child = spawn('strace', ['-f', '-qq', '-e', 'trace=socket,connect,sendto,sendmsg,sendmmsg,bind,listen', '-o', log, ...command], { stdio: ['ignore', 'pipe', 'pipe'], env });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
    const code = await new Promise<number | null>((resolve, reject) => { child.once('close', resolve).once('error', reject); });
    const calls = readFileSync(log, 'utf8').split('\n').filter((line) => /\b(?:socket|connect|send|bind|listen)/.test(line));
    return { code, stdout, stderr, calls, internet: calls.filter((line) => /\bAF_INET6?\b|\bsin6?_(?:addr|port)\b/.test(line)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Internet sockets of a process and all beneath it, listening or not: lines of /proc/net that belong to one of their descriptors. */
export function internetSocketsOf(pid: number): string[] {
  const family = pidsBeneath(pid);
  const inodes = new Set(family.flatMap((member) => {
    try {
      return execFileSync('ls', ['-l', `/proc/${member}/fd`], { encoding: 'utf8' }).matchAll(/socket:\[(\d+)\]/g).map(([, inode]) => inode).toArray();
    } catch {
      // It has ended in between.
      return [];
    }
  }));
  return ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'].flatMap((table) => {
    const [, ...lines] = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n');
    return lines.filter((line) => inodes.has(line.trim().split(/\s+/)[9])).map((line) => `${table}${line}`);
  });
}

function pidsBeneath(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (const member of found) found.push(...rows.filter(([, parent]) => parent === member).map(([child = 0]) => child));
  return found;
}
