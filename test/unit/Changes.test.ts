import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { Changes } from '../../electron/engine/Changes.ts';

describe('Changes.sample', () => {
  it('gives a value now and after changes, those in between together', async () => {
    vi.useFakeTimers();
    const changes = new Changes();
    const controller = new AbortController();
    let state = 0;
    const seen: number[] = [];
    const reading = (async () => {
      for await (const value of changes.sample(() => state, { everyMs: 40, signal: controller.signal })) seen.push(value);
    })();
    await vi.advanceTimersByTimeAsync(60);
    for (state = 1; state <= 20; state += 1) changes.tell();
    state = 20;
    await vi.advanceTimersByTimeAsync(15);
    expect(seen).toEqual([0, 20]);
    for (state = 21; state <= 30; state += 1) changes.tell();
    state = 30;
    await vi.advanceTimersByTimeAsync(10);
    expect(seen).toEqual([0, 20]);
    await vi.advanceTimersByTimeAsync(60);
    expect(seen).toEqual([0, 20, 30]);
    await vi.advanceTimersByTimeAsync(100);
    expect(seen).toEqual([0, 20, 30]);
    controller.abort();
    await reading;
    vi.useRealTimers();
  });

  it('ends when what it accompanies ends, with its error if it has one', async () => {
    const changes = new Changes();
    const { signal } = new AbortController();
    const seen: number[] = [];
    for await (const value of changes.sample(() => 1, { everyMs: 10, signal, until: sleep(50) })) seen.push(value);
    expect(seen).toEqual([1]);
    const failing = (async () => { for await (const _ of changes.sample(() => 1, { everyMs: 10, signal, until: sleep(5).then(() => { throw new Error('broken'); }) })) seen.push(2); })();
    await expect(failing).rejects.toThrow('broken');
  });

  it('ends at once when left or aborted', async () => {
    const changes = new Changes();
    for await (const _ of changes.sample(() => 1, { everyMs: 10_000, signal: new AbortController().signal })) break;
    const startedMs = performance.now();
    for await (const _ of changes.sample(() => 1, { everyMs: 10_000, signal: AbortSignal.timeout(20) })) await sleep(1);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});
