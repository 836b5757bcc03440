import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInside, scan, type ScanEvent } from '../../electron/engine/scan.ts';

const signal = new AbortController().signal;
const isRoot = process.getuid?.() === 0;

describe('scan', () => {
  let folder: string;
  const put = (name: string, content = 'text'): string => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const events = async (root = folder, options: { leaveOut?: string[]; batchSize?: number } = {}): Promise<ScanEvent[]> => await Array.fromAsync(scan(root, { signal, ...options }));
  const files = (from: readonly ScanEvent[]): string[] => from.flatMap((event) => (event.type === 'files' ? event.files.map(({ path }) => relative(folder, path)) : [])).sort();
  const unusable = (from: readonly ScanEvent[]): Record<string, string> => Object.fromEntries(from.flatMap((event) => (event.type === 'unusable' ? [[basename(event.file.path), `${event.state} ${event.reason.code} ${event.reason.detail ?? ''}`.trim()]] : [])));

  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'carrel-scan-')); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it('finds files at any depth with size, time and inode, and goes into folders named like files', async () => {
    put('a.txt', 'four');
    put('deep/er/日本語 it\'s 100%.md');
    put('folder.pdf/inside.txt');
    const found = await events();
    expect(files(found)).toEqual(['a.txt', join('deep', 'er', '日本語 it\'s 100%.md'), join('folder.pdf', 'inside.txt')]);
    const [first] = found.flatMap((event) => (event.type === 'files' ? event.files : [])).filter(({ path }) => path.endsWith('a.txt'));
    expect(first?.sizeBytes).toBe(4);
    expect(Math.abs((first?.modifiedMs ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(first?.inode).toMatch(/^[1-9]\d*$/);
  });

  it('takes a single file', async () => {
    const path = put('only.txt');
    put('other.txt');
    expect(files(await events(path))).toEqual(['only.txt']);
  });

  it('ignores hidden entries, node_modules, office lock files, and what it is told to leave out', async () => {
    put('.hidden/a.txt');
    put('.profile');
    put('node_modules/a/readme.md');
    put('~$report.docx');
    put('Thumbs.db');
    put('carrel-data/library.db');
    put('kept.txt');
    const found = await events(folder, { leaveOut: [join(folder, 'carrel-data')] });
    expect(files(found)).toEqual(['kept.txt']);
    expect(unusable(found)).toEqual({});
  });

  it('gives many files in events of at most the batch size', async () => {
    for (let n = 0; n < 25; n += 1) put(`f${n}.txt`);
    const found = await events(folder, { batchSize: 10 });
    expect(found.flatMap((event) => (event.type === 'files' ? [event.files.length] : []))).toEqual([10, 10, 5]);
    expect(new Set(files(found)).size).toBe(25);
  });

  it.skipIf(process.platform === 'win32')('M2: skips special files with their reason and never opens them', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.pdf')]);
    const server = createServer();
    await new Promise<void>((resolve) => { server.listen(join(folder, 'socket.txt'), resolve); });
    symlinkSync('/dev/zero', join(folder, 'zero.txt'));
    put('a.txt');
    const found = await events();
    server.close();
    expect(files(found)).toEqual(['a.txt']);
    expect(unusable(found)).toEqual({ 'pipe.pdf': 'skipped file-special fifo', 'socket.txt': 'skipped file-special socket', 'zero.txt': 'skipped file-special device' });
  });

  it.skipIf(process.platform === 'win32')('M2: skips link loops with their reason, and finds what a link leads to once', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'carrel-outside-'));
    writeFileSync(join(outside, 'far.txt'), 'far');
    symlinkSync(outside, join(outside, 'self'));
    put('sub/a.txt');
    symlinkSync(folder, join(folder, 'sub', 'up'));
    symlinkSync(join(folder, 'sub'), join(folder, 'sub', 'here'));
    symlinkSync('ring', join(folder, 'ring'));
    symlinkSync('/nowhere/at/all', join(folder, 'broken.pdf'));
    symlinkSync(join(folder, 'sub', 'a.txt'), join(folder, 'again.txt'));
    symlinkSync(outside, join(folder, 'far'));
    symlinkSync(outside, join(folder, 'far-again'));
    symlinkSync(tmpdir(), join(folder, 'above'));
    const found = await events();
    expect(files(found).map((path) => basename(path))).toEqual(['far.txt', 'a.txt']);
    expect(unusable(found)).toEqual({ up: 'skipped link-loop', here: 'skipped link-loop', ring: 'skipped link-loop', self: 'skipped link-loop', above: 'skipped link-loop', 'broken.pdf': 'skipped link-broken' });
    rmSync(outside, { recursive: true });
  });

  it('R7: says folder-away when the root cannot be reached, instead of finding nothing', async () => {
    await expect(events(join(folder, 'gone'))).rejects.toMatchObject({ code: 'folder-away' });
  });

  it.skipIf(process.platform === 'win32' || isRoot)('names a folder it may not list', async () => {
    put('closed/a.txt');
    put('open/b.txt');
    chmodSync(join(folder, 'closed'), 0o000);
    const found = await events();
    chmodSync(join(folder, 'closed'), 0o700);
    expect(files(found)).toEqual([join('open', 'b.txt')]);
    expect(found).toContainEqual({ type: 'unlisted', path: join(folder, 'closed') });
    expect(unusable(found)).toEqual({ closed: 'failed file-not-readable EACCES' });
  });

  it.skipIf(process.platform !== 'linux')('names a file whose name is not text', async () => {
    execFileSync('sh', ['-c', 'printf x > "$(printf \'bad\\377name.txt\')"'], { cwd: folder });
    const found = await events();
    expect(files(found)).toEqual([]);
    expect(Object.values(unusable(found))).toEqual(['failed file-not-readable ENOENT']);
  });

  it('stops when cancelled', async () => {
    for (let n = 0; n < 30; n += 1) put(`f${n}.txt`);
    const controller = new AbortController();
    const walk = scan(folder, { signal: controller.signal, batchSize: 5 });
    await walk.next();
    await walk.next();
    controller.abort();
    await expect(walk.next()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('isInside', () => {
  it('compares whole names', () => {
    expect(isInside('/a/b/c', '/a/b')).toBe(true);
    expect(isInside('/a/b', '/a/b')).toBe(true);
    expect(isInside('/a/bc', '/a/b')).toBe(false);
    expect(isInside('/a/..b', '/a')).toBe(true);
    expect(isInside('/', '/a')).toBe(false);
  });
});
