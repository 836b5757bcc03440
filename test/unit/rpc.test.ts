import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spawnHelper } from '../../electron/engine/spawnHelper.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import type { Client } from '../../electron/shared/operation.ts';
import { connect } from '../../electron/shared/rpc/connect.ts';
import { latePort } from '../../electron/shared/rpc/latePort.ts';
import { messagePort } from '../../electron/shared/rpc/messagePort.ts';
import type { Port } from '../../electron/shared/rpc/Port.ts';
import { childPort } from '../../electron/shared/rpc/processPort.ts';
import { serve } from '../../electron/shared/rpc/serve.ts';
import { streamWindow } from '../../electron/shared/rpc/wire.ts';
import { helperContract, type HelperContract } from '../fakes/helperContract.ts';
import { makeHelperHandlers } from '../fakes/helperHandlers.ts';

type Rig = { client: Client<HelperContract>; port: Port; unchecked: (operation: string, input: unknown) => Promise<unknown>; end: () => Promise<void> };

function uncheckedOn(port: Port): Rig['unchecked'] {
  return (operation, input) => (connect({ [operation]: helperContract.add }, port) as unknown as Record<string, (input: unknown) => Promise<unknown>>)[operation]?.(input) ?? Promise.reject(new Error('no operation'));
}

const rigs: Record<string, () => Rig> = {
  'a MessageChannel': () => {
    const { port1, port2 } = new MessageChannel();
    const server = serve(helperContract, makeHelperHandlers(), messagePort(port1));
    const port = messagePort(port2);
    return { client: connect(helperContract, port), port, unchecked: uncheckedOn(port), end: () => server.close() };
  },
  'a port that comes late': () => {
    const { port1, port2 } = new MessageChannel();
    const server = serve(helperContract, makeHelperHandlers(), messagePort(port1));
    const port = latePort();
    setTimeout(() => { port.arrive(messagePort(port2)); }, 20);
    return { client: connect(helperContract, port), port, unchecked: uncheckedOn(port), end: () => server.close() };
  },
  'a forked child': () => {
    const child = spawnHelper(new URL('../fakes/helper.ts', import.meta.url));
    const port = childPort(child);
    const exited = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
    return { client: connect(helperContract, port), port, unchecked: uncheckedOn(port), end: () => { port.close(); return exited; } };
  },
};

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => null, (reason: unknown) => reason);
  return error instanceof AppError ? error.code : `not an AppError: ${String(error)}`;
}

