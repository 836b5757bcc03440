import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppError } from '../../electron/shared/AppError.ts';
import { realReader } from '../fakes/openIngest.ts';
import { useIngest, words } from './useIngest.ts';

describe('ingest', () => {
  const at = useIngest();

  it('makes documents searchable by words and meaning, and ends idle', async () => {
    at.put('apples.txt', 'Apples grow on trees.');
    at.put('deep/bread.txt', 'Bread is baked.\fBread is eaten.');
    await at.open();
    await at.indexAll();
    expect(at.states()).toEqual({ 'apples.txt': 'indexed', [join('deep', 'bread.txt')]: 'indexed' });
    expect(await at.find('apples')).toEqual(['apples.txt']);
    expect(at.opened.library.pages.count(at.opened.library.documents.byPath(join(at.docs, 'deep/bread.txt'))?.contentId ?? 0)).toBe(2);
    expect(at.opened.library.vectorsShare('fake-embedder')).toBe(1);
    expect(at.opened.ingest.activity()).toMatchObject({ phase: 'idle', filesDone: 2, filesTotal: 2, pagesDone: 3, passagesEmbedded: 3, passagesTotal: 3, current: null });
  });

  it('takes a single file', async () => {
    const path = at.put('only.txt', 'Only this one.');
    at.put('other.txt', 'Not this one.');
    await at.open();
    await at.opened.ingest.addFolder(path);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'only.txt': 'indexed' });
  });

  it('says folder-not-found for a path that is not there', async () => {
    await at.open();
    await expect(at.opened.ingest.addFolder(join(at.docs, 'nothing'))).rejects.toMatchObject({ code: 'folder-not-found' });
  });

  it('ends every document whatever its reader does, and the queue moves on', async () => {
    at.put('1-hang.txt', '#!hang');
    at.put('2-crash.txt', '#!crash');
    at.put('3-late.txt', '#!die-late\none\ftwo');
    at.put('4-skip.txt', '#!skip format-unsupported');
    at.put('5-fail.txt', '#!fail file-damaged');
    at.put('6-partly.txt', '#!partly limit-exceeded\nhalf of it');
    at.put('7-fine.txt', 'fine');
    at.put('8-large.txt', words(1, 2_000));
    await at.open({ silenceMs: 6_000, maxFileBytes: 10_000 });
    await at.indexAll();
    expect(at.states()).toEqual({
      '1-hang.txt': 'failed reader-timeout', '2-crash.txt': 'failed reader-crashed', '3-late.txt': 'failed reader-crashed', '4-skip.txt': 'skipped format-unsupported',
      '5-fail.txt': 'failed file-damaged', '6-partly.txt': 'indexed-partly limit-exceeded', '7-fine.txt': 'indexed', '8-large.txt': 'skipped file-too-large',
    });
    expect(await at.find('half')).toEqual(['6-partly.txt']);
    expect(await at.find('one two')).toEqual([]);
  });

  it('M6: does not give bytes that ended the reader twice to it again, under whatever name', async () => {
    at.put('bad.txt', '#!crash');
    await at.open();
    await at.indexAll();
    const before = at.phases.length;
    at.put('bad again.txt', '#!crash');
    await at.opened.ingest.rescan(at.opened.library.folders.list()[0]?.id ?? 0);
    await at.opened.settle();
    expect(at.states()['bad again.txt']).toBe('failed reader-crashed');
    expect(at.phases.slice(before).filter((phase) => phase === 'reading')).toHaveLength(1);
    expect(at.opened.library.quarantine.deaths(createHash('sha256').update('#!crash').digest('hex'))).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)('names what it may not read, and reads it once it may', async () => {
    const path = at.put('closed.txt', 'Behind closed doors.');
    chmodSync(path, 0o000);
    await at.open();
    await at.indexAll();
    expect(at.states()).toEqual({ 'closed.txt': 'failed file-not-readable' });
    chmodSync(path, 0o600);
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'closed.txt': 'indexed' });
  });

  it('commits many small documents in few groups', async () => {
    for (let n = 0; n < 600; n += 1) at.put(`${n % 10}/f${n}.txt`, `Number ${n}. ${words(n, 20)}`);
    await at.open();
    await at.opened.ingest.addFolder(at.docs);
    await at.opened.settle('searchable');
    expect(at.opened.library.passages.count()).toBe(600);
    expect(at.opened.ingest.activity().filesDone).toBe(600);
    expect(at.count('group-indexed')).toBeLessThan(40);
    await at.opened.settle();
    expect(at.opened.library.documents.byState()).toEqual({ indexed: 600 });
  });

  it('stages a document of 5,000 pages over several groups and makes it live at its end, while a short one does not wait for it', async () => {
    at.put('a-book.txt', Array.from({ length: 5_000 }, (_, page) => `Page ${page} of the book. ${words(page, 40)}`).join('\f'));
    at.put('z-note.txt', `A short note. ${words(3, 2_000)}`);
    const seen: { note: boolean; book: number }[] = [];
    await at.open({
      readers: 1,
      onPhase: (phase) => {
        at.phases.push(phase);
        if (phase === 'group-live') seen.push({ note: at.opened.library.documents.byPath(join(at.docs, 'z-note.txt'))?.pages === 1, book: at.opened.library.documents.byPath(join(at.docs, 'a-book.txt'))?.pages ?? 0 });
      },
    });
    await at.opened.ingest.addFolder(at.docs);
    await at.opened.settle('searchable');
    expect(at.count('group-live')).toBeGreaterThan(2);
    expect(seen.findIndex(({ note }) => note)).toBeLessThan(seen.findIndex(({ book }) => book > 0));
    expect([...new Set(seen.map(({ book }) => book))]).toEqual([0, 5_000]);
    expect(at.opened.library.documents.totals(null)).toMatchObject({ documents: 2, pages: 5_001 });
  });

  it('reads a small document beside huge ones that hold every reader', async () => {
    for (const name of ['huge-1.txt', 'huge-2.txt']) at.put(name, `#!slow 250\n${name}${'\fpage'.repeat(80)}`);
    await at.open();
    await at.opened.ingest.addFolder(at.docs);
    await expect.poll(() => at.opened.library.documents.byState().reading, { timeout: 10_000 }).toBe(2);
    at.put('small.txt', 'A small one.');
    await at.opened.ingest.rescan(1);
    await expect.poll(() => at.opened.library.documents.byPath(join(at.docs, 'small.txt'))?.pages, { timeout: 15_000 }).toBe(1);
    expect(at.states()).toMatchObject({ 'huge-1.txt': 'reading', 'huge-2.txt': 'reading' });
    expect(await at.find('small')).toEqual(['small.txt']);
  });

  it('looks into large files before it hashes them, and never into those above the limit', async () => {
    truncateSync(at.put('film.mkv', ''), 200 * 1024 * 1024);
    truncateSync(at.put('sparse.pdf', ''), 1024 ** 4);
    await at.open({ reader: realReader });
    const started = performance.now();
    await at.indexAll();
    expect(at.states()).toEqual({ 'film.mkv': expect.stringMatching(/^skipped|^failed/) as string, 'sparse.pdf': 'skipped file-too-large' });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(at.opened.library.passages.count()).toBe(0);
  });

  it('stores the same content once, however many places hold it', async () => {
    at.put('one.txt', 'The same words in two places.');
    at.put('copies/two.txt', 'The same words in two places.');
    await at.open();
    await at.indexAll();
    const [one, two] = at.opened.library.documents.all();
    expect(one?.contentId).toBe(two?.contentId);
    expect(at.opened.library.passages.count()).toBe(1);
    await at.opened.ingest.removals.remove(join(at.docs, 'one.txt'));
    await at.opened.settle();
    expect(await at.find('same words')).toEqual([join('copies', 'two.txt')]);
  });

  it('knows a moved file again: same document, same passages, nothing read or embedded', async () => {
    at.put('old/report.txt', 'A report that moves.');
    at.put('stays.txt', 'Another one.');
    await at.open();
    await at.indexAll();
    const before = at.opened.library.documents.byPath(join(at.docs, 'old/report.txt'));
    at.phases.length = 0;
    mkdirSync(join(at.docs, 'new'));
    renameSync(join(at.docs, 'old/report.txt'), join(at.docs, 'new/renamed.txt'));
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    const after = at.opened.library.documents.byPath(join(at.docs, 'new/renamed.txt'));
    expect(after).toMatchObject({ documentId: before?.documentId, contentId: before?.contentId, state: 'indexed' });
    expect(at.states()).toEqual({ [join('new', 'renamed.txt')]: 'indexed', 'stays.txt': 'indexed' });
    expect(at.count('reading') + at.count('embedding')).toBe(0);
  });

  it('files that change places hold each what lies there now', async () => {
    at.put('one.txt', 'The quince is ripe.');
    at.put('two.txt', 'The medlar is not.');
    at.put('three.txt', 'The sorb is eaten late.');
    await at.open();
    await at.indexAll();
    // Round in a ring: each takes up what another leaves in the same moment.
    const [one, two, three, aside] = ['one.txt', 'two.txt', 'three.txt', 'aside'].map((name) => join(at.docs, name)) as [string, string, string, string];
    renameSync(one, aside);
    renameSync(two, one);
    renameSync(three, two);
    renameSync(aside, three);
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'one.txt': 'indexed', 'two.txt': 'indexed', 'three.txt': 'indexed' });
    expect([await at.find('medlar'), await at.find('sorb'), await at.find('quince')]).toEqual([['one.txt'], ['two.txt'], ['three.txt']]);
  });

  it('a file whose text went from the library just before it was to hold it is read again', async () => {
    at.put('plan.txt', 'The meeting is on Monday.');
    at.put('stays.txt', 'Of no meeting.');
    const leaves: (() => void)[] = [];
    // Just before a group is brought to its end, what the copy was to hold goes: the one document that held it is taken out.
    await at.open({ onPhase: (phase) => { if (phase === 'group-staged') leaves.shift()?.(); } });
    await at.indexAll();
    leaves.push(() => { at.opened.library.documents.removeMany([at.opened.library.documents.byPath(join(at.docs, 'plan.txt'))?.documentId ?? 0]); });
    at.put('copy.txt', 'The meeting is on Monday.');
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(leaves).toEqual([]);
    expect(at.states()).toEqual({ 'copy.txt': 'indexed', 'stays.txt': 'indexed' });
    expect(await at.find('monday')).toEqual(['copy.txt']);
  });

  it('keeps what a changed file held until its new text is searchable, then only that', async () => {
    at.put('plan.txt', 'The meeting is on Monday.');
    await at.open();
    await at.indexAll();
    const findable: string[][] = [];
    const path = at.put('plan.txt', '#!slow 300\nThe meeting is on Friday.\fSecond page.');
    utimesSync(path, new Date(), new Date(Date.now() + 10_000));
    const rescan = at.opened.ingest.rescan(1);
    await rescan;
    for (let n = 0; n < 4; n += 1) {
      findable.push(await at.find('monday'));
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    await at.opened.settle();
    expect(findable[0]).toEqual(['plan.txt']);
    expect(await at.find('monday')).toEqual([]);
    expect(await at.find('friday')).toEqual(['plan.txt']);
    expect(at.states()).toEqual({ 'plan.txt': 'indexed' });
  });

  it('R7: takes out what was deleted, and nothing of a folder that is away', async () => {
    at.put('a.txt', 'alpha');
    at.put('b.txt', 'beta');
    await at.open();
    await at.indexAll();
    renameSync(at.docs, `${at.docs}-unplugged`);
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.opened.library.folders.list()[0]).toMatchObject({ away: true, documents: 2 });
    expect(await at.find('alpha')).toEqual(['a.txt']);
    renameSync(`${at.docs}-unplugged`, at.docs);
    rmSync(join(at.docs, 'a.txt'));
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.opened.library.folders.list()[0]).toMatchObject({ away: false, documents: 1 });
    expect(await at.find('alpha')).toEqual([]);
    expect(await at.find('beta')).toEqual(['b.txt']);
    rmSync(join(at.docs, 'b.txt'));
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.states()).toEqual({});
    expect(at.opened.library.garbage.count()).toBe(0);
  });

  it('takes an empty folder in place of the known one for a mount point without its drive', async () => {
    at.put('a.txt', 'alpha');
    await at.open();
    await at.indexAll();
    renameSync(at.docs, `${at.docs}-drive`);
    mkdirSync(at.docs);
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.opened.library.folders.list()[0]).toMatchObject({ away: true, documents: 1 });
    expect(await at.find('alpha')).toEqual(['a.txt']);
    rmSync(at.docs, { recursive: true });
    renameSync(`${at.docs}-drive`, at.docs);
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.opened.library.folders.list()[0]).toMatchObject({ away: false, documents: 1 });
  });

  it('lists special files with their reason and goes on', async () => {
    at.put('a.txt', 'alpha');
    symlinkSync(at.docs, join(at.docs, 'loop'));
    symlinkSync('/dev/zero', join(at.docs, 'zero.txt'));
    await at.open();
    await at.indexAll();
    expect(at.states()).toEqual({ 'a.txt': 'indexed', loop: 'skipped link-loop', 'zero.txt': 'skipped file-special' });
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'a.txt': 'indexed', loop: 'skipped link-loop', 'zero.txt': 'skipped file-special' });
  });

  it.skipIf(process.platform !== 'linux')('never opens what is still with a cloud provider, reads it once it is here, and keeps it when it goes back', async () => {
    const own = Object.getOwnPropertyDescriptor(process, 'platform');
    onTestFinished(() => { Object.defineProperty(process, 'platform', own ?? {}); });
    Object.defineProperty(process, 'platform', { value: 'darwin' });
    const text = 'alpha and the rest of it';
    const path = at.put('a.txt', '');
    const fetched = (isHere: boolean): void => {
      writeFileSync(path, isHere ? text : '');
      truncateSync(path, text.length);
      utimesSync(path, 1_700_000_000, 1_700_000_000);
    };
    const lookAgain = async (): Promise<void> => {
      await at.opened.ingest.rescan(1);
      await at.opened.settle();
    };
    fetched(false);
    await at.open();
    await at.indexAll();
    expect(at.states()).toEqual({ 'a.txt': 'skipped file-in-cloud' });
    // Asking for it once more fetches it as little.
    expect(at.opened.ingest.readAgain.retry()).toBe(1);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'a.txt': 'skipped file-in-cloud' });
    fetched(true);
    await lookAgain();
    expect(at.states()).toEqual({ 'a.txt': 'indexed' });
    fetched(false);
    await lookAgain();
    expect(at.states()).toEqual({ 'a.txt': 'indexed' });
    expect(await at.find('alpha')).toEqual(['a.txt']);
  });

  it('does not read again what was removed from a folder that stays, until it is added again', async () => {
    at.put('keep.txt', 'keep');
    at.put('sub/a.txt', 'alpha');
    at.put('sub/b.txt', 'beta');
    await at.open();
    await at.indexAll();
    expect(await at.opened.ingest.removals.remove(join(at.docs, 'sub'))).toEqual({ documents: 2 });
    await at.opened.ingest.rescan(1);
    await at.opened.settle();
    expect(at.states()).toEqual({ 'keep.txt': 'indexed' });
    await expect(at.opened.ingest.removals.remove(join(at.docs, 'no such'))).rejects.toMatchObject({ code: 'document-unknown' });
    await at.opened.ingest.addFolder(join(at.docs, 'sub'));
    await at.opened.settle();
    expect(await at.find('alpha')).toEqual([join('sub', 'a.txt')]);
  });

  it('gives up reading what is removed meanwhile', async () => {
    at.put('slow.txt', `#!slow 50\n${words(1, 10)}${'\fpage'.repeat(400)}`);
    at.put('quick.txt', 'quick');
    await at.open();
    await at.opened.ingest.addFolder(at.docs);
    await new Promise((resolve) => { setTimeout(resolve, 2_500); });
    const started = performance.now();
    await at.opened.ingest.removals.remove(join(at.docs, 'slow.txt'));
    await at.opened.settle();
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(at.states()).toEqual({ 'quick.txt': 'indexed' });
    expect(at.opened.library.garbage.count()).toBe(0);
  });
});

describe('what holds up the work', () => {
  const at = useIngest();

  it('is told until the work goes on, whoever waits for it or not', async () => {
    at.put('a.txt', 'alpha');
    await at.open();
    await at.indexAll();
    const { library, ingest } = at.opened;
    const begin = vi.spyOn(library.folderScans, 'begin').mockImplementationOnce(() => { throw new AppError('disk-full', { path: at.docs }); });
    at.put('b.txt', 'beta');
    ingest.lookAgain(1);
    await expect.poll(() => ingest.activity().trouble).toEqual({ code: 'disk-full', details: { path: at.docs } });
    begin.mockRestore();
    // It is tried again by itself.
    await expect.poll(() => at.find('beta'), { timeout: 20_000 }).toEqual(['b.txt']);
    await expect.poll(() => ingest.activity().trouble, { timeout: 20_000 }).toBeNull();
  });
});
