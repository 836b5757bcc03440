import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const linuxPageBytes = 4096;

/** Physical memory a process holds, in bytes; null when it is gone or the system does not say. */
export async function residentBytes(pid: number): Promise<number | null> {
  try {
    switch (process.platform) {
      case 'linux': return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * linuxPageBytes;
      case 'win32': return fromTasklist((await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], { windowsHide: true })).stdout);
      default: return Number((await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout.trim()) * 1024;
    }
  } catch {
    return null;
  }
}

/** `"node.exe","123","Console","1","51,204 K"`: the thousands separator depends on the system's language. */
function fromTasklist(line: string): number | null {
  const digits = /"([^"]*)"\s*$/.exec(line.trim())?.[1]?.replace(/\D/g, '');
  return digits === undefined || digits === '' ? null : Number(digits) * 1024;
}
