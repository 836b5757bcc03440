import { readFileSync } from 'node:fs';

const listening = '0A';

/** Internet sockets of a user that wait for connections now, as the kernel lists them (proc(5), /proc/net/tcp). */
export function listeningPorts(uid: number): readonly string[] {
  return ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1).flatMap((line) => {
    const [, address = '', , state, , , , owner] = line.trim().split(/\s+/);
    return state === listening && owner === String(uid) ? [`${table} ${address}`] : [];
  }));
}
