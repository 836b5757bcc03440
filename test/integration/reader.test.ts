import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { chunkPages } from '../../electron/engine/chunk.ts';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { readerContract, type ExtractedPage, type Outcome } from '../../electron/shared/readerContract.ts';
import { formatsFolder, meanOf, scoreFormats } from '../eval/formats.ts';
import { fixture } from '../fixtures/readAll.ts';

const entry = new URL('../../electron/reader/main.ts', import.meta.url);
const brokenFolder = fileURLToPath(new URL('../../../shared/data/broken/', import.meta.url));
const hasBroken = existsSync(join(brokenFolder, 'manifest.jsonl'));
const hasFormats = existsSync(join(formatsFolder, 'manifest.jsonl'));
if (!hasBroken || !hasFormats) console.warn('No ../shared/data: the reader is tested on our own files only.');

const reader = new HelperProcess({ contract: readerContract, entry, name: 'reader', memoryLimitBytes: 1_500_000_000 });
afterAll(() => reader.close());

async function read(path: string): Promise<{ pages: ExtractedPage[]; outcome: Outcome | null }> {
  const pages: ExtractedPage[] = [];
  let outcome: Outcome | null = null;
  for await (const event of reader.client.read({ path })) {
    if (event.type === 'pages') pages.push(...event.pages);
    if (event.type === 'outcome') outcome = event.outcome;
  }
  return { pages, outcome };
}

describe('the reader as a process', () => {
  it('reads, locates, and goes on after it was killed', async () => {
    expect((await read(fixture('table.pdf'))).outcome).toEqual({ state: 'indexed', reason: null });
    const first = reader.pid;
    reader.kill();
    const { pages } = await read(fixture('table.pdf'));
    expect(reader.pid).not.toBe(first);
    const start = pages[0]?.text.indexOf('82,959') ?? -1;
    const place = await reader.client.locate({ path: fixture('table.pdf'), page: 1, pageHash: '', ranges: [{ start, end: start + 6 }], quotes: ['82,959'] });
    expect(place).toMatchObject({ found: 'moved', rectangles: [{ range: 0 }] });
  });
});

describe.skipIf(!hasBroken)('M1: damaged and hostile files', () => {
  type Entry = { readonly file: string; readonly 'expected state': string; readonly min_chars?: number };
  const entries = hasBroken ? readFileSync(join(brokenFolder, 'manifest.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Entry) : [];

  it.each(entries)('M1: $file ends as it should', async ({ file, 'expected state': expected, min_chars: fewest }) => {
    const began = performance.now();
    const { pages, outcome } = await read(join(brokenFolder, file));
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(outcome?.state).toMatch(/^(?:indexed|indexed-partly|skipped|failed)$/);
    // Whether a page of a damaged file is blank or lost cannot be told: partly is as good where whole is expected.
    const accepted: Readonly<Record<string, readonly string[]>> = { any: ['indexed', 'indexed-partly', 'skipped', 'failed'], 'indexed-partly': ['indexed', 'indexed-partly'] };
    expect(accepted[expected] ?? [expected]).toContain(outcome?.state);
    if (fewest !== undefined && outcome?.state.startsWith('indexed') === true) expect(pages.reduce((sum, page) => sum + page.text.length, 0)).toBeGreaterThanOrEqual(fewest);
  });
});

describe.skipIf(!hasFormats)('well-behaved files', () => {
  it('M1: are read to at least 0.97 of their words and 0.9 of them expected, format by format', async () => {
    const scores = await scoreFormats(formatsFolder);
    expect(scores.every(({ state }) => ['indexed', 'indexed-partly', 'skipped', 'failed'].includes(state))).toBe(true);
    for (const [format, of] of Map.groupBy(scores, (score) => score.format)) {
      expect(of.filter(({ state }) => !state.startsWith('indexed')).map(({ file }) => file), format).toEqual([]);
      expect(meanOf(of.map(({ ruled }) => ruled.recall)) ?? 1, format).toBeGreaterThanOrEqual(0.97);
      expect(meanOf(of.map(({ ruled }) => ruled.precision)) ?? 1, format).toBeGreaterThanOrEqual(0.9);
      expect(of.filter(({ missing }) => missing.length > 0).map(({ file }) => file), format).toEqual([]);
    }
  });

  it('give passages that cover their text', async () => {
    for (const { file } of await scoreFormats(formatsFolder)) {
      const { pages } = await read(join(formatsFolder, file));
      const passages = chunkPages(pages);
      for (const page of pages) {
        const covered = passages.filter((passage) => passage.page === page.number).map(({ start, end }) => page.text.slice(start, end)).join('');
        expect(covered.replace(/\s/g, ''), file).toBe(page.text.replace(/\s/g, ''));
      }
    }
  });
});
