import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyseTerms } from '../../../electron/engine/analyse.ts';
import { SearchIndex } from '../../../electron/engine/index/SearchIndex.ts';
import { AppError } from '../../../electron/shared/AppError.ts';

const termKey = createHash('sha256').update('terms').digest();
const everything = { limit: 10, filter: null } as const;
const dimensions = 8;

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'carrel-index-')); });
afterEach(async () => { await rm(folder, { recursive: true, force: true }); });

const open = () => SearchIndex.open({ folder, termKey });
const passage = (id: number, text: string, contentId = id, folderId = 1) => ({ id, contentId, folderId, terms: analyseTerms(text) });
const ids = (hits: readonly { id: number }[]) => hits.map((hit) => hit.id);
const code = (error: unknown) => error instanceof AppError ? error.code : error;

describe('full text', () => {
  it('finds rows before any maintenance and ranks the better match first', async () => {
    await using index = await open();
    await index.addPassages([passage(1, 'the harbour crane lifts crates'), passage(2, 'the crane crane crane'), passage(3, 'a quiet pond')]);
    expect(ids(await index.searchTerms(analyseTerms('Crane'), everything))).toEqual([2, 1]);
    expect(await index.searchTerms(analyseTerms('submarine'), everything)).toEqual([]);
    expect(await index.searchTerms([], everything)).toEqual([]);
  });

  it('breaks ties by id, the same before and after maintenance', async () => {
    await using index = await open();
    await index.addPassages(Array.from({ length: 60 }, (_, at) => passage(60 - at, 'equal words here')));
    const before = await index.searchTerms(['equal'], { limit: 50, filter: null });
    expect(ids(before)).toEqual(ids(before).toSorted((a, b) => a - b));
  });

  it('finds Chinese by pairs of characters', async () => {
    await using index = await open();
    await index.addPassages([passage(1, '公司的营业收入增长了百分之十'), passage(2, '天气很好，我们去公园'), passage(3, '收成很好')]);
    expect(ids(await index.searchTerms(analyseTerms('营业收入是多少？'), everything))).toEqual([1]);
  });

  it('restricts to folders and contents, also with more than 1,000 ids', async () => {
    await using index = await open();
    await index.addPassages(Array.from({ length: 3_000 }, (_, at) => passage(at + 1, 'shared word', at + 1, at % 3)));
    const inFolder = await index.searchTerms(['shared'], { limit: 5, filter: { folderIds: [2], contentIds: [] } });
    expect(ids(inFolder)).toEqual([3, 6, 9, 12, 15]);
    const either = await index.searchTerms(['shared'], { limit: 2_000, filter: { folderIds: [2], contentIds: [1, 4] } });
    expect(ids(either).slice(0, 3)).toEqual([1, 3, 4]);
    expect(either).toHaveLength(1_002);
    const contentIds = Array.from({ length: 1_500 }, (_, at) => 3_000 - at);
    const many = await index.searchTerms(['shared'], { limit: 1_600, filter: { folderIds: [], contentIds } });
    expect(many).toHaveLength(1_500);
    expect(Math.min(...ids(many))).toBe(1_501);
    expect(await index.searchTerms(['shared'], { limit: 5, filter: { folderIds: [], contentIds: [] } })).toEqual([]);
  });

  it('returns nothing of what was deleted', async () => {
    await using index = await open();
    await index.addPassages([passage(1, 'plum'), passage(2, 'plum', 7), passage(3, 'plum', 7), passage(4, 'plum')]);
    await index.deleteByContent([7]);
    await index.deletePassages([4]);
    expect(ids(await index.searchTerms(['plum'], everything))).toEqual([1]);
  });

  it('indexes the last rows too once nothing more is read', async () => {
    await using index = await open();
    await index.addPassages(Array.from({ length: 500 }, (_, at) => passage(at + 1, 'plum')));
    expect(await index.maintain()).toBe(false);
    expect(await index.maintain({ atRest: true })).toBe(true);
    expect(await index.maintain({ atRest: true })).toBe(false);
    expect(await index.searchTerms(['plum'], { limit: 600, filter: null })).toHaveLength(500);
  });

  it('sweeps rows the library does not know, above the share asked for', async () => {
    await using index = await open();
    await index.addPassages(Array.from({ length: 100 }, (_, at) => passage(at + 1, 'plum')));
    const alive = (dead: number) => (asked: number[]) => new Set(asked.filter((id) => id > dead));
    expect(await index.sweep(alive(9), { above: 0.1 })).toBe(0);
    expect(await index.sweep(alive(20), { above: 0.1 })).toBe(20);
    const left: number[] = [];
    for await (const batch of index.passageIds()) left.push(...batch);
    expect(left.toSorted((a, b) => a - b)[0]).toBe(21);
    expect(left).toHaveLength(80);
  });

  it('keeps no readable term on disk', async () => {
    const index = await open();
    await index.addPassages([passage(1, 'Zanzibar clove exports rose'), passage(2, 'quarterly Zanzibar report')]);
    await index.maintain();
    await index.close();
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const bytes = (await readFile(join(file.parentPath, file.name))).toString('latin1').toLowerCase();
      for (const word of ['zanzibar', 'clove', 'exports', 'quarterly']) expect(bytes.includes(word), file.name).toBe(false);
    }
  });
});

