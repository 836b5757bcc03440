import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyseTerms } from '../../../electron/engine/analyse.ts';
import { SearchIndex } from '../../../electron/engine/index/SearchIndex.ts';
import type { ScopeFilter } from '../../../electron/engine/library/records.ts';
import { search, type SearchDeps } from '../../../electron/engine/search.ts';
import { AppError } from '../../../electron/shared/AppError.ts';
import type { SearchMode } from '../../../electron/shared/schemas.ts';
import { fakeDimensions, fakeVectors } from '../../fakes/embedder.ts';
import { fakeLibrary, type FakeDocument } from './fakeLibrary.ts';

const embedder = 'fake-embedder';
const identity = Float32Array.from({ length: fakeDimensions ** 2 }, (_, at) => (at % (fakeDimensions + 1) === 0 ? 1 : 0));
const never = new AbortController().signal;
const document = (name: string, ...pages: readonly string[]): FakeDocument => ({ path: `/docs/${name}`, title: name.replace(/\..*/, ''), pages });

let folder: string;
let index: SearchIndex;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrel-search-'));
  index = await SearchIndex.open({ folder, termKey: createHash('sha256').update('key').digest() });
  index.setRotation(embedder, identity, fakeDimensions);
});
afterEach(async () => {
  await index.close();
  await rm(folder, { recursive: true, force: true });
});

const embedQuery = (text: string): Promise<Float32Array | null> => Promise.resolve(fakeVectors(text, embedder)[0]?.vector ?? null);

async function openLibrary(documents: readonly FakeDocument[], { vectors = true } = {}): Promise<SearchDeps> {
  const { library, passages } = fakeLibrary(documents);
  const rows = passages().map(({ id, contentId, text }) => ({ id, contentId, folderId: 1, text }));
  await index.addPassages(rows.map((row) => ({ ...row, terms: analyseTerms(row.text) })));
  if (vectors) await index.addVectors(embedder, rows.flatMap((row) => fakeVectors(row.text, embedder).map((part) => ({ ...row, ...part }))));
  return { library, index, embedQuery, embedderId: embedder };
}

const ask = (deps: SearchDeps, query: string, { limit = 10, filter = null, mode = 'hybrid' }: { limit?: number; filter?: ScopeFilter; mode?: SearchMode } = {}) =>
  search({ query, limit, filter, mode }, deps, never);

