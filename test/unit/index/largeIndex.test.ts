import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexCacheBytes, openLance } from '../../../electron/engine/index/lance.ts';
import { inScope } from '../../../electron/engine/index/scope.ts';
import { SearchIndex } from '../../../electron/engine/index/SearchIndex.ts';
import { Random } from '../../eval/random.ts';

const termKey = createHash('sha256').update('terms').digest();
let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'carrel-index-')); });
afterEach(async () => { await rm(folder, { recursive: true, force: true }); });

/** The same numbers every time, 0..1. */
function seeded(seed: number): () => number {
  const random = new Random(seed);
  return () => random.next();
}

/** Words as often as in a language: the thousandth is a thousand times rarer than the first. */
function wordsOf(random: () => number, count: number, vocabulary: number): string[] {
  return Array.from({ length: count }, () => `w${String(Math.floor(vocabulary ** random()))}`);
}

const passage = (id: number, terms: readonly string[]) => ({ id, contentId: 1 + (id >> 6), folderId: 1 + (id % 3), terms });
const ids = (hits: readonly { readonly id: number }[]) => hits.map(({ id }) => id);

describe('full text at size', () => {
  it('indexes 100,000 rows within 60 s, finds what came before, and forgets old versions', async () => {
    const random = seeded(1);
    const rows = Array.from({ length: 100_000 }, (_, at) => passage(at + 1, wordsOf(random, 20, 50_000)));
    await using index = await SearchIndex.open({ folder, termKey, buildLimitMs: 60_000 });
    for (let from = 0; from < rows.length; from += 10_000) await index.addPassages(rows.slice(from, from + 10_000));
    const query = rows[77_776]?.terms.slice(0, 6) ?? [];
    const before = await index.searchTerms(query, { limit: 20, filter: null });
    expect(await index.maintain()).toBe(true);
    const after = await index.searchTerms(query, { limit: 20, filter: null });
    expect(ids(after).slice(0, 5)).toEqual(ids(before).slice(0, 5));
    expect(ids(after)).toContain(77_777);
    expect((await readdir(join(folder, 'passages.lance', '_versions'))).filter((name) => name.endsWith('.manifest')).length).toBeLessThanOrEqual(2);
    expect(await index.maintain()).toBe(false);
    await index.addPassages([passage(100_001, query)]);
    expect(ids(await index.searchTerms(query, { limit: 3, filter: null }))).toContain(100_001);
  }, 120_000);

  it('ranks hashed terms as it would plain ones', async () => {
    const random = seeded(2);
    const rows = Array.from({ length: 3_000 }, (_, at) => passage(at + 1, wordsOf(random, 30, 4_000)));
    await using index = await SearchIndex.open({ folder, termKey });
    await index.addPassages(rows);
    await index.maintain();
    const { addon, connection } = await openLance(join(folder, 'plain'));
    const plain = await connection.createTable('plain', rows.map(({ id, terms }) => ({ id, terms: terms.join(' ') })));
    const config = addon.Index.fts({ baseTokenizer: 'whitespace', stem: false, removeStopWords: false, asciiFolding: false, lowercase: false, withPosition: false });
    await plain.createIndex('terms', { config });
    for (let trial = 0; trial < 50; trial++) {
      const query = [...new Set(wordsOf(random, 6, 4_000))];
      const hits = await index.searchTerms(query, { limit: 30, filter: null });
      const expected = (await plain.query().fullTextSearch(new addon.MatchQuery(query.join(' '), 'terms')).select(['id', '_score']).limit(60).toArray() as { readonly id: number; readonly _score: number }[])
        .map(({ id, _score }) => ({ id, score: _score })).sort((a, b) => b.score - a.score || a.id - b.id).slice(0, 30);
      expect(hits.map(({ score }) => score.toFixed(3))).toEqual(expected.map(({ score }) => score.toFixed(3)));
      const cut = expected.at(-1)?.score ?? 0;
      expect(ids(hits.filter(({ score }) => score > cut + 1e-4))).toEqual(ids(expected.filter(({ score }) => score > cut + 1e-4)));
    }
    plain.close();
  });
});

