import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { fakeReader, openIngest } from '../fakes/openIngest.ts';

// A library at work for long: what it holds of the machine does not grow. A few rounds here; a day by CARREL_SOAK_HOURS=24.
const hours = Number(process.env['CARREL_SOAK_HOURS'] ?? 0);
const fewestRounds = 36;
/** What is loaded once, and what is kept to be quick, is there by then. */
const warmRounds = 12;
const root = mkdtempSync(join(tmpdir(), 'carrel-soak-'));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

type Held = { readonly handles: number; readonly indexBytes: number; readonly libraryBytes: number; readonly residentBytes: number };
const handles = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe('a library at work for long', () => {
  it(`R10 (short): handles, files and memory are as many after ${hours === 0 ? `${fewestRounds} rounds` : `${hours} hours`} of changes and searches as they were soon after the start`, async () => {
    const docs = join(root, 'docs');
    mkdirSync(docs);
    const opened = await openIngest({ folder: join(root, 'library'), reader: fakeReader });
    const rounds: Held[] = [];
    try {
      await opened.ingest.addFolder(docs);
      const endMs = Date.now() + hours * 3_600_000;
      for (let round = 1; round <= fewestRounds || Date.now() < endMs; round += 1) {
        for (let file = 0; file < 6; file += 1) {
          const path = join(docs, `note ${(round + file) % 12}.txt`);
          if (file === 5) rmSync(path, { force: true });
          else writeFileSync(path, `Of round ${round} speaks note ${file}, of the quince and of drawer ${round * 31 + file}. `.repeat(30));
          if (file < 5) utimesSync(path, 1_700_000_000 + round, 1_700_000_000 + round);
        }
        await opened.ingest.rescan(1);
        await opened.settle();
        for (const word of ['quince', `round ${round}`, 'nowhere']) await opened.index.searchTerms(analyseTerms(word), { limit: 20, filter: null });
        rounds.push({ handles: handles(), indexBytes: await opened.index.sizeBytes(), libraryBytes: await opened.library.sizeBytes(), residentBytes: process.memoryUsage().rss });
      }
    } finally {
      await opened.close();
    }
    const [early, late] = [rounds.slice(warmRounds, warmRounds * 2), rounds.slice(-warmRounds)];
    const of = (some: readonly Held[], what: keyof Held): number => middle(some.map((round) => round[what]));
    console.log(`${rounds.length} rounds; ${(['handles', 'indexBytes', 'libraryBytes', 'residentBytes'] as const).map((what) => `${what} ${of(early, what)} → ${of(late, what)}`).join(', ')}`);
    expect(of(late, 'handles')).toBeLessThanOrEqual(of(early, 'handles') + 3);
    // Versions are let go in batches, so that these go up and down.
    expect(of(late, 'indexBytes')).toBeLessThan(of(early, 'indexBytes') * 2);
    expect(of(late, 'libraryBytes')).toBeLessThan(of(early, 'libraryBytes') * 1.5);
    expect(of(late, 'residentBytes') - of(early, 'residentBytes')).toBeLessThan(80e6);
  }, 180_000 + hours * 3_700_000);
});