describe('search', () => {
  const documents = [
    document('lease.pdf', 'The tenant pays rent of 1,200 a month.', 'The lease ends in June.'),
    document('recipe.md', 'Cook the lentils with two onions.'),
    document('copy of lease.pdf', 'the tenant pays  rent of 1,200 a month'),
    document('other lease.pdf', 'The tenant pays rent of 1,300 a month.'),
  ];

  it('finds by words and by meaning, and says which search found what', async () => {
    const deps = await openLibrary(documents);
    const { hits, features } = await ask(deps, 'How much rent does the tenant pay?');
    expect(hits[0]).toMatchObject({ documentId: 1, page: 1, text: 'The tenant pays rent of 1,200 a month.' });
    expect(hits[0]?.keyword).toBeGreaterThan(0);
    expect(hits[0]?.cosine).toBeGreaterThan(0);
    expect(features).toMatchObject({ usedVectors: true, terms: ['rent', 'tenant', 'pay'], documentsMeant: 0 });
    expect(hits.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  it('lists what says the same once, and never merges what differs in a number', async () => {
    const deps = await openLibrary(documents);
    const { hits } = await ask(deps, 'tenant pays rent month');
    const rents = hits.filter(({ text }) => text.includes('rent'));
    expect(rents.map(({ documentId }) => documentId).toSorted()).toEqual([1, 4]);
    expect(rents.find(({ documentId }) => documentId === 1)?.alsoIn).toEqual([{ documentId: 3, path: '/docs/copy of lease.pdf', page: 1 }]);
  });

  it('searches by words alone where there is no embedder, or none of its vectors yet', async () => {
    const deps = await openLibrary(documents, { vectors: false });
    for (const without of [deps, { ...deps, embedderId: null }, { ...deps, embedQuery: () => Promise.resolve(null) }]) {
      const { hits, features } = await ask(without, 'lentils');
      expect(hits.map(({ documentId }) => documentId)).toEqual([2]);
      expect(hits[0]).toMatchObject({ cosine: null, score: 1 });
      expect(features.usedVectors).toBe(false);
    }
    await expect(ask(deps, 'lentils', { mode: 'vector' })).rejects.toSatisfy((error) => error instanceof AppError && error.code === 'model-missing');
  });

  it('searches by one of the two when asked to', async () => {
    const deps = await openLibrary(documents);
    expect((await ask(deps, 'lentils', { mode: 'keyword' })).hits).toHaveLength(1);
    const { hits } = await ask(deps, 'lentils', { mode: 'vector' });
    expect(hits.length).toBeGreaterThan(3);
    expect(hits.every(({ keyword }) => keyword === null)).toBe(true);
  });

  it('leaves out what the library no longer knows', async () => {
    const deps = await openLibrary(documents);
    await index.addPassages([{ id: 999, contentId: 99, folderId: 1, terms: ['lentil'] }]);
    expect((await ask(deps, 'lentils')).hits.map(({ documentId }) => documentId)).not.toContain(99);
  });

  it('finds what is there behind any number of rows that are gone', async () => {
    const deps = await openLibrary(documents, { vectors: false });
    await index.addPassages(Array.from({ length: 2_000 }, (_, at) => ({ id: 1_000 + at, contentId: 99, folderId: 1, terms: ['lentil'] })));
    expect((await ask(deps, 'lentils')).hits.map(({ documentId }) => documentId)).toEqual([2]);
  });

  it('finds what differs behind any number of copies', async () => {
    const copies = Array.from({ length: 400 }, (_, at) => document(`copy ${String(at)}.md`, 'Plum plum plum jam.'));
    const deps = await openLibrary([...copies, document('other.md', 'A plum tree stands in the yard behind the old red house.')], { vectors: false });
    const { hits } = await ask(deps, 'plum', { limit: 2 });
    expect(hits.map(({ text }) => text)).toEqual(['Plum plum plum jam.', 'A plum tree stands in the yard behind the old red house.']);
    expect(hits[0]?.alsoIn).toHaveLength(399);
  });

  it('gives as many as are asked for', async () => {
    const deps = await openLibrary(Array.from({ length: 300 }, (_, at) => document(`note ${String(at)}.md`, `Plum number ${String(at)}.`)));
    expect((await ask(deps, 'plum', { limit: 250 })).hits).toHaveLength(250);
  });

  it('stays inside the scope', async () => {
    const deps = await openLibrary(documents);
    const { hits } = await ask(deps, 'tenant rent', { filter: { folderIds: [], contentIds: [2, 4] } });
    expect(new Set(hits.map(({ documentId }) => documentId))).toEqual(new Set([2, 4]));
  });

  it('asks the documents meant for what is left of the question', async () => {
    const report = (quarter: string, company: string, rent: string) => document(`${quarter} ${company}.pdf`, `${company} Inc.\nquarterly report`, 'list of contents of the report', `Rent came to ${rent}.`, 'Outlook.');
    const deps = await openLibrary([report('2023_Q1', 'Brimwell', '10'), report('2023_Q2', 'Brimwell', '20'), report('2023_Q1', 'Tarnhollow', '30'), report('2023_Q2', 'Tarnhollow', '40')]);
    const { hits, features } = await ask(deps, "What was Brimwell's rent in Q2 2023?");
    expect(hits[0]).toMatchObject({ path: '/docs/2023_Q2 Brimwell.pdf', text: 'Rent came to 20.', documentScore: 1 });
    expect(features).toMatchObject({ terms: ['rent'], namesFound: ['Brimwell'], periodsFound: 1, documentsMeant: 1 });
    const overTime = await ask(deps, "How did Brimwell's rent change over time?", { limit: 2 });
    expect(overTime.hits.map(({ text }) => text).toSorted()).toEqual(['Rent came to 10.', 'Rent came to 20.']);
  });

  it('is cancelled by its signal', async () => {
    const deps = await openLibrary(documents);
    await expect(search({ query: 'rent', limit: 3, filter: null, mode: 'hybrid' }, deps, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
