import { createRequire, syncBuiltinESMExports } from 'node:module';
import { listenToThreads, noteRefusal } from './refusals.ts';

// Not imported: whoever imports `http` as a module also loads all of Node's own fetch, which takes each process 20 ms.
// The Node of an old Electron has no other way than `require`.
const builtin = (process as Partial<Pick<NodeJS.Process, 'getBuiltinModule'>>).getBuiltinModule ?? (createRequire(import.meta.url) as typeof process.getBuiltinModule);
const [dgram, dns, net] = [builtin('dgram'), builtin('dns'), builtin('net')];

/**
 * The first module of every process behind the contract, and of every thread of one: from here on nothing written in JavaScript opens
 * an internet socket or asks for a name, loopback included; pipes and private sockets of the file system stay. What native code does
 * it cannot see: that is shown from outside. Each refusal counts in this process and in the one that started it.
 */

class OfflineError extends Error {
  readonly code = 'ERR_OFFLINE';
}

function refuse(what: string): never {
  noteRefusal();
  throw new OfflineError(`${what} refused: Carrel does not use the network`);
}

listenToThreads();

type Patchable = Record<string, unknown>;
type Anything = (...args: unknown[]) => unknown;

function replace(target: object, name: string, replacement: (original: Anything) => Anything): void {
  const original = (target as Patchable)[name];
  if (typeof original === 'function') (target as Patchable)[name] = replacement(original as Anything);
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
// `http`, `https`, `http2` and `tls` stand on sockets of `net` and ask them at once: what is refused there is thrown at whoever called, with
// one count. Loading them only to say so would take each process 10 ms.
const refusing = (what: string): unknown => Object.assign(function refusing() { return refuse(what); }, { prototype: {} });
const { fetch } = globalThis;
Object.assign(globalThis, {
  // What a program carries in its own text is no connection: WebAssembly comes that way.
  fetch: async (...[input, init]: Parameters<typeof fetch>) => (/^(?:data|blob):/.test(input instanceof Request ? input.url : String(input)) ? await fetch(input, init) : refuse('a request')),
  WebSocket: refusing('a connection'), EventSource: refusing('a connection'),
});
syncBuiltinESMExports();
