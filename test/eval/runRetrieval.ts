import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EvalOptions } from './evalOptions.ts';
import { copyProfile, indexedProfile, type ProfileOptions } from './indexedProfile.ts';
import { mean } from './intervals.ts';
import { amount, type Measure } from './Measure.ts';
import { fileStem, repositoryRoot } from './questions.ts';
import { firstOccurrences, scoreRanking, type RankScores } from './rankMetrics.ts';
import { bm25Floor, languagePairs, readRetrievalSet, writeDocuments, type RetrievalQuery, type RetrievalSet } from './retrievalSets.ts';
import type { Section } from './report.ts';
import { startEngine } from './startEngine.ts';

const sampleEvery = 5;
/** Enough passages that ten different documents are among them. */
const passagesAsked = 60;

/** The sets of ../shared/data/retrieval, each document a file, searched by the engine, beside plain BM25. */
export async function runRetrieval(name: 'cookbook' | 'xquad', options: EvalOptions, say: ProfileOptions['say']): Promise<Section[]> {
  const pairs = name === 'cookbook' ? [['en', 'en'] as const] : languagePairs;
  const sections: Section[] = [];
  for (const [asked, documents] of pairs) {
    const set = readRetrievalSet(name, asked, documents);
    const label = name === 'cookbook' ? name : `${name}-${documents}`;
    const folder = join(repositoryRoot, '.carrel', 'eval', 'corpora', label);
    rmSync(folder, { recursive: true, force: true });
    const ids = writeDocuments(set, folder);
    const profile = await indexedProfile(label, folder, { rebuild: options.rebuild, reuse: options.reuse, say });
    const queries = set.queries.filter((_, index) => (options.half === 'both' || (index % 2 === 0) === (options.half === 'even')) && (name === 'cookbook' || options.full || Math.floor(index / 2) % sampleEvery === 0));
    sections.push({ title: `${set.name}, ${options.half} half (${String(queries.length)} queries)`, measures: await measureSet(set, queries, ids, profile.folder) });
  }
  return sections;
}

async function measureSet(set: RetrievalSet, queries: readonly RetrievalQuery[], ids: ReadonlyMap<string, string>, profile: string): Promise<Measure[]> {
  const copy = await copyProfile(profile, 'retrieval');
  const engine = startEngine(copy.folder);
  try {
    const floor = bm25Floor(set, queries);
    const scores: RankScores[] = [];
    const seconds: number[] = [];
    await engine.client.search({ query: 'warm up', limit: 1 });
    for (const { text, relevant } of queries) {
      const start = performance.now();
      const hits = await engine.client.search({ query: text, limit: passagesAsked });
      seconds.push((performance.now() - start) / 1_000);
      scores.push(scoreRanking(firstOccurrences(hits.map(({ path }) => ids.get(fileStem(path)) ?? path)), relevant));
    }
    const aim = aimOf(set.name, mean(floor.map(({ ndcg10 }) => ndcg10)));
    const names = [['ndcg10', 'nDCG@10'], ['hit1', 'hit@1'], ['recall10', 'recall@10'], ['mrr10', 'MRR@10']] as const;
    return [
      ...names.flatMap(([key, words]) => [
        amount(key, words, scores.map((score) => score[key]), key === 'ndcg10' && aim !== null ? { aim } : {}),
        amount(`${key}.bm25`, '  plain BM25', floor.map((score) => score[key])),
      ]),
      amount('searchSeconds', 'seconds a search', seconds, { unit: 'seconds' }),
    ];
  } finally {
    await engine.close();
    await copy.dispose();
  }
}

/** The least nDCG@10, 0..1; null across languages, where it depends on the embedder. `floor`: plain BM25 on the same questions. */
function aimOf(set: string, floor: number): number | null {
  switch (set) {
    case 'cookbook': return 0.66;
    case 'xquad en → en': return 0.96;
    case 'xquad de → de': case 'xquad es → es': case 'xquad zh → zh': return floor - 0.01;
    default: return null;
  }
}
