import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';

const program = fileURLToPath(new URL('../fakes/maintainAndDie.ts', import.meta.url));
const termKey = createHash('sha256').update('terms').digest();
const rows = 9_000;
const root = mkdtempSync(join(tmpdir(), 'carrel-compaction-'));
const queries = Array.from({ length: 40 }, (_, at) => [`w${at}`, `w${at * 3}`, `only${1 + at * 211}`]);

async function resultsOf(folder: string): Promise<readonly unknown[]> {
  await using index = await SearchIndex.open({ folder, termKey });
  const results: unknown[] = [];
  for (const query of queries) results.push((await index.searchTerms(query, { limit: 20, filter: null })).map(({ id }) => id));
  return results;
}

let expected: readonly unknown[] = [];
beforeAll(async () => {
  const index = await SearchIndex.open({ folder: join(root, 'index'), termKey });
  for (let from = 0; from < rows; from += 600) {
    await index.addPassages(Array.from({ length: 600 }, (_, at) => ({ id: from + at + 1, contentId: 1 + ((from + at) >> 5), folderId: 1, terms: [`only${from + at + 1}`, `w${(from + at) % 120}`, `w${(from + at) % 97}`] })));
  }
  await index.close();
  expected = await resultsOf(join(root, 'index'));
});
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

/** Kills the program so many ms after its first search; gives what it said. */
async function killAfter(folder: string, afterMs: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [program, '--folder', folder, '--key', termKey.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (lines.length === 0) setTimeout(() => { child.kill('SIGKILL'); }, afterMs);
    lines.push(line);
  });
  await new Promise((resolve) => { child.once('close', resolve); });
  return lines;
}

describe('an index that is compacted while it is searched, and killed', () => {
  it('R13: no search fails or misses anything meanwhile, and afterwards every search finds the same', async () => {
    let [killed, searches] = [0, 0];
    for (const afterMs of [0, 60, 400]) {
      const folder = join(root, `killed after ${afterMs}`);
      cpSync(join(root, 'index'), folder, { recursive: true });
      const lines = await killAfter(folder, afterMs);
      expect(lines.filter((line) => line !== 'right' && line !== 'over')).toEqual([]);
      if (!lines.includes('over')) killed += 1;
      searches += lines.length;
      expect(await resultsOf(folder), `killed after ${afterMs} ms`).toEqual(expected);
    }
    expect(killed).toBeGreaterThanOrEqual(2);
    expect(searches).toBeGreaterThan(5);
  });
});
