import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HelperProcess, type HelperOptions, type Stopped } from '../../electron/engine/HelperProcess.ts';
import { residentBytes } from '../../electron/engine/residentBytes.ts';
import { helperContract, type HelperContract } from '../fakes/helperContract.ts';

const open: HelperProcess<HelperContract>[] = [];
function start(options: Partial<HelperOptions<HelperContract>> = {}): HelperProcess<HelperContract> {
  const helper = new HelperProcess({ contract: helperContract, entry: new URL('../fakes/helper.ts', import.meta.url), name: 'fake', ...options });
  open.push(helper);
  return helper;
}
afterEach(() => Promise.all(open.splice(0).map((helper) => helper.close())));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('HelperProcess', () => {
  it('starts with the first call, and only then', async () => {
    const helper = start();
    expect(helper.pid).toBeNull();
    const pid = await helper.client.pid({});
    expect(helper.pid).toBe(pid);
    expect(pid).not.toBe(process.pid);
  });

  it.skipIf(process.platform !== 'linux')('E36, D2: leaves no image of its memory on the disk when it crashes', async () => {
    const pid = await start().client.pid({});
    expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(/^Max core file size +0 +0 /m);
  });

  it('kill -9: the pending call rejects with helper-stopped, the next one works on a new process', async () => {
    const helper = start();
    const stops: Stopped[] = [];
    helper.onStopped((stopped) => stops.push(stopped));
    const first = await helper.client.pid({});
    const pending = helper.client.hang({});
    await helper.client.add({ a: 1 });
    process.kill(first, 'SIGKILL');
    await expect(pending).rejects.toMatchObject({ code: 'helper-stopped', details: { name: 'fake', why: 'exit' } });
    const second = await helper.client.pid({});
    expect(second).not.toBe(first);
    await expect.poll(() => stops).toMatchObject([{ name: 'fake', pid: first, why: 'exit', signal: 'SIGKILL' }]);
  });

  it('a stream broken by a death rejects after the events that arrived', async () => {
    const helper = start();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { n } of helper.client.count({ to: 1_000_000 })) {
        seen.push(n);
        if (n === 10) helper.kill();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'helper-stopped', details: { why: 'killed' } });
    expect(seen.length).toBeGreaterThanOrEqual(10);
    expect(await helper.client.add({ a: 1, b: 1 })).toBe(2);
  });

  it('survives ten deaths in a row', async () => {
    const helper = start();
    const pids = new Set<number>();
    for (let round = 0; round < 10; round += 1) {
      pids.add(await helper.client.pid({}));
      await expect(helper.client.exit({ code: 3 })).rejects.toMatchObject({ code: 'helper-stopped' });
    }
    expect(pids.size).toBe(10);
    await expect.poll(() => [...pids].filter(isAlive)).toEqual([]);
  });

  it('a program that cannot start rejects instead of hanging', async () => {
    const helper = start({ entry: '/nowhere/helper.ts' });
    await expect(helper.client.add({ a: 1 })).rejects.toMatchObject({ code: 'helper-stopped' });
    await expect(helper.client.add({ a: 1 })).rejects.toMatchObject({ code: 'helper-stopped' });
  });

  it('kills a process that holds too much memory and says so', async () => {
    const helper = start({ memoryLimitBytes: 200 * 1024 * 1024, memoryCheckMs: 50 });
    expect(await helper.client.add({ a: 1, b: 1 })).toBe(2);
    await expect(helper.client.allocate({ megabytes: 400 })).rejects.toMatchObject({ code: 'helper-stopped', details: { why: 'memory' } });
    expect(await helper.client.add({ a: 1, b: 1 })).toBe(2);
  });

  it('close ends the process; later calls are refused', async () => {
    const helper = start();
    const pid = await helper.client.pid({});
    const pending = expect(helper.client.hang({})).rejects.toMatchObject({ code: 'helper-stopped', details: { why: 'closed' } });
    await helper.close();
    await pending;
    expect(isAlive(pid)).toBe(false);
    await expect(helper.client.add({ a: 1 })).rejects.toMatchObject({ code: 'helper-stopped', details: { why: 'closed' } });
  });

  it('gives the process a cleared environment', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-warnings');
    vi.stubEnv('CARREL_TEST_SWITCH', 'kept');
    vi.stubEnv('SECRET_TOKEN', 'dropped');
    const environment = await start().client.environment({});
    expect(environment).toMatchObject({ CARREL_TEST_SWITCH: 'kept' });
    expect(environment).not.toHaveProperty('NODE_OPTIONS');
    expect(environment).not.toHaveProperty('SECRET_TOKEN');
    vi.unstubAllEnvs();
  });

  it('M5: cannot open a connection or ask for a name, not even on this machine', async () => {
    const listener = createServer((_request, response) => { response.end('reached'); });
    await new Promise<void>((resolve) => { listener.listen(0, '127.0.0.1', resolve); });
    const { port } = listener.address() as AddressInfo;
    const { privateSocket, ...others } = await start().client.reachOut({ socketPath: join(tmpdir(), `carrel-${process.pid}.sock`), port });
    listener.close();
    expect(privateSocket).toBe('connected');
    expect(Object.keys(others)).toHaveLength(25);
    expect(new Set(Object.values(others))).toEqual(new Set(['ERR_OFFLINE']));
  });

  it('ends with its parent’s channel, whatever it is doing', async () => {
    const helper = start();
    const pid = await helper.client.pid({});
    void helper.client.hang({}).catch(() => undefined);
    await helper.close();
    await sleep(10);
    expect(isAlive(pid)).toBe(false);
  });
});

describe('residentBytes', () => {
  it('is near what the process itself says, and null for no process', async () => {
    const held = await residentBytes(process.pid);
    const own = process.memoryUsage.rss();
    expect(held).toBeGreaterThan(own * 0.5);
    expect(held).toBeLessThan(own * 2);
    expect(await residentBytes(2 ** 30)).toBeNull();
  });
});
