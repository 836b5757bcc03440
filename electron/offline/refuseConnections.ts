import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/**
 * The first module of every process behind the contract: from here on nothing written in JavaScript opens an internet socket or
 * asks for a name, loopback included; pipes and private sockets of the file system stay. What native code does it cannot see:
 * that is shown from outside.
 */
let refused = 0;

/** How many attempts have been refused in this process. */
export function refusedConnections(): number {
  return refused;
}

class OfflineError extends Error {
  readonly code = 'ERR_CARREL_OFFLINE';
}

function refuse(what: string): never {
  refused += 1;
  throw new OfflineError(`${what} refused: Carrel does not use the network`);
}

type Patchable = Record<string, unknown>;

function replace(target: object, name: string, replacement: (original: (...args: unknown[]) => unknown) => (...args: unknown[]) => unknown): void {
  const original = (target as Patchable)[name];
  if (typeof original === 'function') (target as Patchable)[name] = replacement(original as (...args: unknown[]) => unknown);
}

/** `connect(path)`, `connect({path})`, or the array Node makes of either internally. */
function isLocalPath(first: unknown): boolean {
  const options: unknown = Array.isArray(first) ? first[0] : first;
  if (typeof options === 'string') return Number.isNaN(Number(options));
  return typeof options === 'object' && options !== null && 'path' in options && typeof options.path === 'string';
}

replace(net.Socket.prototype, 'connect', (original) => function connect(this: unknown, ...args) {
  return isLocalPath(args[0]) ? original.apply(this, args) : refuse('a connection');
});
replace(net.Server.prototype, 'listen', (original) => function listen(this: unknown, ...args) {
  return isLocalPath(args[0]) ? original.apply(this, args) : refuse('a listening socket');
});
for (const name of ['send', 'connect', 'bind']) replace(dgram.Socket.prototype, name, () => () => refuse('a datagram'));
for (const target of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of ['lookup', 'lookupService', 'reverse', ...Object.getOwnPropertyNames(target).filter((known) => known.startsWith('resolve'))]) replace(target, name, () => () => refuse('a name lookup'));
}
syncBuiltinESMExports();
