import dgram from 'node:dgram';
import { lookup, resolve4 } from 'node:dns';
import { lookup as lookupPromise } from 'node:dns/promises';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';

type Failure = { readonly code?: string; readonly cause?: { readonly code?: string } };

/** Every way JavaScript has to an internet socket or a name, and one private socket, which must work. Gives error codes, 'connected' for none. */
export async function reachOut(socketPath: string, port: number): Promise<Record<string, string>> {
  const host = '127.0.0.1';
  const ways: Record<string, () => Promise<unknown>> = {
    lookup: () => new Promise((done, fail) => { lookup('localhost', (error) => { if (error === null) done(0); else fail(error); }); }),
    resolve: () => new Promise((done, fail) => { resolve4('localhost', (error) => { if (error === null) done(0); else fail(error); }); }),
    lookupPromise: () => lookupPromise('localhost'),
    http: () => new Promise((done, fail) => { http.get({ host, port }, done).on('error', fail); }),
    fetch: () => fetch(`http://${host}:${port}/`),
    webSocket: () => new Promise((done, fail) => {
      const socket = new WebSocket(`ws://${host}:${port}/`);
      socket.onopen = done;
      socket.onerror = () => { fail(Object.assign(new Error('closed'), { code: 'ERR_CARREL_OFFLINE' })); };
    }),
    net: () => new Promise((done, fail) => { net.connect(port, host, () => { done(0); }).on('error', fail); }),
    netOptions: () => new Promise((done, fail) => { new net.Socket().connect({ host, port }, () => { done(0); }).on('error', fail); }),
    tls: () => new Promise((done, fail) => { tls.connect(port, host, {}, () => { done(0); }).on('error', fail); }),
    datagram: () => new Promise((done, fail) => { dgram.createSocket('udp4').on('error', fail).send('x', port, host, (error) => { if (error === null) done(0); else fail(error); }); }),
    listen: () => new Promise((done, fail) => { net.createServer().on('error', fail).listen(0, host, () => { done(0); }); }),
    privateSocket: () => new Promise((done, fail) => {
      const server = net.createServer((socket) => socket.end()).on('error', fail).listen(socketPath, () => {
        net.connect(socketPath, () => { server.close(); done(0); }).on('error', fail);
      });
    }),
  };
  const outcome = async (way: () => Promise<unknown>): Promise<string> => {
    try {
      await way();
      return 'connected';
    } catch (error) {
      const { code, cause } = error as Failure;
      return cause?.code ?? code ?? String(error);
    }
  };
  return Object.fromEntries(await Promise.all(Object.entries(ways).map(async ([name, way]) => [name, await outcome(way)])));
}