describe('vectors at size', () => {
  const dimensions = 16;
  const identity = Float32Array.from({ length: dimensions ** 2 }, (_, at) => (at % (dimensions + 1) === 0 ? 1 : 0));
  const unit = (random: () => number): Float32Array => {
    const values = Float32Array.from({ length: dimensions }, () => random() + random() + random() - 1.5);
    return values.map((value) => value / Math.hypot(...values));
  };
  const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

  it('finds at least 95 of 100 nearest with an index, rows added after it and rows in scope included', async () => {
    const random = seeded(3);
    const vectors = Array.from({ length: 12_000 }, () => unit(random));
    const row = (at: number) => ({ id: at + 1, part: 0, contentId: 1 + (at % 40), folderId: 1, vector: vectors[at] ?? unit(random) });
    await using index = await SearchIndex.open({ folder, termKey });
    index.setRotation('small', identity, dimensions);
    await index.addVectors('small', vectors.slice(0, 11_000).map((_, at) => row(at)));
    expect(await index.maintain()).toBe(true);
    expect((await readdir(join(folder, 'vectors_small.lance', '_indices'))).length).toBeGreaterThanOrEqual(3);
    await index.addVectors('small', vectors.slice(11_000).map((_, at) => row(at + 11_000)));
    let [found, foundInScope, asked] = [0, 0, 0];
    for (let trial = 0; trial < 30; trial++) {
      const query = unit(random);
      const exact = vectors.map((vector, at) => ({ ...row(at), score: cosine(query, vector) })).sort((a, b) => b.score - a.score);
      const nearest = ids(exact.slice(0, 10));
      const inScope = ids(exact.filter(({ contentId }) => contentId === 7).slice(0, 10));
      const hits = await index.searchVectors('small', query, { limit: 10, filter: null });
      const scoped = await index.searchVectors('small', query, { limit: 10, filter: { folderIds: [], contentIds: [7] } });
      found += ids(hits).filter((id) => nearest.includes(id)).length;
      foundInScope += ids(scoped).filter((id) => inScope.includes(id)).length;
      asked += 10;
      // Invariant 5: with the index too, a closer vector never scores lower.
      const exactly = hits.map(({ id }) => cosine(query, vectors[id - 1] ?? query));
      expect(exactly.every((value, at) => at === 0 || value <= (exactly[at - 1] ?? 0) + 1e-5)).toBe(true);
    }
    expect(found / asked).toBeGreaterThanOrEqual(0.95);
    expect(foundInScope / asked).toBeGreaterThanOrEqual(0.95);
  }, 60_000);

  it('goes over to compressed vectors once there are very many, and still says exactly how near each is', async () => {
    const random = seeded(8);
    const vectors = Array.from({ length: 204_000 }, () => unit(random));
    // What points one way lies in a folder of its own, all else in two others.
    const folderOf = (vector: Float32Array, at: number): number => ((vector[0] ?? 0) > 0.3 ? 2 : 1 + 2 * (at % 2));
    const rows = (from: number, to: number) => vectors.slice(from, to).map((vector, at) => ({ id: from + at + 1, part: 0, contentId: 1 + ((from + at) % 4_000), folderId: folderOf(vector, from + at), vector }));
    const kindNow = async (): Promise<string | undefined> => {
      const { connection } = await openLance(folder);
      const table = await connection.openTable('vectors_small');
      const kind = (await table.listIndices()).find(({ columns }) => columns.includes('vector'))?.indexType;
      table.close();
      connection.close();
      return kind;
    };
    const grow = async (index: SearchIndex, to: number, from = 0): Promise<void> => {
      for (let at = from; at < to; at += 50_000) await index.addVectors('small', rows(at, Math.min(to, at + 50_000)));
      await index.maintain({ atRest: true });
    };
    const first = await SearchIndex.open({ folder, termKey });
    first.setRotation('small', identity, dimensions);
    await grow(first, 150_000);
    expect(await kindNow()).toBe('IvfFlat');
    await grow(first, 203_000, 150_000);
    expect(await kindNow()).toBe('IvfPq');
    expect(await first.maintain({ atRest: true })).toBe(false);
    await first.close();

    await using index = await SearchIndex.open({ folder, termKey });
    index.setRotation('small', identity, dimensions);
    // What is not in the index yet is found as well.
    await index.addVectors('small', rows(203_000, 204_000));
    let [found, foundInScope] = [0, 0];
    for (let trial = 0; trial < 20; trial++) {
      const query = unit(random);
      const nearest = vectors.map((vector, at) => ({ id: at + 1, contentId: 1 + (at % 4_000), score: cosine(query, vector) })).sort((a, b) => b.score - a.score);
      const hits = await index.searchVectors('small', query, { limit: 100, filter: null });
      const scoped = await index.searchVectors('small', query, { limit: 5, filter: { folderIds: [], contentIds: [7, 8] } });
      expect(hits).toHaveLength(100);
      for (const { id, score } of [...hits, ...scoped]) expect(score).toBeCloseTo(cosine(query, vectors[id - 1] ?? query), 4);
      found += ids(hits).slice(0, 10).filter((id) => ids(nearest.slice(0, 10)).includes(id)).length;
      foundInScope += ids(scoped).filter((id) => ids(nearest.filter(({ contentId }) => contentId === 7 || contentId === 8).slice(0, 5)).includes(id)).length;
    }
    expect(found / 200).toBeGreaterThanOrEqual(0.95);
    expect(foundInScope / 100).toBeGreaterThanOrEqual(0.95);

    // A tenth of all rows; about half of them; and nearly all of them, but none of what is nearest.
    const oneWay = Float32Array.from({ length: dimensions }, (_, at) => (at === 0 ? 1 : 0));
    const contentIds = Array.from({ length: 400 }, (_, at) => 1 + at * 10);
    for (const { filter, queries } of [
      { filter: { folderIds: [], contentIds }, queries: Array.from({ length: 10 }, () => unit(random)) },
      { filter: { folderIds: [3], contentIds: [] }, queries: Array.from({ length: 10 }, () => unit(random)) },
      { filter: { folderIds: [1, 3], contentIds: [] }, queries: [oneWay] },
    ]) {
      const isIn = inScope(filter);
      let foundThere = 0;
      for (const query of queries) {
        const nearest = vectors.map((vector, at) => ({ id: at + 1, contentId: 1 + (at % 4_000), folderId: folderOf(vector, at), score: cosine(query, vector) })).filter(isIn).sort((a, b) => b.score - a.score).slice(0, 10);
        const hits = await index.searchVectors('small', query, { limit: 10, filter });
        expect(hits).toHaveLength(10);
        for (const { id, score } of hits) {
          expect(isIn({ contentId: 1 + ((id - 1) % 4_000), folderId: folderOf(vectors[id - 1] ?? query, id - 1) })).toBe(true);
          expect(score).toBeCloseTo(cosine(query, vectors[id - 1] ?? query), 4);
        }
        // Where all lie about as near as one another any of them will do.
        foundThere += hits.filter(({ score }) => score >= (nearest.at(-1)?.score ?? 1) - 0.01).length;
      }
      expect(foundThere / (queries.length * 10)).toBeGreaterThanOrEqual(0.9);
    }
  }, 300_000);

  it('keeps what it has read of a table within the bounds it is given', async () => {
    const lance = await openLance(folder);
    const rows = Array.from({ length: 6_000 }, (_, at) => ({ id: at, vector: Array.from(unit(seeded(at + 1))) }));
    const table = await lance.connection.createTable('vectors', rows);
    await table.createIndex('vector', { config: lance.addon.Index.ivfFlat({ numPartitions: 4, distanceType: 'cosine' }) });
    const before = lance.session.sizeBytes();
    await table.query().nearestTo(unit(seeded(7))).distanceType('cosine').nprobes(4).limit(10).toArrow();
    // What a search read is counted, so the bounds are in force; else the store keeps 6 GB.
    expect(Number(lance.session.sizeBytes() - before)).toBeGreaterThan(6_000 * dimensions * 4);
    expect(lance.session.sizeBytes()).toBeLessThan(indexCacheBytes);
    table.close();
    lance.connection.close();
  });
});

