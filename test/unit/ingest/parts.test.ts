import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Bell } from '../../../electron/engine/ingest/Bell.ts';
import { Random } from '../../eval/random.ts';
import { Figures } from '../../../electron/engine/ingest/Figures.ts';
import { hashFile } from '../../../electron/engine/ingest/hashFile.ts';
import { inTransactions, piecesOf } from '../../../electron/engine/ingest/pieces.ts';
import { Progress } from '../../../electron/engine/ingest/Progress.ts';
import { Turns } from '../../../electron/engine/ingest/Turns.ts';
import { Writing, type ReadPage } from '../../../electron/engine/ingest/Writing.ts';

const signal = new AbortController().signal;
const start = { documentId: 1, sha256: 'a', sizeBytes: 1, contextName: 'report', folderId: 1 };
const page = (number: number, passages: number): ReadPage => ({
  page: { number, text: 'x', locator: { kind: 'lines', firstLine: 1, lastLine: 1 }, headings: [], tables: [] },
  passages: Array.from({ length: passages }, (_, at) => ({ page: number, start: at, end: at + 1, headingPath: [], textTerms: [] })),
});

describe('hashFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-hash-'));
  afterAll(() => { rmSync(folder, { recursive: true }); });
  const path = join(folder, 'a.txt');

  it('hashes bytes and says what the file was', async () => {
    writeFileSync(path, 'abc');
    expect(await hashFile(path, { maxBytes: 10, signal })).toMatchObject({ sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', sizeBytes: 3 });
  });

  it('refuses what is too large without reading it, what is gone, and folders', async () => {
    truncateSync(path, 1024 ** 4);
    await expect(hashFile(path, { maxBytes: 2 * 1024 ** 3, signal })).rejects.toMatchObject({ code: 'file-too-large' });
    await expect(hashFile(join(folder, 'none'), { maxBytes: 10, signal })).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(hashFile(folder, { maxBytes: 10, signal })).rejects.toMatchObject({ code: 'file-not-readable' });
  });

  it.skipIf(process.platform === 'win32')('does not wait for a writer where a pipe took a file’s place', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(hashFile(join(folder, 'pipe'), { maxBytes: 10, signal })).rejects.toMatchObject({ code: 'file-not-readable' });
  });
});

describe('pieces of a document', () => {
  it('hold at most 300 passages, each page once and before its passages, and say at the last how it ended', () => {
    const writing = new Writing(start);
    for (const [at, passages] of [10, 0, 1_000, 5].entries()) writing.add(page(at + 1, passages));
    writing.ended = { facts: { format: 'text', title: '', language: null, pageCount: 4, documentDate: null }, outcome: { state: 'indexed', reason: null } };
    const pieces = [...piecesOf(writing)];
    expect(pieces.map(({ passages }) => passages.length)).toEqual([300, 300, 300, 115]);
    expect(pieces.flatMap(({ pages }) => pages.map(({ number }) => number))).toEqual([1, 2, 3, 4]);
    expect(pieces.map(({ ended }) => ended !== null)).toEqual([false, false, false, true]);
    const seen = new Set<number>();
    for (const piece of pieces) {
      for (const { number } of piece.pages) seen.add(number);
      expect(piece.passages.every((passage) => seen.has(passage.page))).toBe(true);
    }
    expect(writing.bufferedPassages).toBe(0);
    expect([...piecesOf(writing)].map(({ pages }) => pages.length)).toEqual([0]);
  });

  it('share transactions while they fit', () => {
    const small = Array.from({ length: 7 }, () => {
      const writing = new Writing(start);
      writing.add(page(1, 100));
      return [...piecesOf(writing)];
    }).flat();
    expect([...inTransactions(small)].map((some) => some.length)).toEqual([3, 3, 1]);
  });
});