describe.each(Object.entries(rigs))('RPC over %s', (_name, makeRig) => {
  let rig: Rig;
  beforeEach(() => { rig = makeRig(); });
  afterEach(() => rig.end());

  it('answers calls, with defaults filled in', async () => {
    expect(await rig.client.add({ a: 2, b: 3 })).toBe(5);
    expect(await rig.client.add({ a: 2 })).toBe(3);
    expect(await Promise.all(Array.from({ length: 50 }, (_, i) => rig.client.add({ a: i, b: i })))).toEqual(Array.from({ length: 50 }, (_, i) => 2 * i));
  });

  it('keeps bytes and floats as they are, also views into larger buffers', async () => {
    const bytes = new Uint8Array([9, 0, 255, 128, 7]).subarray(1, 4);
    const floats = new Float32Array([9, 1.5, -0, Number.NaN]).subarray(1);
    const back = await rig.client.echoBytes({ bytes, floats });
    expect(back.bytes).toBeInstanceOf(Uint8Array);
    expect([...back.bytes]).toEqual([0, 255, 128]);
    expect(back.floats).toBeInstanceOf(Float32Array);
    expect([...back.floats]).toEqual([1.5, -0, Number.NaN]);
  });

  it('E25: refuses invalid input before the handler sees it', async () => {
    const error = await rig.client.add({ a: 'two' as unknown as number }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'input-invalid', details: { operation: 'add' } });
    expect((error as AppError).details['problem']).toMatch(/^a: /);
  });

  it('refuses invalid output of a call and of a stream', async () => {
    expect(await codeOf(rig.client.lie({}))).toBe('output-invalid');
    const seen: number[] = [];
    const reading = (async () => { for await (const { n } of rig.client.lieInStream({})) seen.push(n); })();
    expect(await codeOf(reading)).toBe('output-invalid');
    expect(seen).toEqual([1]);
  });

  it('names unknown operations, also those every object has', async () => {
    expect(await codeOf(rig.unchecked('nothing', {}))).toBe('operation-unknown');
    expect(await codeOf(rig.unchecked('toString', {}))).toBe('operation-unknown');
  });

  it('carries error codes and details; foreign errors become internal', async () => {
    const error = await rig.client.fail({ code: 'file-damaged' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'AppError', code: 'file-damaged', details: { path: 'a/b.pdf', page: 3 } });
    expect(await codeOf(rig.client.fail({ code: 'unknown-kind' }))).toBe('internal');
  });

  it('a stream gives its events in order, then its end or its error', async () => {
    const seen: number[] = [];
    for await (const { n } of rig.client.count({ to: 200 })) seen.push(n);
    expect(seen).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    const before: number[] = [];
    const reading = (async () => { for await (const { n } of rig.client.count({ to: 10, failAt: 4 })) before.push(n); })();
    expect(await codeOf(reading)).toBe('reader-timeout');
    expect(before).toEqual([1, 2, 3]);
  });

  it('an AbortSignal rejects at once and reaches the handler', async () => {
    const controller = new AbortController();
    const pending = codeOf(rig.client.hang({}, { signal: controller.signal }));
    await rig.client.add({ a: 1 });
    controller.abort();
    expect(await pending).toBe('cancelled');
    await expect.poll(() => rig.client.cancelled({})).toBe(1);
    expect(await codeOf(rig.client.hang({}, { signal: controller.signal }))).toBe('cancelled');
    expect(await rig.client.cancelled({})).toBe(1);
  });

  it('an AbortSignal ends a stream in the middle', async () => {
    const controller = new AbortController();
    let last = 0;
    const reading = (async () => {
      for await (const { n } of rig.client.count({ to: 1_000_000 }, { signal: controller.signal })) {
        last = n;
        if (n === 100) controller.abort();
      }
    })();
    expect(await codeOf(reading)).toBe('cancelled');
    expect(last).toBeGreaterThanOrEqual(100);
    expect(last).toBeLessThanOrEqual(100 + streamWindow);
    await expect.poll(() => rig.client.cancelled({})).toBe(1);
  });

  it('leaving a for await cancels', async () => {
    for await (const { n } of rig.client.count({ to: 1_000_000 })) if (n === 5) break;
    await expect.poll(() => rig.client.cancelled({})).toBe(1);
    const made = await rig.client.made({});
    expect(made).toBeLessThanOrEqual(5 + streamWindow + 1);
  });

  it('a slow reader holds the producer at most the window ahead', async () => {
    let read = 0;
    for await (const { n } of rig.client.count({ to: 350 })) {
      read = n;
      if (n % 60 !== 0) continue;
      await sleep(30);
      const made = await rig.client.made({});
      expect(made).toBeLessThanOrEqual(read + streamWindow);
      expect(made).toBeGreaterThan(read);
    }
    expect(read).toBe(350);
  });

  it('a stream that nobody iterates never starts; each iteration is its own', async () => {
    const counting = rig.client.count({ to: 3 });
    await rig.client.add({ a: 1 });
    expect(await rig.client.made({})).toBe(0);
    for (let round = 1; round <= 2; round += 1) {
      const seen: number[] = [];
      for await (const { n } of counting) seen.push(n);
      expect(seen).toEqual([1, 2, 3]);
    }
  });

  it('E25: ignores messages that make no sense', async () => {
    for (const nonsense of [null, 7, 'x', { type: 'ask' }, { type: 'credit', id: 1, count: -5 }, { type: 'cancel', id: 'x' }]) rig.port.post(nonsense);
    expect(await rig.client.add({ a: 1, b: 1 })).toBe(2);
  });

  it('a closed port rejects what is pending and what comes later', async () => {
    const pending = codeOf(rig.client.hang({}));
    const reading = codeOf((async () => { for await (const { n } of rig.client.count({ to: 1_000_000 })) if (n === 40) rig.port.close(); })());
    expect(await pending).toBe('port-closed');
    expect(await reading).toBe('port-closed');
    expect(await codeOf(rig.client.add({ a: 1 }))).toBe('port-closed');
  });
});

describe('serve', () => {
  it('close aborts what runs, waits for it and then closes the port', async () => {
    const { port1, port2 } = new MessageChannel();
    let isDone = false;
    const server = serve(helperContract, {
      ...makeHelperHandlers(),
      hang: async (_input, { signal }) => {
        while (!signal.aborted) await sleep(5);
        await sleep(30);
        isDone = true;
        return {};
      },
    }, messagePort(port1));
    const client = connect(helperContract, messagePort(port2));
    const pending = codeOf(client.hang({}).then(() => { throw new AppError('cancelled'); }));
    await client.add({ a: 1 });
    await server.close();
    expect(isDone).toBe(true);
    expect(['cancelled', 'port-closed']).toContain(await pending);
    expect(await codeOf(client.add({ a: 1 }))).toBe('port-closed');
  });

  it('the asker leaving aborts its calls', async () => {
    const { port1, port2 } = new MessageChannel();
    const aborted = new Promise<void>((resolve) => {
      serve(helperContract, {
        ...makeHelperHandlers(),
        hang: (_input, { signal }) => new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => { resolve(); reject(new AppError('cancelled')); }, { once: true });
        }),
      }, messagePort(port1));
    });
    const port = messagePort(port2);
    const client = connect(helperContract, port);
    const pending = codeOf(client.hang({}));
    await client.add({ a: 1 });
    port.close();
    await aborted;
    expect(await pending).toBe('port-closed');
  });
});

describe('connect with checkOutputs', () => {
  it('does not believe the other side', async () => {
    const { port1, port2 } = new MessageChannel();
    const liar = messagePort(port1);
    liar.onMessage((message) => {
      const { id, operation } = message as { id: number; operation: string };
      liar.post(operation === 'pid' ? { type: 'error', id, error: { code: 'made-up', details: {} } } : { type: 'result', id, output: 'five' });
    });
    const client = connect(helperContract, messagePort(port2), { checkOutputs: true });
    expect(await codeOf(client.add({ a: 2, b: 3 }))).toBe('output-invalid');
    expect(await codeOf(client.pid({}))).toBe('output-invalid');
    expect(await codeOf((async () => { for await (const _ of client.count({ to: 3 })) throw new Error('an event'); })())).toBe('output-invalid');
    liar.close();
  });
});
