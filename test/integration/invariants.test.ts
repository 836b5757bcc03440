import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { embeddedText as embeddedTextOf } from '../../electron/engine/ingest/passageTerms.ts';
import { search } from '../../electron/engine/search.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import type { ExtractedPage } from '../../electron/shared/readerContract.ts';
import type { SearchMode } from '../../electron/shared/schemas.ts';
import { Random } from '../eval/random.ts';
import { FakeEmbedder, fakeDimensions, fakeSpec, fakeVectors } from '../fakes/embedder.ts';
import { openIngest, type OpenedIngest, type OpenIngestOptions } from '../fakes/openIngest.ts';
import { compareDumps, dumpLibrary } from '../torture/dumpLibrary.ts';
import { embedderFor, realSpec } from '../torture/embedders.ts';
import { makeFolder } from '../torture/folder.ts';

// The invariants of DESIGN §8 that concern what is stored, over the real reader, library and index. The embedder is a deterministic
// fake; where the real one's files are here, it takes its turn.
const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const samples = from('../../resources/samples');
const fixtures = from('../fixtures/files');
const shared = from('../../../shared/data');
const signal = new AbortController().signal;

const rootFolder = mkdtempSync(join(tmpdir(), 'carrel-invariants-'));
afterAll(() => { rmSync(rootFolder, { recursive: true, force: true }); });
let nextFolder = 0;
const freshFolder = (): string => {
  const folder = join(rootFolder, `case-${nextFolder++}`);
  mkdirSync(folder);
  return folder;
};

async function find(opened: OpenedIngest, query: string, mode: SearchMode, limit = 50): Promise<{ path: string; text: string; score: number; cosine: number | null }[]> {
  const embedderId = opened.library.settings.get('embedder');
  const { hits } = await search({ query, limit, filter: null, mode }, {
    library: opened.library, index: opened.index, embedderId,
    embedQuery: async (text) => await Promise.resolve(fakeVectors(text, embedderId ?? '')[0]?.vector ?? null),
  }, signal);
  return hits.map(({ path, text, score, cosine }) => ({ path, text, score, cosine }));
}

const corpora = [
  { name: 'the sample documents', folders: [samples] },
  { name: 'small files of every format, broken ones too', folders: [fixtures] },
  { name: 'the shared format and broken files', folders: [join(shared, 'formats'), join(shared, 'broken')] },
];