describe('a writing', () => {
  it('keeps the title its first stored passages were indexed under', () => {
    const writing = new Writing(start);
    writing.title = 'Draft';
    expect(writing.contextTerms([])).toContain('draft');
    writing.title = 'Final';
    expect(writing.contextTerms([])).not.toContain('draft');
    writing.add(page(1, 1));
    writing.takePages();
    writing.title = 'Too late';
    expect(writing.title).toBe('Final');
  });
});

describe('progress and figures', () => {
  it('tells the rate of the last ten seconds', () => {
    const progress = new Progress();
    for (let ms = 0; ms <= 20_000; ms += 100) progress.add(ms < 10_000 ? 1 : 5, ms);
    expect(progress.perSecond(20_000)).toBeGreaterThan(45);
    expect(progress.perSecond(20_000)).toBeLessThan(52);
    expect(progress.perSecond(60_000)).toBe(0);
  });

  it.each([1, 2, 3, 4, 5])('tell at 30 %% of the time how long the rest takes, within a factor of two, whatever the sizes (seed %i)', (seed) => {
    const random = new Random(seed);
    // From letters to scanned books, some formats three times as slow as others; of every 64 taken up the smallest come first.
    const sizes = Array.from({ length: 600 }, () => Math.round(2_000 * Math.exp(random.next() ** 2 * 9)));
    const ordered = Array.from({ length: Math.ceil(sizes.length / 64) }, (_, at) => sizes.slice(at * 64, at * 64 + 64).sort((a, b) => a - b)).flat();
    let [nowMs, left] = [performance.now(), { files: sizes.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) }];
    const figures = new Figures();
    figures.found(sizes.length, true);
    const startMs = nowMs;
    const told = ordered.map((bytes) => {
      nowMs += 15 + (bytes / 3_000) * (0.5 + random.next());
      left = { files: left.files - 1, bytes: left.bytes - bytes };
      figures.documentRead(bytes, nowMs);
      return { atMs: nowMs, seconds: figures.secondsToRead(left) };
    });
    const at30 = told.find(({ atMs }) => atMs - startMs >= (nowMs - startMs) * 0.3);
    const trueSeconds = (nowMs - (at30?.atMs ?? 0)) / 1_000;
    expect(at30?.seconds).toBeGreaterThan(trueSeconds / 2);
    expect(at30?.seconds).toBeLessThan(trueSeconds * 2);
    expect(told.at(-1)?.seconds).toBe(0);
  });

  it('leave out of the time left what was a pause', () => {
    const figures = new Figures();
    figures.found(3, true);
    const startMs = performance.now();
    figures.documentRead(1_000_000, startMs + 1_000);
    figures.documentRead(1_000_000, startMs + 3_601_000);
    expect(figures.secondsToRead({ files: 1, bytes: 1_000_000 })).toBeLessThan(31);
  });

  it('count from the last rest', () => {
    const figures = new Figures();
    figures.found(3, true);
    figures.ended(3);
    figures.found(2, true);
    figures.ended(1);
    figures.found(1, false);
    expect(figures.activity({ phase: 'reading', current: 'a', passagesTotal: 0, passagesEmbedded: 0 })).toMatchObject({ filesDone: 1, filesTotal: 3, secondsLeft: null });
  });
});

describe('Turns and Bell', () => {
  it('let one through at a time, in order, past failures', async () => {
    const turns = new Turns();
    const log: number[] = [];
    const work = (n: number, ms: number) => turns.take(async () => {
      await new Promise((resolve) => { setTimeout(resolve, ms); });
      log.push(n);
      if (n === 2) throw new Error('two');
    });
    const results = await Promise.allSettled([work(1, 30), work(2, 5), work(3, 0)]);
    expect(log).toEqual([1, 2, 3]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('wakes who waits, at a ring, an abort or after a time', async () => {
    const bell = new Bell();
    const controller = new AbortController();
    const waits = [bell.wait(signal), bell.wait(controller.signal), bell.wait(signal, 10)];
    await waits[2];
    controller.abort();
    await waits[1];
    bell.ring();
    await waits[0];
    await bell.wait(controller.signal);
  });
});
