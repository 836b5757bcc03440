import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { ReaderPool } from '../../electron/engine/ReaderPool.ts';
import { readerContract, type ReadEvent } from '../../electron/shared/readerContract.ts';

const entry = new URL('../fakes/reader.ts', import.meta.url);

describe('ReaderPool', () => {
  let folder: string;
  let pool: ReaderPool;
  let helpers: HelperProcess<typeof readerContract>[];
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const openPool = (options: { size?: number; silenceMs?: number; memoryLimitBytes?: number } = {}): ReaderPool => {
    const { memoryLimitBytes, ...rest } = options;
    return new ReaderPool({
      create: () => {
        const helper = new HelperProcess({ contract: readerContract, entry, name: 'reader', memoryCheckMs: 50, ...(memoryLimitBytes === undefined ? {} : { memoryLimitBytes }) });
        helpers.push(helper);
        return helper;
      },
      size: 1, ...rest,
    });
  };
  const readAll = async (path: string, signal = new AbortController().signal): Promise<ReadEvent[]> => {
    const events: ReadEvent[] = [];
    for await (const event of pool.read(path, { signal })) events.push(event);
    return events;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carrel-pool-'));
    helpers = [];
  });
  afterEach(async () => {
    await pool.close();
    rmSync(folder, { recursive: true });
  });

  it('gives pages in order and ends with the outcome', async () => {
    pool = openPool();
    const events = await readAll(file('a.txt', 'one\ftwo\fthree'));
    expect(events.map(({ type }) => type)).toEqual(['pages', 'pages', 'pages', 'facts', 'outcome']);
    expect(events.flatMap((event) => (event.type === 'pages' ? event.pages.map(({ text }) => text) : []))).toEqual(['one', 'two', 'three']);
  });

  it('M4: kills a silent reader, says reader-timeout, and reads the next file', async () => {
    pool = openPool({ silenceMs: 4_000 });
    await readAll(file('warm.txt', 'warm'));
    await expect(readAll(file('hang.txt', '#!hang'))).rejects.toMatchObject({ code: 'reader-timeout' });
    expect(helpers[0]?.pid).toBeNull();
    expect(await readAll(file('ok.txt', 'fine'))).toHaveLength(3);
  });

  it('does not count the time the caller takes as silence', async () => {
    pool = openPool({ silenceMs: 3_000 });
    await readAll(file('warm.txt', 'warm'));
    let pages = 0;
    for await (const event of pool.read(file('a.txt', 'one\ftwo'), { signal: new AbortController().signal })) {
      if (event.type === 'pages') pages += 1;
      if (pages === 1) await new Promise((resolve) => setTimeout(resolve, 3_300));
    }
    expect(pages).toBe(2);
  });

  it('R14: does not count as silence what this process itself was held or asleep', async () => {
    pool = openPool({ silenceMs: 3_000 });
    await readAll(file('warm.txt', 'warm'));
    const reading = readAll(file('slow.txt', '#!slow 200\none\ftwo'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const until = performance.now() + 4_000; performance.now() < until;) { /* held */ }
    expect(await reading).toHaveLength(4);
  });

  it('M4: says reader-crashed when the process dies, at once or in the middle, and reads the next file', async () => {
    pool = openPool();
    await expect(readAll(file('crash.txt', '#!crash'))).rejects.toMatchObject({ code: 'reader-crashed' });
    await expect(readAll(file('late.txt', '#!die-late\none\ftwo'))).rejects.toMatchObject({ code: 'reader-crashed' });
    expect(await readAll(file('ok.txt', 'fine'))).toHaveLength(3);
  });

  it.each(['hang', 'deaf'])('M4: a reader that never answers (%s) is killed after its silence', async (how) => {
    pool = openPool({ silenceMs: 4_000 });
    await expect(readAll(file('never.txt', `#!${how}`))).rejects.toMatchObject({ code: 'reader-timeout' });
    expect(await readAll(file('ok.txt', 'fine'))).toHaveLength(3);
  });

  it.each(['segv', 'exit'])('M4: a reader that ends without a word (%s) has crashed', async (how) => {
    pool = openPool();
    await expect(readAll(file('gone.txt', `#!${how}`))).rejects.toMatchObject({ code: 'reader-crashed' });
    expect(await readAll(file('ok.txt', 'fine'))).toHaveLength(3);
  });

  it('M4: what is said twice harms neither the document in hand nor the next one', async () => {
    pool = openPool();
    await expect(readAll(file('twice.txt', '#!twice\none\ftwo'))).rejects.toMatchObject({ code: 'output-invalid' });
    expect(helpers[0]?.pid).toBeNull();
    expect((await readAll(file('ok.txt', 'fine\fand well'))).flatMap((event) => (event.type === 'pages' ? event.pages.map(({ text }) => text) : []))).toEqual(['fine', 'and well']);
  });

  it('M4: a message of a gigabyte ends the reader that makes it, not who listens', async () => {
    pool = openPool({ memoryLimitBytes: 1_500 * 1024 * 1024 });
    const before = process.memoryUsage().rss;
    const outcome = await readAll(file('huge.txt', '#!huge')).then((events) => events.length, (error: unknown) => (error as { code: string }).code);
    console.log(outcome, Math.round((process.memoryUsage().rss - before) / 1e6), 'MB more here');
    expect(['reader-memory', 'reader-crashed']).toContain(outcome);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
    expect(await readAll(file('ok.txt', 'fine'))).toHaveLength(3);
  }, 120_000);

  it('M4: says reader-memory when the process was killed for its memory', async () => {
    pool = openPool({ memoryLimitBytes: 200 * 1024 * 1024 });
    await expect(readAll(file('big.txt', '#!memory'))).rejects.toMatchObject({ code: 'reader-memory' });
  });

  it('holds one reader with one slow file, and never starts more than one beyond its size', async () => {
    pool = openPool({ size: 2 });
    const slow = readAll(file('slow.txt', `#!slow 100\n${'page\f'.repeat(20)}`));
    let slowDone = false;
    void slow.then(() => { slowDone = true; });
    for (let n = 0; n < 5; n += 1) await readAll(file(`quick${n}.txt`, 'quick'));
    expect(slowDone).toBe(false);
    expect(helpers).toHaveLength(2);
    const more = await Promise.all(Array.from({ length: 6 }, (_, n) => readAll(file(`more${n}.txt`, 'more'))));
    expect(more.every((events) => events.length === 3)).toBe(true);
    expect(helpers).toHaveLength(3);
    expect(await slow).toHaveLength(23);
  });

  it('gives up a deaf reader when cancelled, and a waiting read leaves the queue', async () => {
    pool = openPool();
    const controller = new AbortController();
    // The pool's one reader and the one it has room for beyond it: whatever comes now waits.
    const hanging = Promise.all(['hang.txt', 'hang too.txt'].map((name) => readAll(file(name, '#!hang'), controller.signal)));
    const waiting = readAll(file('next.txt', 'next'), controller.signal);
    setTimeout(() => { controller.abort(); }, 300);
    await expect(hanging).rejects.toMatchObject({ code: 'cancelled' });
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readAll(file('ok.txt', 'fine'))).toHaveLength(3);
  });

  it('locates while all readers are busy', async () => {
    pool = openPool();
    const controller = new AbortController();
    const busy = readAll(file('slow.txt', `#!slow 200\n${'page\f'.repeat(20)}`), controller.signal).catch(() => 'left');
    const location = await pool.locate({ path: file('a.txt', 'one'), page: 1, pageHash: '', ranges: [], quotes: [] }, { signal: new AbortController().signal });
    expect(location.found).toBe('gone');
    controller.abort();
    expect(await busy).toBe('left');
  });
});