describe.for(corpora)('over $name', ({ name, folders }) => {
  const isHere = folders.every((folder) => existsSync(folder));
  if (!isHere) console.log(`not run over ${name}: ${folders.join(', ')} are not here`);

  describe.skipIf(!isHere)('indexed once', () => {
    let opened: OpenedIngest;
    const embedder = new FakeEmbedder();
    beforeAll(async () => {
      opened = await openIngest({ folder: freshFolder(), client: embedder.client });
      for (const folder of folders) await opened.ingest.addFolder(folder);
      await opened.settle();
    }, 600_000);
    afterAll(async () => { await opened.close(); });

    it('every document ends in one of the four states', () => {
      const states = opened.library.documents.byState();
      expect(Object.keys(states).filter((state) => !['indexed', 'indexed-partly', 'skipped', 'failed'].includes(state))).toEqual([]);
      expect(states.indexed).toBeGreaterThan(0);
      for (const { state, reason, path } of opened.library.documents.all()) expect(state === 'indexed' || reason !== null, path).toBe(true);
    });

    it('invariant 1: a passage’s text is exactly its range of its page, and the page is what the reader read', async () => {
      let passages = 0;
      for (const { path, contentId } of opened.library.documents.all()) {
        // The same bytes under another ending would be read otherwise; they are stored as they were read first.
        if (contentId === null || new Set(opened.library.documents.ofContent(contentId).map((place) => extname(place.path))).size > 1) continue;
        const read = new Map<number, ExtractedPage>();
        for await (const event of opened.readers.read(path, { signal })) if (event.type === 'pages') for (const page of event.pages) read.set(page.number, page);
        expect(opened.library.pages.count(contentId)).toBe(read.size);
        for (const [number, { text, locator }] of read) {
          expect(opened.library.pages.get(contentId, number)).toMatchObject({ text: text.toWellFormed(), locator });
          for (const passage of opened.library.passages.ofPage(contentId, number)) {
            expect(passage.text).toBe(text.slice(passage.start, passage.end));
            expect(passage.text.trim()).not.toBe('');
            passages += 1;
          }
        }
      }
      expect(passages).toBeGreaterThan(opened.library.passages.count() * 0.9);
    });

    it('invariant 2: passages cover all text that shows but blanks, in reading order, and every one is embedded whole', () => {
      const embedded = new Set(embedder.texts);
      for (const { path, contentId, pages } of opened.library.documents.all()) {
        if (contentId === null) continue;
        let lastId = 0;
        for (let number = 1; number <= pages; number += 1) {
          const { text, hidden } = opened.library.pages.get(contentId, number) ?? { text: '', hidden: null };
          let end = 0;
          for (const passage of opened.library.passages.ofPage(contentId, number)) {
            expect(passage.id, path).toBeGreaterThan(lastId);
            expect(text.slice(end, passage.start).trim(), `${path} page ${number}`).toBe('');
            expect(passage.start).toBeGreaterThanOrEqual(end);
            expect([...embedded].some((whole) => whole.endsWith(`\n${passage.text}`)), `${path} page ${number}`).toBe(true);
            lastId = passage.id;
            end = passage.end;
          }
          // Text that does not show has no passages at all.
          if (hidden === null) expect(text.slice(end).trim(), `${path} page ${number}`).toBe('');
          else expect(end, `${path} page ${number}`).toBe(0);
        }
      }
    });

    it('M9: invariant 3: indexing the same folder twice changes nothing', async () => {
      const before = { states: opened.library.documents.all(), passages: opened.library.indexRows.liveIds(0, 1_000_000), rows: (await Array.fromAsync(opened.index.passageIds())).flat().sort((a, b) => a - b), texts: embedder.texts.length };
      for (const { id } of opened.library.folders.list()) await opened.ingest.rescan(id);
      for (const folder of folders) await opened.ingest.addFolder(folder);
      await opened.settle();
      expect({ states: opened.library.documents.all(), passages: opened.library.indexRows.liveIds(0, 1_000_000), rows: (await Array.fromAsync(opened.index.passageIds())).flat().sort((a, b) => a - b), texts: embedder.texts.length }).toEqual(before);
      expect(before.rows).toEqual(before.passages);
    });
  });
});

