import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';

type Failure = { readonly code?: string; readonly cause?: { readonly code?: string } };
type Way = () => Promise<unknown>;

/** Settles as the callback says, or as what the function gives fails later. */
function viaCallback(begin: (callback: (error: Error | null) => void) => unknown): Way {
  return () => new Promise((done, fail) => {
    const started = begin((error) => { if (error === null) done(0); else fail(error); });
    if (started instanceof net.Socket || started instanceof http.ClientRequest || started instanceof net.Server || started instanceof dgram.Socket) started.on('error', fail);
  });
}

/** Every way JavaScript has to an internet socket or a name: the 22 the requirements name, and those beside them. */
export function waysOut(port: number): Record<string, Way> {
  const host = '127.0.0.1';
  const url = `//${host}:${port}/`;
  const resolver = new dns.Resolver();
  return {
    'net.connect': viaCallback((end) => net.connect(port, host, () => { end(null); })),
    'net.createConnection': viaCallback((end) => net.createConnection({ port, host }, () => { end(null); })),
    'net.Socket.connect': viaCallback((end) => new net.Socket().connect(port, host, () => { end(null); })),
    'net.Server.listen': viaCallback((end) => net.createServer().listen(0, host, () => { end(null); })),
    'tls.connect': viaCallback((end) => tls.connect(port, host, {}, () => { end(null); })),
    'dgram.send': viaCallback((end) => dgram.createSocket('udp4').send('x', port, host, end)),
    'dgram.connect': viaCallback((end) => { dgram.createSocket('udp4').connect(port, host, () => { end(null); }); }),
    'dgram.bind': viaCallback((end) => dgram.createSocket('udp4').bind(0, host, () => { end(null); })),
    'dns.lookup': viaCallback((end) => { dns.lookup('localhost', end); }),
    'dns.lookupService': viaCallback((end) => { dns.lookupService(host, port, end); }),
    'dns.resolve': viaCallback((end) => { dns.resolve('localhost', end); }),
    'dns.resolve4': viaCallback((end) => { dns.resolve4('localhost', end); }),
    'dns.reverse': viaCallback((end) => { dns.reverse(host, end); }),
    'dns.Resolver.resolve': viaCallback((end) => { resolver.resolve('localhost', end); }),
    'dns.promises.lookup': () => dns.promises.lookup('localhost'),
    'dns.promises.resolve': () => dns.promises.resolve('localhost'),
    'http.request': viaCallback((end) => http.request(`http:${url}`, () => { end(null); }).end()),
    'http.get': viaCallback((end) => http.get(`http:${url}`, () => { end(null); })),
    'https.request': viaCallback((end) => https.request(`https:${url}`, () => { end(null); }).end()),
    'https.get': viaCallback((end) => https.get(`https:${url}`, () => { end(null); })),
    'http2.connect': () => new Promise((done, fail) => { http2.connect(`http:${url}`, done).on('error', fail); }),
    'http.Server.listen': viaCallback((end) => http.createServer().listen(0, host, () => { end(null); })),
    'fetch': () => fetch(`http:${url}`),
    'WebSocket': () => new Promise((done, fail) => {
      const socket = new WebSocket(`ws:${url}`);
      socket.onopen = done;
      socket.onerror = () => { fail(new Error('closed without a connection, but not refused')); };
    }),
    'EventSource': () => new Promise((done, fail) => {
      const Source = Reflect.get(globalThis, 'EventSource') as new (address: string) => EventTarget;
      const source = new Source(`http:${url}`);
      source.addEventListener('open', done);
      source.addEventListener('error', () => { fail(new Error('closed without a connection, but not refused')); });
    }),
  };
}

/** One private socket of the file system, which must work. */
function privateSocket(socketPath: string): Promise<unknown> {
  return new Promise((done, fail) => {
    const server = net.createServer((socket) => socket.end()).on('error', fail).listen(socketPath, () => {
      net.connect(socketPath, () => { server.close(); done(0); }).on('error', fail);
    });
  });
}

/** Tries every way, and `privateSocket`. Gives error codes, 'connected' for none. */
export async function reachOut(socketPath: string, port: number): Promise<Record<string, string>> {
  const outcome = async (way: Way): Promise<string> => {
    try {
      await way();
      return 'connected';
    } catch (error) {
      const { code, cause } = error as Failure;
      return cause?.code ?? code ?? String(error);
    }
  };
  const ways: Record<string, Way> = { ...waysOut(port), privateSocket: () => privateSocket(socketPath) };
  return Object.fromEntries(await Promise.all(Object.entries(ways).map(async ([name, way]) => [name, await outcome(way)])));
}
