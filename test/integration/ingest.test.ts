import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { fakeReader, openIngest, type OpenedIngest, type OpenIngestOptions } from '../fakes/openIngest.ts';

const words = (seed: number, count: number): string => Array.from({ length: count }, (_, at) => `word${(seed * 7919 + at * 104_729) % 5_000}`).join(' ');

describe('ingest', () => {
  let folder: string;
  let docs: string;
  let opened: OpenedIngest;
  let phases: string[];

  const put = (name: string, content: string): string => {
    const path = join(docs, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const open = async (options: Partial<OpenIngestOptions> = {}): Promise<OpenedIngest> => {
    opened = await openIngest({ folder: join(folder, 'library'), reader: fakeReader, onPhase: (phase) => phases.push(phase), ...options });
    return opened;
  };
  const indexAll = async (): Promise<void> => {
    await opened.ingest.addFolder(docs);
    await opened.settle();
  };
  const states = (): Record<string, string> => Object.fromEntries(opened.library.documents.all().map(({ path, state, reason }) => [path.slice(docs.length + 1), reason === null ? state : `${state} ${reason.code}`]));
  const find = async (query: string): Promise<string[]> => {
    const hits = await opened.index.searchTerms(analyseTerms(query), { limit: 50, filter: null });
    return [...new Set(opened.library.passages.byIds(hits.map(({ id }) => id)).map(({ path }) => path.slice(docs.length + 1)))].sort();
  };
  const count = (phase: string): number => phases.filter((one) => one === phase).length;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carrel-ingest-'));
    docs = join(folder, 'documents');
    mkdirSync(docs);
    phases = [];
  });
  afterEach(async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes documents searchable by words and meaning, and ends idle', async () => {
    put('apples.txt', 'Apples grow on trees.');
    put('deep/bread.txt', 'Bread is baked.\fBread is eaten.');
    await open();
    await indexAll();
    expect(states()).toEqual({ 'apples.txt': 'indexed', [join('deep', 'bread.txt')]: 'indexed' });
    expect(await find('apples')).toEqual(['apples.txt']);
    expect(opened.library.pages.count(opened.library.documents.byPath(join(docs, 'deep/bread.txt'))?.contentId ?? 0)).toBe(2);
    expect(opened.library.vectorsShare('fake-embedder')).toBe(1);
    expect(opened.ingest.activity()).toMatchObject({ phase: 'idle', filesDone: 2, filesTotal: 2, pagesDone: 3, passagesEmbedded: 3, passagesTotal: 3, current: null });
  });

  it('takes a single file', async () => {
    const path = put('only.txt', 'Only this one.');
    put('other.txt', 'Not this one.');
    await open();
    await opened.ingest.addFolder(path);
    await opened.settle();
    expect(states()).toEqual({ 'only.txt': 'indexed' });
  });

  it('says folder-not-found for a path that is not there', async () => {
    await open();
    await expect(opened.ingest.addFolder(join(docs, 'nothing'))).rejects.toMatchObject({ code: 'folder-not-found' });
  });

  it('ends every document whatever its reader does, and the queue moves on', async () => {
    put('1-hang.txt', '#!hang');
    put('2-crash.txt', '#!crash');
    put('3-late.txt', '#!die-late\none\ftwo');
    put('4-skip.txt', '#!skip format-unsupported');
    put('5-fail.txt', '#!fail file-damaged');
    put('6-partly.txt', '#!partly limit-exceeded\nhalf of it');
    put('7-fine.txt', 'fine');
    put('8-large.txt', words(1, 2_000));
    await open({ silenceMs: 6_000, maxFileBytes: 10_000 });
    await indexAll();
    expect(states()).toEqual({
      '1-hang.txt': 'failed reader-timeout', '2-crash.txt': 'failed reader-crashed', '3-late.txt': 'failed reader-crashed', '4-skip.txt': 'skipped format-unsupported',
      '5-fail.txt': 'failed file-damaged', '6-partly.txt': 'indexed-partly limit-exceeded', '7-fine.txt': 'indexed', '8-large.txt': 'skipped file-too-large',
    });
    expect(await find('half')).toEqual(['6-partly.txt']);
    expect(await find('one two')).toEqual([]);
  });

  it('does not give bytes that ended the reader twice to it again, under whatever name', async () => {
    put('bad.txt', '#!crash');
    await open();
    await indexAll();
    const before = phases.length;
    put('bad again.txt', '#!crash');
    await opened.ingest.rescan(opened.library.folders.list()[0]?.id ?? 0);
    await opened.settle();
    expect(states()['bad again.txt']).toBe('failed reader-crashed');
    expect(phases.slice(before).filter((phase) => phase === 'reading')).toHaveLength(1);
    expect(opened.library.quarantine.deaths(createHash('sha256').update('#!crash').digest('hex'))).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)('names what it may not read, and reads it once it may', async () => {
    const path = put('closed.txt', 'Behind closed doors.');
    chmodSync(path, 0o000);
    await open();
    await indexAll();
    expect(states()).toEqual({ 'closed.txt': 'failed file-not-readable' });
    chmodSync(path, 0o600);
    await opened.ingest.rescan(1);
    await opened.settle();
    expect(states()).toEqual({ 'closed.txt': 'indexed' });
  });

  it('reads nothing again when nothing changed, over restarts too', async () => {
    for (let n = 0; n < 20; n += 1) put(`f${n}.txt`, words(n, 50));
    await open();
    await indexAll();
    const before = { states: states(), passages: opened.library.passages.count() };
    phases.length = 0;
    await opened.ingest.rescan(1);
    await opened.settle();
    await opened.close();
    await open();
    await opened.settle();
    expect({ states: states(), passages: opened.library.passages.count() }).toEqual(before);
    expect(count('reading') + count('group-live') + count('embedding') + count('rebuilding') + count('sweeping')).toBe(0);
  });

  it('commits many small documents in few groups', async () => {
    for (let n = 0; n < 600; n += 1) put(`${n % 10}/f${n}.txt`, `Number ${n}. ${words(n, 20)}`);
    await open();
    await opened.ingest.addFolder(docs);
    await opened.settle('searchable');
    expect(opened.library.passages.count()).toBe(600);
    expect(opened.ingest.activity().filesDone).toBe(600);
    expect(count('group-indexed')).toBeLessThan(40);
    await opened.settle();
    expect(opened.library.documents.byState()).toEqual({ indexed: 600 });
  });

  it('stages a document of 5,000 pages over several groups and makes it live at its end, while a short one does not wait for it', async () => {
    put('a-book.txt', Array.from({ length: 5_000 }, (_, page) => `Page ${page} of the book. ${words(page, 40)}`).join('\f'));
    put('z-note.txt', `A short note. ${words(3, 2_000)}`);
    const seen: { note: boolean; book: number }[] = [];
    await open({
      readers: 1,
      onPhase: (phase) => {
        phases.push(phase);
        if (phase === 'group-live') seen.push({ note: opened.library.documents.byPath(join(docs, 'z-note.txt'))?.pages === 1, book: opened.library.documents.byPath(join(docs, 'a-book.txt'))?.pages ?? 0 });
      },
    });
    await opened.ingest.addFolder(docs);
    await opened.settle('searchable');
    expect(count('group-live')).toBeGreaterThan(2);
    expect(seen.findIndex(({ note }) => note)).toBeLessThan(seen.findIndex(({ book }) => book > 0));
    expect([...new Set(seen.map(({ book }) => book))]).toEqual([0, 5_000]);
    expect(opened.library.documents.totals(null)).toMatchObject({ documents: 2, pages: 5_001 });
  });

  it('stores the same content once, however many places hold it', async () => {
    put('one.txt', 'The same words in two places.');
    put('copies/two.txt', 'The same words in two places.');
    await open();
    await indexAll();
    const [one, two] = opened.library.documents.all();
    expect(one?.contentId).toBe(two?.contentId);
    expect(opened.library.passages.count()).toBe(1);
    await opened.ingest.remove(join(docs, 'one.txt'));
    await opened.settle();
    expect(await find('same words')).toEqual([join('copies', 'two.txt')]);
  });

  it('knows a moved file again: same document, same passages, nothing read or embedded', async () => {
    put('old/report.txt', 'A report that moves.');
    put('stays.txt', 'Another one.');
    await open();
    await indexAll();
    const before = opened.library.documents.byPath(join(docs, 'old/report.txt'));
    phases.length = 0;
    mkdirSync(join(docs, 'new'));
    renameSync(join(docs, 'old/report.txt'), join(docs, 'new/renamed.txt'));
    await opened.ingest.rescan(1);
    await opened.settle();
    const after = opened.library.documents.byPath(join(docs, 'new/renamed.txt'));
    expect(after).toMatchObject({ documentId: before?.documentId, contentId: before?.contentId, state: 'indexed' });
    expect(states()).toEqual({ [join('new', 'renamed.txt')]: 'indexed', 'stays.txt': 'indexed' });
    expect(count('reading') + count('embedding')).toBe(0);
  });

  it('keeps what a changed file held until its new text is searchable, then only that', async () => {
    put('plan.txt', 'The meeting is on Monday.');
    await open();
    await indexAll();
    const findable: string[][] = [];
    const path = put('plan.txt', '#!slow 300\nThe meeting is on Friday.\fSecond page.');
    utimesSync(path, new Date(), new Date(Date.now() + 10_000));
    const rescan = opened.ingest.rescan(1);
    await rescan;
    for (let n = 0; n < 4; n += 1) {
      findable.push(await find('monday'));
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    await opened.settle();
    expect(findable[0]).toEqual(['plan.txt']);
    expect(await find('monday')).toEqual([]);
    expect(await find('friday')).toEqual(['plan.txt']);
    expect(states()).toEqual({ 'plan.txt': 'indexed' });
  });

  it('takes out what was deleted, and nothing of a folder that is away', async () => {
    put('a.txt', 'alpha');
    put('b.txt', 'beta');
    await open();
    await indexAll();
    renameSync(docs, `${docs}-unplugged`);
    await opened.ingest.rescan(1);
    await opened.settle();
    expect(opened.library.folders.list()[0]).toMatchObject({ away: true, documents: 2 });
    expect(await find('alpha')).toEqual(['a.txt']);
    renameSync(`${docs}-unplugged`, docs);
    rmSync(join(docs, 'a.txt'));
    await opened.ingest.rescan(1);
    await opened.settle();
    expect(opened.library.folders.list()[0]).toMatchObject({ away: false, documents: 1 });
    expect(await find('alpha')).toEqual([]);
    expect(await find('beta')).toEqual(['b.txt']);
    rmSync(join(docs, 'b.txt'));
    await opened.ingest.rescan(1);
    await opened.settle();
    expect(states()).toEqual({});
    expect(opened.library.garbage.count()).toBe(0);
  });

  it('takes an empty folder in place of the known one for a mount point without its drive', async () => {
    put('a.txt', 'alpha');
    await open();
    await indexAll();
    renameSync(docs, `${docs}-drive`);
    mkdirSync(docs);
    await opened.ingest.rescan(1);
    await opened.settle();
    expect(opened.library.folders.list()[0]).toMatchObject({ away: true, documents: 1 });
    expect(await find('alpha')).toEqual(['a.txt']);
    rmSync(docs, { recursive: true });
    renameSync(`${docs}-drive`, docs);
    await opened.ingest.rescan(1);
    await opened.settle();
    expect(opened.library.folders.list()[0]).toMatchObject({ away: false, documents: 1 });
  });

  it('lists special files with their reason and goes on', async () => {
    put('a.txt', 'alpha');
    symlinkSync(docs, join(docs, 'loop'));
    symlinkSync('/dev/zero', join(docs, 'zero.txt'));
    await open();
    await indexAll();
    expect(states()).toEqual({ 'a.txt': 'indexed', loop: 'skipped link-loop', 'zero.txt': 'skipped file-special' });
    await opened.ingest.rescan(1);
    await opened.settle();
    expect(states()).toEqual({ 'a.txt': 'indexed', loop: 'skipped link-loop', 'zero.txt': 'skipped file-special' });
  });

  it('does not read again what was removed from a folder that stays, until it is added again', async () => {
    put('keep.txt', 'keep');
    put('sub/a.txt', 'alpha');
    put('sub/b.txt', 'beta');
    await open();
    await indexAll();
    expect(await opened.ingest.remove(join(docs, 'sub'))).toEqual({ documents: 2 });
    await opened.ingest.rescan(1);
    await opened.settle();
    expect(states()).toEqual({ 'keep.txt': 'indexed' });
    await expect(opened.ingest.remove(join(docs, 'no such'))).rejects.toMatchObject({ code: 'document-unknown' });
    await opened.ingest.addFolder(join(docs, 'sub'));
    await opened.settle();
    expect(await find('alpha')).toEqual([join('sub', 'a.txt')]);
  });

  it('gives up reading what is removed meanwhile', async () => {
    put('slow.txt', `#!slow 50\n${words(1, 10)}${'\fpage'.repeat(400)}`);
    put('quick.txt', 'quick');
    await open();
    await opened.ingest.addFolder(docs);
    await new Promise((resolve) => { setTimeout(resolve, 2_500); });
    const started = performance.now();
    await opened.ingest.remove(join(docs, 'slow.txt'));
    await opened.settle();
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(states()).toEqual({ 'quick.txt': 'indexed' });
    expect(opened.library.garbage.count()).toBe(0);
  });

  it('holds still while paused, over a restart too, and goes on afterwards', async () => {
    for (let n = 0; n < 10; n += 1) put(`f${n}.txt`, `#!slow 20\n${words(n, 30)}`);
    await open();
    opened.ingest.pause();
    await opened.ingest.addFolder(docs);
    await new Promise((resolve) => { setTimeout(resolve, 700); });
    expect(opened.ingest.activity().phase).toBe('paused');
    expect(opened.library.passages.count()).toBe(0);
    await opened.close();
    await open();
    expect(opened.ingest.activity().phase).toBe('paused');
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    expect(opened.library.passages.count()).toBe(0);
    opened.ingest.resume();
    await opened.settle();
    expect(opened.library.documents.byState()).toEqual({ indexed: 10 });
  });

  it('discards what a stop left half done and reads it again', async () => {
    put('slow.txt', `#!slow 30\n${Array.from({ length: 60 }, (_, page) => words(page, 30)).join('\f')}`);
    await open({ limits: { documents: 256, passages: 2_000, ms: 200 } });
    await opened.ingest.addFolder(docs);
    while (count('group-live') < 2) await new Promise((resolve) => { setTimeout(resolve, 50); });
    await opened.close();
    await open();
    await opened.settle();
    expect(states()).toEqual({ 'slow.txt': 'indexed' });
    expect(opened.library.documents.totals(null)).toMatchObject({ documents: 1, pages: 60 });
    expect((await Array.fromAsync(opened.index.passageIds())).flat().length).toBe(opened.library.passages.count());
  });

  it('builds a missing index anew from the library, words and vectors', async () => {
    for (let n = 0; n < 30; n += 1) put(`f${n}.txt`, `Number ${n}. ${words(n, 30)}`);
    await open();
    await indexAll();
    await opened.close();
    rmSync(join(folder, 'library', 'index'), { recursive: true });
    phases.length = 0;
    await open();
    await opened.settle();
    expect(await find('number')).toHaveLength(30);
    expect((await Array.fromAsync(opened.index.vectorIds('fake-embedder'))).flat().length).toBe(30);
    expect(opened.library.vectorsShare('fake-embedder')).toBe(1);
    expect(count('reading')).toBe(0);
    expect(count('rebuilding')).toBe(1);
  });

  it('builds a damaged index anew from the library', async () => {
    for (let n = 0; n < 30; n += 1) put(`f${n}.txt`, `Number ${n}. ${words(n, 30)}`);
    await open();
    await indexAll();
    await opened.close();
    const data = join(folder, 'library', 'index', 'passages.lance', 'data');
    for (const name of readdirSync(data)) truncateSync(join(data, name), 100);
    await open();
    await opened.settle();
    expect(await find('number')).toHaveLength(30);
    expect(states()['f0.txt']).toBe('indexed');
  });

  it('sweeps rows nothing knows when they are more than a tenth', async () => {
    for (let n = 0; n < 20; n += 1) put(`f${n}.txt`, words(n, 30));
    await open();
    await indexAll();
    await opened.index.addPassages(Array.from({ length: 5 }, (_, at) => ({ id: 1_000_000 + at, contentId: 999, folderId: 1, terms: ['stray'] })));
    await opened.close();
    await open();
    await opened.settle();
    expect(count('sweeping')).toBe(1);
    expect((await Array.fromAsync(opened.index.passageIds())).flat().length).toBe(20);
  });

  it('tells whoever waits of a full disk, and goes on by itself once there is room', async () => {
    put('a.txt', 'alpha');
    await open({ start: false });
    const add = opened.index.addPassages.bind(opened.index);
    let isFull = true;
    opened.index.addPassages = async (rows) => {
      if (isFull) throw new AppError('disk-full', {});
      await add(rows);
    };
    await opened.ingest.start();
    await opened.ingest.addFolder(docs);
    await expect(opened.settle()).rejects.toMatchObject({ code: 'disk-full' });
    isFull = false;
    await expect.poll(() => states()['a.txt'], { timeout: 15_000 }).toBe('indexed');
    expect(await find('alpha')).toEqual(['a.txt']);
    expect((await Array.fromAsync(opened.index.passageIds())).flat()).toHaveLength(1);
  });

  it('rejects whoever waits when it is stopped', async () => {
    put('slow.txt', `#!slow 1000${'\fpage'.repeat(20)}`);
    await open();
    await opened.ingest.addFolder(docs);
    const waiting = expect(opened.settle()).rejects.toMatchObject({ code: 'engine-stopped' });
    await opened.ingest.stop();
    await waiting;
    await expect(opened.ingest.settled('searchable', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});
