import { join } from 'node:path';
import { connect, MatchQuery } from '@lancedb/lancedb';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { createTermHasher } from '../../electron/engine/index/hashTerms.ts';
import { rotate } from '../../electron/engine/index/rotate.ts';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import { passagesName } from '../../electron/engine/index/TermTable.ts';
import { vectorTableName } from '../../electron/engine/index/VectorTable.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import { openProfile } from '../../electron/engine/Profile.ts';
import { search } from '../../electron/engine/search.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import { mean, quantile } from '../eval/intervals.ts';
import { figure, type Figure } from './Figure.ts';
import type { OpenLibrary } from './syntheticLibrary.ts';

export type SearchQuestion = { readonly text: string; readonly vector: Float32Array };
type Opened = Pick<OpenLibrary, 'library' | 'index' | 'indexFolder' | 'termKey'>;

const depth = 100;
export const recallDepth = 10;

/** The libraries of a profile, opened without an engine: the profile must be a copy nobody else has open. */
export async function openProfileLibrary(folder: string): Promise<Opened & { close(): Promise<void> }> {
  const profile = await openProfile(folder, { name: 'bench' });
  const [id] = await profile.libraryIds();
  if (id === undefined) throw new Error(`no library in ${folder}`);
  const libraryFolder = profile.libraryFolder(id);
  const vault = await Vault.open({ folder: libraryFolder });
  const library = await Library.open({ folder: libraryFolder, key: vault.deriveKey('sqlite') });
  const termKey = vault.deriveKey('terms');
  const indexFolder = join(libraryFolder, 'index');
  const index = await SearchIndex.open({ folder: indexFolder, termKey });
  return { library, index, indexFolder, termKey, close: async () => { await index.close(); await library.close(); await profile.close(); } };
}

/**
 * A hybrid search without the time for the question's vector, against LanceDB alone doing the two look-ups under it (terms and
 * vector side by side, the best 100 ids of each), question by question in turns. `nearest`: of the first questions the ten nearest
 * passages by exact search; the aims for large libraries then apply.
 */
export async function benchSearch(key: string, opened: Opened, embedderId: string, questions: readonly SearchQuestion[], embedSeconds: readonly number[], nearest: readonly (readonly number[])[] | null): Promise<Figure> {
  const dimensions = questions[0]?.vector.length ?? 0;
  const matrix = opened.library.rotations.get(embedderId, dimensions);
  opened.index.setRotation(embedderId, matrix, dimensions);
  const raw = await rawLance(opened.indexFolder, embedderId, opened.termKey, matrix);
  const [ours, alone]: [number[], number[]] = [[], []];
  const signal = new AbortController().signal;
  let vectorsAsked = 0;
  const processor = { ours: 0, alone: 0 };
  const runOurs = async ({ text, vector }: SearchQuestion): Promise<void> => {
    const [start, before] = [performance.now(), process.cpuUsage()];
    await search({ query: text, limit: 10, filter: null, mode: 'hybrid' }, { library: opened.library, index: opened.index, embedQuery: () => { vectorsAsked += 1; return Promise.resolve(vector); }, embedderId }, signal);
    ours.push(performance.now() - start);
    processor.ours += processorMs(before);
  };
  const runRaw = async (question: SearchQuestion): Promise<void> => { const before = process.cpuUsage(); alone.push(await raw(question)); processor.alone += processorMs(before); };
  for (const question of questions.slice(0, 5)) { await runOurs(question); await runRaw(question); }
  ours.length = 0;
  vectorsAsked = 0;
  processor.ours = 0;
  processor.alone = 0;
  alone.length = 0;
  for (const [index, question] of questions.entries()) {
    for (const run of index % 2 === 0 ? [runOurs, runRaw] : [runRaw, runOurs]) await run(question);
  }
  const [p50, p95] = [0.5, 0.95].map((share) => (times: readonly number[]) => quantile([...times].sort((a, b) => a - b), share));
  if (p50 === undefined || p95 === undefined) throw new Error('unreachable');
  const recall = nearest === null ? null : await recallOf(opened.index, embedderId, questions, nearest);
  const embedMs = embedSeconds.map((seconds) => seconds * 1_000);
  return figure({
    key, words: `search, ${String(opened.library.passages.count())} passages, p95 without the question's vector`, unit: 'ms', value: p95(ours), ceiling: p95(alone),
    ...(recall === null ? {} : { aim: { of: 'value' as const, atMost: 50 }, alsoMet: recall >= 0.95 }),
    beside: {
      'processor time a search, ms': processor.ours / questions.length, 'of LanceDB alone, ms': processor.alone / questions.length,
      'p50, ms': p50(ours), 'p50 of LanceDB alone, ms': p50(alone), 'ratio of p50': p50(ours) / p50(alone), 'vectors a question': vectorsAsked / questions.length,
      ...(embedMs.length === 0 ? {} : { "question's vector p50, ms": p50(embedMs), "question's vector p95, ms": p95(embedMs) }),
      ...(recall === null ? {} : { 'recall@10 against exact search (aim ≥ 0.95)': recall }),
    },
  });
}

function processorMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

async function rawLance(folder: string, embedderId: string, termKey: Buffer, matrix: Float32Array): Promise<(question: SearchQuestion) => Promise<number>> {
  const connection = await connect(folder);
  const [passages, vectors] = [await connection.openTable(passagesName), await connection.openTable(vectorTableName(embedderId))];
  const hash = createTermHasher(termKey);
  return async ({ text, vector }) => {
    // Hashing and turning are ours: done before the clock starts.
    const terms = [...new Set(analyseTerms(text).map(hash))].join(' ');
    const turned = rotate(vector, matrix);
    const start = performance.now();
    await Promise.all([
      passages.query().fullTextSearch(new MatchQuery(terms, 'terms')).select(['id', '_score']).limit(depth).toArrow(),
      vectors.query().nearestTo(turned).distanceType('cosine').select(['id', '_distance']).limit(depth).toArrow(),
    ]);
    return performance.now() - start;
  };
}

async function recallOf(index: SearchIndex, embedderId: string, questions: readonly SearchQuestion[], nearest: readonly (readonly number[])[]): Promise<number> {
  const shares: number[] = [];
  for (const [at, wanted] of nearest.entries()) {
    const vector = questions[at]?.vector;
    if (vector === undefined) continue;
    const found = new Set((await index.searchVectors(embedderId, vector, { limit: recallDepth, filter: null })).map(({ id }) => id));
    shares.push(wanted.filter((id) => found.has(id)).length / wanted.length);
  }
  return mean(shares);
}