describe('vectors', () => {
  const seeded = (seed: number) => () => ((seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647) - 0.5;
  const randomVector = (random: () => number, size = dimensions) => {
    const values = Float32Array.from({ length: size }, random);
    const length = Math.hypot(...values);
    return values.map((value) => value / length);
  };
  const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  const row = (id: number, vector: Float32Array, part = 0, contentId = id) => ({ id, part, contentId, folderId: 1, vector });
  const rotation = rotationOf(dimensions, seeded(5));

  it('invariant 5: a closer vector never scores lower', async () => {
    await using index = await open();
    index.setRotation('small', rotation, dimensions);
    const random = seeded(11);
    const vectors = Array.from({ length: 300 }, () => randomVector(random));
    await index.addVectors('small', vectors.map((vector, at) => row(at + 1, vector)));
    for (let trial = 0; trial < 20; trial++) {
      const query = randomVector(random);
      const hits = await index.searchVectors('small', query, { limit: 300, filter: null });
      expect(hits).toHaveLength(300);
      const exact = hits.map((hit) => cosine(query, vectors[hit.id - 1] ?? query));
      for (const [at, hit] of hits.entries()) {
        expect(hit.score).toBeCloseTo(exact[at] ?? NaN, 4);
        if (at > 0) expect(exact[at - 1] ?? 0).toBeGreaterThanOrEqual((exact[at] ?? 0) - 1e-5);
      }
    }
  });

  it('invariant 8: vectors of different embedders never meet', async () => {
    await using index = await open();
    index.setRotation('one', rotation, dimensions);
    index.setRotation('two', rotationOf(4, seeded(9)), 4);
    index.setRotation('two.x', rotation, dimensions);
    await index.addVectors('one', [row(1, randomVector(seeded(1)))]);
    await index.addVectors('two', [row(2, randomVector(seeded(1), 4))]);
    expect(ids(await index.searchVectors('one', randomVector(seeded(3)), everything))).toEqual([1]);
    expect(ids(await index.searchVectors('two', randomVector(seeded(3), 4), everything))).toEqual([2]);
    expect(await index.searchVectors('two.x', randomVector(seeded(3)), everything)).toEqual([]);
    await expect(index.searchVectors('two', randomVector(seeded(3)), everything)).rejects.toSatisfy((error) => code(error) === 'model-wrong-kind');
    await index.dropVectors('one');
    expect(await index.hasVectors('one')).toBe(false);
    expect(ids(await index.searchVectors('two', randomVector(seeded(3), 4), everything))).toEqual([2]);
  });

  it('counts a passage in several parts once, by its best part', async () => {
    await using index = await open();
    index.setRotation('small', rotation, dimensions);
    const random = seeded(21);
    const query = randomVector(random);
    const parts = Array.from({ length: 200 }, (_, part) => row(1, randomVector(random), part, 1));
    await index.addVectors('small', [...parts, row(1, query, 200, 1), row(2, randomVector(random)), row(3, randomVector(random))]);
    const hits = await index.searchVectors('small', query, { limit: 3, filter: null });
    expect(ids(hits).toSorted()).toEqual([1, 2, 3]);
    expect(hits[0]).toMatchObject({ id: 1 });
    expect(hits[0]?.score).toBeCloseTo(1, 5);
  });

  it('undoes an uncommitted batch and forgets deleted contents', async () => {
    await using index = await open();
    index.setRotation('small', rotation, dimensions);
    const random = seeded(2);
    await index.addVectors('small', [1, 2, 3, 4].map((id) => row(id, randomVector(random), 0, 9)).concat(row(5, randomVector(random), 0, 8)));
    await index.deleteVectors('small', { contentId: 9, afterId: 2 });
    expect(ids(await index.searchVectors('small', randomVector(random), everything)).toSorted()).toEqual([1, 2, 5]);
    await index.deleteByContent([9]);
    expect(ids(await index.searchVectors('small', randomVector(random), everything))).toEqual([5]);
  });
});

describe('health', () => {
  const versions = () => join(folder, 'passages.lance', '_versions');
  const newest = async () => (await readdir(versions())).filter((name) => name.endsWith('.manifest')).sort()[0] ?? '';

  it('opens again with the same rows', async () => {
    const index = await open();
    await index.addPassages([passage(1, 'plum'), passage(2, 'plum pear')]);
    await index.close();
    await using again = await open();
    expect(again.steppedBack).toBe(false);
    expect(ids(await again.searchTerms(['plum'], everything))).toEqual([1, 2]);
  });

  it('steps back from an empty newest version and says so', async () => {
    const index = await open();
    await index.addPassages([passage(1, 'plum')]);
    await index.addPassages([passage(2, 'plum')]);
    await index.sync();
    const name = await newest();
    await index.close();
    await truncate(join(versions(), name), 0);
    await using healed = await open();
    expect(healed.steppedBack).toBe(true);
    expect(ids(await healed.searchTerms(['plum'], everything))).toEqual([1]);
    expect(await readdir(versions())).toContain(`${name}.corrupt`);
    await healed.addPassages([passage(3, 'plum')]);
    expect(ids(await healed.searchTerms(['plum'], everything))).toEqual([1, 3]);
  });

  it('says index-damaged when data is gone that every version needs, and when no version is left', async () => {
    const index = await open();
    await index.addPassages([passage(1, 'plum')]);
    await index.close();
    const data = join(folder, 'passages.lance', 'data');
    for (const name of await readdir(data)) await truncate(join(data, name), 10);
    for (const name of (await readdir(versions())).filter((file) => file.endsWith('.manifest')).sort().slice(1)) await rm(join(versions(), name));
    await expect(open()).rejects.toSatisfy((error) => code(error) === 'index-damaged');
    await SearchIndex.remove(folder);
    await using fresh = await open();
    expect(await fresh.searchTerms(['plum'], everything)).toEqual([]);
  });

  it('tells of an identity that cannot be read, and does not take it for another index', async () => {
    const index = await open();
    await index.addPassages([passage(1, 'plum')]);
    await index.close();
    const identity = join(folder, 'index.json');
    const bytes = await readFile(identity);
    await rm(identity);
    await mkdir(identity);
    await expect(open()).rejects.toSatisfy((error) => code(error) === 'file-not-readable');
    await using later = SearchIndex.openLater({ folder, termKey });
    await expect(later.searchTerms(['plum'], everything)).rejects.toSatisfy((error) => code(error) === 'file-not-readable');
    await rm(identity, { recursive: true });
    await writeFile(identity, bytes);
    expect(await later.searchTerms(['plum'], everything)).toHaveLength(1);
  });

  it('refuses an index made with another key or another analysis', async () => {
    await (await open()).close();
    const other = createHash('sha256').update('other').digest();
    await expect(SearchIndex.open({ folder, termKey: other })).rejects.toSatisfy((error) => code(error) === 'index-damaged');
    await writeFile(join(folder, 'index.json'), '{}');
    await expect(open()).rejects.toSatisfy((error) => code(error) === 'index-damaged');
  });
});

/** An orthogonal matrix by Gram-Schmidt on random rows. */
function rotationOf(size: number, random: () => number): Float32Array {
  const rows: number[][] = [];
  for (let at = 0; at < size; at++) {
    let row = Array.from({ length: size }, random);
    for (const other of rows) {
      const along = other.reduce((sum, value, column) => sum + value * (row[column] ?? 0), 0);
      row = row.map((value, column) => value - along * (other[column] ?? 0));
    }
    const length = Math.hypot(...row);
    rows.push(row.map((value) => value / length));
  }
  return Float32Array.from(rows.flat());
}
