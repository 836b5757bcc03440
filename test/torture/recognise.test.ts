import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFile } from '../../electron/engine/ingest/hashFile.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { testKey } from '../fakes/openIngest.ts';
import { drawScan, scannedPdf } from '../fixtures/drawScans.ts';

const worker = fileURLToPath(new URL('./recogniseWorker.ts', import.meta.url));
const pages = 30;
/** Pages recognised at the same time: those a kill may cost. */
const atOnce = 2;

describe('killing the program while it recognises', () => {
  let folder = '';
  const place = (name: string): string => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carrel-recognise-'));
    mkdirSync(place('documents'));
    const sheet = drawScan({ columns: [['Sheet']], size: 8 });
    writeFileSync(place('documents/scan.pdf'), scannedPdf(Array.from({ length: pages }, () => sheet)));
  });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  /** Pages it began with, in order; killed in the middle of the `killAt`-th. */
  const run = async (killAt: number): Promise<{ readonly asked: readonly number[]; readonly isSettled: boolean }> => {
    const child = spawn(process.execPath, [worker, place('library'), place('documents')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const said: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      if (said.length === killAt) setTimeout(() => child.kill('SIGKILL'), (killAt * 7) % 26);
    });
    await new Promise((resolve) => { child.once('close', resolve); });
    return { asked: said.filter((line) => line !== 'settled').map(Number), isSettled: said.includes('settled') };
  };
  /** Looks into a copy, so that the next run finds what the kill left. */
  const looked = async <T>(look: (library: Library) => T): Promise<T> => {
    cpSync(place('library'), place('copy'), { recursive: true });
    const library = await Library.open({ folder: place('copy'), key: testKey('sqlite') });
    try {
      return look(library);
    } finally {
      await library.close();
      rmSync(place('copy'), { recursive: true });
    }
  };

  it('goes on with the page it was at: none is recognised twice, none is lost', async () => {
    const { sha256 } = await hashFile(place('documents/scan.pdf'), { maxBytes: 1e9, signal: AbortSignal.timeout(10_000) });
    let kept = new Set<number>();
    let asked = 0;
    let kills = 0;
    for (const killAt of [1, 5, 9, 4, Infinity]) {
      const ran = await run(killAt);
      asked += ran.asked.length;
      expect(ran.asked.filter((page) => kept.has(page))).toEqual([]);
      expect(ran.isSettled).toBe(killAt === Infinity);
      if (!ran.isSettled) kills += 1;
      kept = await looked(({ recognised }) => new Set(Array.from({ length: pages }, (_, at) => at + 1).filter((page) => recognised.get(sha256, page) !== null)));
      // What it had begun with and ended is kept, but for those in hand.
      expect(ran.asked.filter((page) => !kept.has(page)).length).toBeLessThanOrEqual(ran.isSettled ? 0 : atOnce);
    }
    expect(kills).toBe(4);
    expect(asked).toBeLessThanOrEqual(pages + kills * atOnce);
    const texts = await looked((library) => {
      const [document] = library.documents.all();
      return Array.from({ length: pages }, (_, at) => library.pages.get(document?.contentId ?? 0, at + 1)?.text);
    });
    expect(texts).toEqual(Array.from({ length: pages }, (_, at) => `Recognised words of page number${at + 1}`));
  });
});
