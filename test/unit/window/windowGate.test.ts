import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Grants } from '../../../electron/main/Grants.ts';
import { windowGate } from '../../../electron/main/windowGate.ts';
import { engineContract } from '../../../electron/shared/engineContract.ts';
import { messagePort } from '../../../electron/shared/rpc/messagePort.ts';
import type { Port } from '../../../electron/shared/rpc/Port.ts';

// What reads or writes a file of whoever asks: operations whose input has a path, but for those that name what is in the library already.
const namesTheLibrary = ['readFirst', 'remove', 'folderContents', 'setHold', 'setRetention', 'erase'];
const takesPaths = Object.entries(engineContract).filter(([name, { input }]) => ['path', 'paths'].some((key) => 'shape' in input && key in input.shape) && !namesTheLibrary.includes(name)).map(([name]) => name);

let window: Port, engine: Port, grants: Grants;
let reached: unknown[], answered: unknown[];
beforeEach(() => {
  const [toWindow, toEngine] = [new MessageChannel(), new MessageChannel()];
  [grants, reached, answered] = [new Grants(), [], []];
  windowGate(messagePort(toWindow.port1), messagePort(toEngine.port1), grants);
  [window, engine] = [messagePort(toWindow.port2), messagePort(toEngine.port2)];
  engine.onMessage((message) => { reached.push(message); });
  window.onMessage((message) => { answered.push(message); });
});
afterEach(() => { window.close(); });

const ask = (operation: string, input: unknown): unknown => ({ type: 'ask', id: 7, operation, input });
const settled = (messages: () => unknown[], count: number) => expect.poll(() => messages().length).toBe(count);

describe('what a window asks of the engine', () => {
  it('E27: a token a person’s file was given for reaches the engine as its path', async () => {
    const { token, name } = grants.grant('/documents/Contracts');
    expect({ name, length: token.length }).toEqual({ name: 'Contracts', length: 36 });
    window.post(ask('addFolder', { path: token }));
    await settled(() => reached, 1);
    expect(reached).toEqual([ask('addFolder', { path: '/documents/Contracts' })]);
  });

  it.each(['/etc', '/documents/Contracts', '00000000-0000-4000-8000-000000000000', '', null, 7, ['/etc'], {}])('E27: %j is refused, and the engine does not hear of it', async (path) => {
    grants.grant('/documents/Contracts');
    for (const operation of ['addFolder', 'importModel', 'importLibrary']) window.post(ask(operation, { path }));
    await settled(() => answered, 3);
    expect(answered).toEqual(Array.from({ length: 3 }, () => ({ type: 'error', id: 7, error: expect.objectContaining({ code: 'input-invalid' }) as unknown })));
    expect(reached).toEqual([]);
  });

  it('D8: the key for the key store is never given to a window', async () => {
    window.post(ask('keepKey', { current: new Uint8Array(4) }));
    await settled(() => answered, 1);
    expect(answered).toEqual([{ type: 'error', id: 7, error: expect.objectContaining({ code: 'operation-unknown' }) as unknown }]);
    expect(reached).toEqual([]);
  });

  it('E27: no operation that takes a path from outside the library goes through with one', async () => {
    expect(takesPaths.toSorted()).toEqual(['addFolder', 'exportConversation', 'exportEvidence', 'exportGoThrough', 'exportLibrary', 'importLibrary', 'importModel', 'index']);
    for (const operation of takesPaths) window.post(ask(operation, { path: '/etc', paths: ['/etc'] }));
    await settled(() => answered, takesPaths.length);
    expect(reached).toEqual([]);
  });

  it('everything else passes as it is, both ways, until one side closes', async () => {
    const messages = [ask('status', {}), { type: 'cancel', id: 7 }, { type: 'credit', id: 7, count: 8 }];
    for (const message of messages) window.post(message);
    await settled(() => reached, 3);
    expect(reached).toEqual(messages);
    engine.post({ type: 'result', id: 7, output: 'yes' });
    await settled(() => answered, 1);
    expect(answered).toEqual([{ type: 'result', id: 7, output: 'yes' }]);
    let closed = false;
    window.onClose(() => { closed = true; });
    engine.close();
    await expect.poll(() => closed).toBe(true);
  });
});
