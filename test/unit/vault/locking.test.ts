import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stayOpenHandlers } from '../../../electron/engine/handlers/securityHandlers.ts';
import { IdleLock } from '../../../electron/engine/IdleLock.ts';
import { Running } from '../../../electron/engine/Running.ts';
import { AppError } from '../../../electron/shared/AppError.ts';

describe('the idle lock', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('locks after so many minutes without a request, not while an answer is on its way, never at 0', () => {
    let [minutes, busy, locks] = [10, false, 0];
    const idle = new IdleLock({ minutes: () => minutes, isBusy: () => busy, lock: () => { locks += 1; idle.touch(); } });
    vi.advanceTimersByTime(9 * 60_000);
    idle.touch();
    vi.advanceTimersByTime(9 * 60_000);
    expect(locks).toBe(0);
    vi.advanceTimersByTime(60_000);
    expect(locks).toBe(1);
    busy = true;
    vi.advanceTimersByTime(60 * 60_000);
    expect(locks).toBe(1);
    busy = false;
    vi.advanceTimersByTime(9 * 60_000);
    expect(locks).toBe(1);
    vi.advanceTimersByTime(2 * 60_000);
    expect(locks).toBe(2);
    minutes = 0;
    vi.advanceTimersByTime(600 * 60_000);
    expect(locks).toBe(2);
    idle.close();
  });

  it('locks as well when the clock was set back', () => {
    let locks = 0;
    const idle = new IdleLock({ minutes: () => 5, isBusy: () => false, lock: () => { locks += 1; } });
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(15_000);
    expect(locks).toBe(1);
    idle.close();
  });
});

describe('what runs on an open library', () => {
  const locked = new AppError('library-locked');
  const never = new AbortController().signal;

  it('goes on undisturbed, with its own errors', async () => {
    const running = new Running();
    expect(await running.call(never, () => 7)).toBe(7);
    await expect(running.call(never, () => { throw new AppError('page-unknown'); })).rejects.toThrow('page-unknown');
    expect(await Array.fromAsync(running.stream(never, async function* () { yield 1; yield 2; }))).toEqual([1, 2]);
    expect(running.hasStreams).toBe(false);
  });

  it('ends with the reason when the library is closed, at once and whatever it makes of it', async () => {
    const running = new Running();
    let cleaned = 0;
    const deaf = running.call(never, () => new Promise<number>(() => undefined));
    const polite = running.call(never, (signal) => new Promise<number>((_, reject) => { signal.addEventListener('abort', () => { reject(new AppError('cancelled')); }); }));
    const stream = Array.fromAsync(running.stream(never, async function* (signal) {
      try {
        yield 1;
        await new Promise<void>((resolve) => { signal.addEventListener('abort', () => { resolve(); }); });
        yield 2;
      } finally {
        cleaned += 1;
      }
    }));
    const outcomes = Promise.allSettled([deaf, polite, stream]);
    await new Promise((resolve) => { setTimeout(resolve, 10); });
    expect(running.hasStreams).toBe(true);
    await running.close(locked);
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: locked });
    expect(cleaned).toBe(1);
    await expect(running.call(never, () => 1)).rejects.toBe(locked);
  });

  it('leaving a stream ends its work first', async () => {
    const running = new Running();
    const seen: string[] = [];
    for await (const value of running.stream(never, async function* () {
      try {
        yield 1;
        yield 2;
      } finally {
        seen.push('ended');
      }
    })) {
      seen.push(String(value));
      break;
    }
    expect(seen).toEqual(['1', 'ended']);
    expect(running.hasStreams).toBe(false);
  });
});

describe('what is shown and would be lost', () => {
  it('keeps the idle lock off as long as it is followed, and no longer', async () => {
    const running = new Running();
    const leave = new AbortController();
    const followed = running.stream(leave.signal, (signal) => stayOpenHandlers().stayOpen({}, { signal }))[Symbol.asyncIterator]();
    expect(await followed.next()).toEqual({ done: false, value: {} });
    expect(running.hasStreams).toBe(true);
    const end = followed.next();
    leave.abort();
    expect(await end).toMatchObject({ done: true });
    expect(running.hasStreams).toBe(false);
  });
});
