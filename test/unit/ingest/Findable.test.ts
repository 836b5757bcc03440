import { describe, expect, it, vi } from 'vitest';
import { Findable } from '../../../electron/engine/ingest/Findable.ts';
import { AppError } from '../../../electron/shared/AppError.ts';

/** An index with `rows` of 100 passages. `until` ends when the signal says so, or as `recovery` does. */
function made(rows: number, { steppedBack = false, recovery = new Promise<void>(() => undefined) } = {}) {
  let isRecovered = false;
  void recovery.then(() => { isRecovered = true; }, () => undefined);
  const until = vi.fn((_isSo: () => boolean, signal: AbortSignal) => Promise.race([recovery, new Promise<void>((_, reject) => { signal.addEventListener('abort', () => { reject(new AppError('cancelled')); }, { once: true }); })]));
  return { until, findable: new Findable({ library: { passages: { count: () => 100 } as never }, index: { countPassages: () => Promise.resolve(rows), steppedBack }, isRecovered: () => isRecovered, until }) };
}
const { signal } = new AbortController();

describe('a search while the index is made again', () => {
  it('waits for nothing where no row is missing', async () => {
    const { findable, until } = made(101);
    await findable.wait(signal, 10);
    expect(until).not.toHaveBeenCalled();
  });

  it('waits until the index is whole', async () => {
    const { findable, until } = made(40, { recovery: new Promise((resolve) => { setTimeout(resolve, 30); }) });
    await findable.wait(signal, 5_000);
    expect(until).toHaveBeenCalledOnce();
  });

  it('says how far it is when that takes long', async () => {
    await expect(made(40).findable.wait(signal, 20)).rejects.toMatchObject({ code: 'index-building', details: { done: 40, total: 100 } });
  });

  it('does not trust a count that rows of removed documents make up', async () => {
    await expect(made(120, { steppedBack: true }).findable.wait(signal, 20)).rejects.toMatchObject({ code: 'index-building', details: { done: 100, total: 100 } });
  });

  it('tells what keeps the index from being made, and that it was given up', async () => {
    await expect(made(40, { recovery: Promise.reject(new AppError('disk-full')) }).findable.wait(signal, 5_000)).rejects.toMatchObject({ code: 'disk-full' });
    const given = new AbortController();
    setTimeout(() => { given.abort(); }, 20);
    await expect(made(40).findable.wait(given.signal, 5_000)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