describe('in a small library', () => {
  let opened: OpenedIngest;
  let folder: string;
  let docs: string;
  const open = async (options: Partial<OpenIngestOptions> = {}): Promise<void> => { opened = await openIngest({ folder: join(folder, 'library'), ...options }); };
  const put = (name: string, content: string): string => {
    const path = join(docs, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };

  beforeEach(() => {
    folder = freshFolder();
    docs = join(folder, 'documents');
    mkdirSync(docs);
  });
  afterEach(async () => { await opened.close(); });

  it('invariant 3: stopping anywhere and starting again ends in the same library', async () => {
    makeFolder(docs, new Random(11), 30);
    const limits = { documents: 4, passages: 60, ms: 80 };
    await open({ limits, client: null });
    // The rotation is secret and each library's own: both begin with the same one.
    opened.library.rotations.get('fake-embedder', fakeDimensions);
    await opened.close();
    const whole = join(folder, 'whole');
    cpSync(join(folder, 'library'), whole, { recursive: true });

    for (const phase of ['reading', 'group-staged', 'group-indexed', 'group-live', 'embedding', 'vectors-added', 'vectors-live', 'optimizing'] as const) {
      for (const occurrence of [1, 3]) {
        let seen = 0;
        const reached = Promise.withResolvers<undefined>();
        await open({ limits, start: false, onPhase: (at) => { if (at === phase && ++seen === occurrence) reached.resolve(undefined); } });
        await opened.ingest.start();
        if (opened.library.folders.list().length === 0) await opened.ingest.addFolder(docs);
        await Promise.race([reached.promise, opened.settle()]);
        await opened.close();
      }
    }
    await open({ limits });
    await opened.settle();
    await opened.close();
    const uninterrupted = await openIngest({ folder: whole, limits });
    await uninterrupted.ingest.addFolder(docs);
    await uninterrupted.settle();
    await uninterrupted.close();
    const found = await dumpLibrary(join(folder, 'library'), 'fake-embedder');
    expect(compareDumps(found, await dumpLibrary(whole, 'fake-embedder'), 0)).toEqual([]);
    expect(found.doubled).toEqual([]);
    expect(found.withoutWords).toBe(0);
    expect(found.vectors.size).toBeGreaterThan(100);
    await open();
  });

  it('invariant 4, first half: after removal no search returns anything of the document, whatever its path contains', async () => {
    const names = ["it's.txt", '100%.md', '日本語.txt', "sub it's/50% of 日本語's.md", 'a_b%20c.txt', 'plain.txt', '"quoted".txt', 'semi;colon--.txt'];
    for (const [n, name] of names.entries()) put(name, `The zanzibar${n} treaty of document ${n} speaks of quinces.`);
    put('stays.txt', 'This one stays and speaks of quinces too.');
    await open();
    await opened.ingest.addFolder(docs);
    await opened.settle();
    const all = async (query: string): Promise<string[]> => {
      const found = new Set<string>();
      for (const mode of ['keyword', 'vector', 'hybrid'] as const) for (const { path } of await find(opened, query, mode)) found.add(path);
      for (const { contentId } of opened.library.documentText.match(query, 50)) for (const { path } of opened.library.documents.ofContent(contentId)) found.add(path);
      return [...found].sort();
    };
    for (const [n, name] of names.entries()) {
      const path = join(docs, name);
      const queries = [`zanzibar${n} treaty`, 'quinces', name, `The zanzibar${n} treaty of document ${n} speaks of quinces.`];
      for (const query of queries) expect(await all(query), `${name} before: ${query}`).toContain(path);
      expect(await opened.ingest.removals.remove(path)).toEqual({ documents: 1 });
      // Hidden at once, and gone from the index when all is done.
      for (const query of queries) expect(await all(query), `${name} at once: ${query}`).not.toContain(path);
      await opened.settle();
      for (const query of queries) expect(await all(query), `${name} after: ${query}`).not.toContain(path);
    }
    expect(await all('quinces')).toEqual([join(docs, 'stays.txt')]);
    const ids = opened.library.indexRows.liveIds(0, 100);
    expect((await Array.fromAsync(opened.index.passageIds())).flat()).toEqual(ids);
    expect((await Array.fromAsync(opened.index.vectorIds('fake-embedder'))).flat()).toEqual(ids);
    const terms = analyseTerms('zanzibar0 zanzibar2 quinces');
    expect(terms.map((term) => opened.library.vocabulary.frequencies(terms).get(term))).toEqual([0, 0, 1]);
  });

  it('invariant 5: a closer vector never scores lower', async () => {
    makeFolder(docs, new Random(5), 40);
    await open();
    await opened.ingest.addFolder(docs);
    await opened.settle();
    const passages = opened.library.indexRows.passages(opened.library.indexRows.liveIds(0, 10_000));
    const random = new Random(6);
    for (let n = 0; n < 25; n += 1) {
      const query = fakeVectors(random.pick(passages).text.split(' ').slice(0, 8 + random.integer(10)).join(' '), 'fake-embedder')[0]?.vector ?? new Float32Array();
      const hits = await opened.index.searchVectors('fake-embedder', query, { limit: passages.length, filter: null });
      expect(hits).toHaveLength(passages.length);
      const scores = hits.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      for (const { id, score } of hits.slice(0, 50)) expect(score).toBeCloseTo(bestCosine(query, passages.find((passage) => passage.id === id)), 4);
    }
    // And through the whole search, among passages the query favours no document of.
    const found = await find(opened, random.pick(passages).text, 'vector', 30);
    const cosines = found.flatMap(({ cosine }) => cosine ?? []);
    expect(cosines).toEqual([...cosines].sort((a, b) => b - a));
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
  });

  it('invariant 8: vectors of different embedders never meet', async () => {
    for (let n = 0; n < 20; n += 1) put(`f${n}.txt`, `Text number ${n} about ${n % 2 === 0 ? 'harbours' : 'mountains'}.`);
    await open();
    await opened.ingest.addFolder(docs);
    await opened.settle();
    const count = opened.library.passages.count();
    const seen: number[] = [];
    const look = async (): Promise<void> => {
      const inUse = opened.library.settings.get('embedder') ?? '';
      const text = `Text number 4 about harbours.`;
      const vector = fakeVectors(text, inUse)[0]?.vector ?? new Float32Array();
      const hits = await opened.index.searchVectors(inUse, vector, { limit: count, filter: null });
      // With a vector of the other embedder in the table there would be more hits, or other cosines.
      expect(hits).toHaveLength(count);
      for (const { id, score } of hits) expect(score).toBeCloseTo(bestCosine(vector, opened.library.indexRows.passages([id])[0], inUse), 4);
      seen.push(hits.length);
    };
    await look();
    await opened.ingest.switchEmbedder(fakeSpec('fake-other'));
    await look();
    await opened.settle();
    expect(opened.library.settings.get('embedder')).toBe('fake-other');
    await look();
    expect(seen).toEqual([count, count, count]);
    expect(await opened.index.hasVectors('fake-embedder')).toBe(false);
    expect(await opened.index.searchVectors('fake-embedder', new Float32Array(fakeDimensions).fill(0.1), { limit: 5, filter: null })).toEqual([]);
    await expect(opened.index.searchVectors('fake-other', new Float32Array(fakeDimensions + 1).fill(0.1), { limit: 5, filter: null })).rejects.toBeInstanceOf(AppError);
    await expect(opened.index.addVectors('fake-other', [{ id: 1, part: 0, contentId: 1, folderId: 1, vector: new Float32Array(fakeDimensions * 2) }])).rejects.toMatchObject({ code: 'model-wrong-kind' });
  });
});

describe('invariant 9: the same text embedded alone or in any batch gives the same vector', () => {
  const texts = ['A short one.', 'Revenue rose by 12 % in the third quarter of 2023.', Array.from({ length: 150 }, (_, n) => `word${n}`).join(' '), '日本語の文章です。', '   ', 'A short one.'];

  it('with the fake embedder, bit for bit', async () => {
    const { client } = new FakeEmbedder();
    await client.loadEmbedder(fakeSpec());
    const together = await client.embed({ embedder: 'fake-embedder', kind: 'passage', texts, priority: 'background' });
    for (const [at, text] of texts.entries()) {
      expect(await client.embed({ embedder: 'fake-embedder', kind: 'passage', texts: [text], priority: 'interactive' })).toEqual([together[at]]);
    }
  });

  const spec = realSpec();
  if (spec === null) console.log('not run with the real embedder: its files are not here (npm run setup)');
  it.skipIf(spec === null)('with the real embedder, within 1e-6 in every component, and no input is cut', async () => {
    const { client, spec: real, close } = embedderFor('real');
    await client.loadEmbedder(real);
    const embed = (some: string[]): ReturnType<typeof client.embed> => client.embed({ embedder: real.id, kind: 'passage', texts: some, priority: 'background' });
    const together = await embed(texts);
    const shuffled = await embed([...texts].reverse());
    let worst = 0;
    for (const [at, text] of texts.entries()) {
      const [alone] = await embed([text]);
      for (const other of [together[at], shuffled[texts.length - 1 - at]]) {
        expect(other?.length).toBe(alone?.length);
        alone?.forEach(({ vector }, part) => vector.forEach((value, index) => { worst = Math.max(worst, Math.abs(value - (other?.[part]?.vector[index] ?? NaN))); }));
      }
    }
    console.log(`largest difference of a component: ${worst.toExponential(1)}`);
    expect(worst).toBeLessThan(1e-6);
    // Changing the last word of a text far longer than the embedder reads changes a vector: nothing falls off its end.
    const long = Array.from({ length: 3_000 }, (_, n) => ['harbour', 'contract', 'winter', 'measure'][n % 4]).join(' ');
    const [one, other] = await embed([`${long} apple`, `${long} parliament`]);
    expect(one?.length).toBeGreaterThan(5);
    expect(one?.at(-1)?.vector.some((value, index) => Math.abs(value - (other?.at(-1)?.vector[index] ?? 0)) > 1e-3)).toBe(true);
    await close();
  });
});

/** The cosine of a query and the nearest part of what was embedded for a passage. */
function bestCosine(query: Float32Array, passage: Parameters<typeof embeddedTextOf>[0] | undefined, embedder = 'fake-embedder'): number {
  if (passage === undefined) return NaN;
  return Math.max(...fakeVectors(embeddedTextOf(passage), embedder).map(({ vector }) => vector.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0)));
}