describe('at work', () => {
  it('answers searches while it is maintained, with nothing missing', async () => {
    const random = seeded(4);
    await using index = await SearchIndex.open({ folder, termKey });
    const rows = Array.from({ length: 20_000 }, (_, at) => passage(at + 1, [...wordsOf(random, 10, 5_000), `only${String(at + 1)}`]));
    for (let from = 0; from < rows.length; from += 1_000) await index.addPassages(rows.slice(from, from + 1_000));
    let isOver = false;
    const maintained = index.maintain().finally(() => { isOver = true; });
    let searches = 0;
    while (!isOver) {
      const id = 1 + Math.floor(random() * rows.length);
      expect(ids(await index.searchTerms([`only${String(id)}`], { limit: 3, filter: null }))).toEqual([id]);
      searches++;
    }
    expect(await maintained).toBe(true);
    expect(searches).toBeGreaterThan(0);
    expect(ids(await index.searchTerms(['only7'], { limit: 3, filter: null }))).toEqual([7]);
  }, 60_000);

  it('answers searches within moments while a large table of vectors is built', async () => {
    const dimensions = 128;
    const identity = Float32Array.from({ length: dimensions ** 2 }, (_, at) => (at % (dimensions + 1) === 0 ? 1 : 0));
    const random = new Random(5);
    const made = Array.from({ length: 30_000 }, () => Float32Array.from({ length: dimensions }, () => random.next() - 0.5));
    await using index = await SearchIndex.open({ folder, termKey });
    index.setRotation('e', identity, dimensions);
    for (let from = 0; from < made.length; from += 5_000) await index.addVectors('e', made.slice(from, from + 5_000).map((vector, at) => ({ id: from + at + 1, part: 0, contentId: 1 + ((from + at) >> 6), folderId: 1, vector })));
    let isOver = false;
    const maintained = index.maintain().finally(() => { isOver = true; });
    let searches = 0;
    for (let at = 0; !isOver; at += 1) {
      const number = (at * 7_919) % made.length;
      const [best] = await index.searchVectors('e', made[number] ?? new Float32Array(dimensions), { limit: 1, filter: null });
      expect(best?.id).toBe(number + 1);
      searches += 1;
    }
    expect(await maintained).toBe(true);
    // Building takes a second and more of one core even where nothing else runs; were searches to wait for it, there would be one or two.
    expect(searches).toBeGreaterThan(5);
  }, 120_000);

  it('ends a build of a large table that takes too long, says so, and goes on without it', async () => {
    const random = seeded(6);
    const filled = await SearchIndex.open({ folder, termKey });
    for (let from = 0; from < 12_000; from += 4_000) await filled.addPassages(Array.from({ length: 4_000 }, (_, at) => passage(from + at + 1, [...wordsOf(random, 5, 2_000), `only${String(from + at + 1)}`])));
    await filled.close();
    // No process starts in a millisecond.
    await using index = await SearchIndex.open({ folder, termKey, buildLimitMs: 1 });
    await expect(index.maintain()).rejects.toMatchObject({ code: 'internal' });
    expect(ids(await index.searchTerms(['only11999'], { limit: 3, filter: null }))).toEqual([11_999]);
    expect(await index.maintain()).toBe(false);
    await index.addPassages([passage(12_001, ['onlyafter'])]);
    expect(ids(await index.searchTerms(['onlyafter'], { limit: 3, filter: null }))).toEqual([12_001]);
  }, 60_000);

  it('keeps the size of what it holds within bounds after many small additions and deletions', async () => {
    await using index = await SearchIndex.open({ folder, termKey });
    for (let round = 0; round < 70; round++) {
      await index.addPassages([passage(round * 2 + 1, ['plum']), passage(round * 2 + 2, ['pear'])]);
      if (round % 10 === 9) await index.deletePassages([round * 2 + 2]);
    }
    expect(await index.maintain()).toBe(true);
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.length).toBeLessThan(60);
    expect(await index.searchTerms(['pear'], { limit: 100, filter: null })).toHaveLength(63);
    expect(await index.sizeBytes()).toBeGreaterThan(0);
  }, 60_000);
});
