import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { readerContract, type Outcome } from '../../electron/shared/readerContract.ts';
import { hostileArchives } from '../fixtures/hostile/archives.ts';
import { hostileMarkup } from '../fixtures/hostile/markup.ts';
import { hostilePdfs } from '../fixtures/hostile/pdfs.ts';

const memoryLimitBytes = 1_500_000_000;
const reader = new HelperProcess({ contract: readerContract, entry: new URL('../../electron/reader/main.ts', import.meta.url), name: 'reader', memoryLimitBytes });
let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'carrel-hostile-')); });
afterAll(async () => {
  await reader.close();
  rmSync(folder, { recursive: true });
});

async function read(path: string, atPage: () => void = () => {}): Promise<{ ends: string; text: string }> {
  let [outcome, text]: [Outcome | null, string] = [null, ''];
  for await (const event of reader.client.read({ path })) {
    if (event.type === 'outcome') outcome = event.outcome;
    if (event.type !== 'pages') continue;
    if (text.length < 1_000_000) text += event.pages.map((page) => page.text).join('\n');
    atPage();
  }
  return { ends: outcome === null ? 'nothing' : [outcome.state, outcome.reason?.code ?? ''].join(' ').trim(), text };
}

function write(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The most physical memory a process has held; Linux alone tells. */
function peakBytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
}

describe.each([['archives', hostileArchives], ['markup, tables, mails and text', hostileMarkup], ['PDF', hostilePdfs]] as const)('hostile %s', (_kind, files) => {
  it.each(files)('M2: $what', async ({ name, bytes, ends, says }) => {
    const next = write('next.txt', Buffer.from('The tide.'));
    await read(next);
    const { pid } = reader;
    const path = write(name, bytes());
    const began = performance.now();
    const result = await read(path);
    rmSync(path);
    expect(result.ends).toBe(ends);
    expect(result.text).toContain(says ?? '');
    expect(performance.now() - began).toBeLessThan(60_000);
    // No file costs the next one anything.
    expect(await read(next)).toEqual({ ends: 'indexed', text: 'The tide.' });
    expect(reader.pid).toBe(pid);
  }, 120_000);

  it.skipIf(process.platform !== 'linux')('M2: memory stayed within its limit', () => {
    expect(peakBytes(reader.pid ?? 0)).toBeLessThan(memoryLimitBytes * 1.2);
    expect(peakBytes(reader.pid ?? 0)).toBeGreaterThan(0);
  });
});

describe('files that are odd on the disk', () => {
  it('M2: a file cut short while it is read', async () => {
    const message = (index: number) => `From a@b.example Tue Mar  4 09:30:00 2025\nFrom: a@b.example\nTo: c@d.example\nSubject: ${index}\nDate: Tue, 4 Mar 2025 09:30:00 +0100\n\nThe quay. ${'words '.repeat(100)}\n\n`;
    const path = write('changing.mbox', Buffer.from(Array.from({ length: 20_000 }, (_value, index) => message(index)).join('')));
    let isCut = false;
    const { ends, text } = await read(path, () => {
      if (!isCut) truncateSync(path, 100_000);
      isCut = true;
    });
    expect(isCut).toBe(true);
    expect(ends).toMatch(/^(?:indexed|indexed-partly)\b/);
    expect(text).toContain('The quay.');
  });

  it.skipIf(process.platform === 'win32')('M2: a file of one terabyte that takes no room', async () => {
    const path = write('sparse.txt', Buffer.alloc(0));
    truncateSync(path, 1024 ** 4);
    expect((await read(path)).ends).toBe('failed file-too-large');
  });

  it('M2: a path of 32,000 characters, a folder named as a document, nothing at all', async () => {
    expect((await read(join(folder, `${'long/'.repeat(6_400)}a.txt`))).ends).toBe('failed file-not-readable');
    mkdirSync(join(folder, 'folder.pdf'));
    expect((await read(join(folder, 'folder.pdf'))).ends).toBe('failed file-not-readable');
    expect((await read(join(folder, 'gone.pdf'))).ends).toBe('failed file-not-found');
  });

  it.skipIf(process.platform !== 'linux')('M6: all of them together leave no file open', async () => {
    const openFiles = () => readdirSync(`/proc/${reader.pid ?? 0}/fd`).length;
    const path = write('tide.txt', Buffer.from('The tide.'));
    await read(path);
    const before = openFiles();
    for (const { name, bytes } of [...hostileArchives, ...hostileMarkup, ...hostilePdfs].filter(({ name }) => !/^(?:bomb|lying|many|line|quote|address|blanks)\./.test(name))) await read(write(name, bytes()));
    await read(path);
    expect(openFiles()).toBe(before);
  });

  it.skipIf(process.platform === 'win32')('M2: what never ends is not opened', async () => {
    expect((await read('/dev/zero')).ends).toBe('failed file-not-readable');
  });
});
