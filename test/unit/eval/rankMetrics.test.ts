import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mean } from '../../eval/intervals.ts';
import { firstOccurrences, scoreRanking } from '../../eval/rankMetrics.ts';
import { sharedData } from '../../eval/questions.ts';
import { bm25Floor, readRetrievalSet } from '../../eval/retrievalSets.ts';

describe('scoreRanking', () => {
  it('is 1 everywhere for a perfect order', () => {
    expect(scoreRanking(['a', 'b', 'x'], new Set(['a', 'b']))).toEqual({ ndcg10: 1, hit1: 1, recall10: 1, mrr10: 1 });
  });

  it('discounts by rank', () => {
    const scores = scoreRanking(['x', 'a', 'y', 'b'], new Set(['a', 'b', 'c']));
    expect(scores.hit1).toBe(0);
    expect(scores.mrr10).toBe(0.5);
    expect(scores.recall10).toBeCloseTo(2 / 3);
    expect(scores.ndcg10).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3) + 0.5));
  });

  it('does not look beyond ten', () => {
    expect(scoreRanking([...'0123456789'].concat('a'), new Set(['a']))).toEqual({ ndcg10: 0, hit1: 0, recall10: 0, mrr10: 0 });
  });

  it("takes a document's best passage for its rank", () => {
    expect(firstOccurrences(['b', 'a', 'b', 'c', 'a'])).toEqual(['b', 'a', 'c']);
  });
});

const hasSets = existsSync(join(sharedData, 'retrieval'));
if (!hasSets) console.info('not compared with the published BM25 figures: ../shared/data/retrieval is not there');

describe.skipIf(!hasSets)('the BM25 floor', () => {
  it.each([
    ['cookbook', 'en', 'en', 0.6, 0.6, 0.69], ['xquad', 'en', 'en', 0.961, 0.923, 0.992], ['xquad', 'de', 'en', 0.445, 0.366, 0.524], ['xquad', 'zh', 'zh', 0.966, 0.934, 0.992],
  ] as const)('%s %s to %s is what data/README.md states', (name, asked, documents, ndcg, hit, recall) => {
    const set = readRetrievalSet(name, asked, documents);
    const scores = bm25Floor(set, set.queries);
    expect(mean(scores.map(({ ndcg10 }) => ndcg10))).toBeCloseTo(ndcg, 2);
    expect(mean(scores.map(({ hit1 }) => hit1))).toBeCloseTo(hit, 2);
    expect(mean(scores.map(({ recall10 }) => recall10))).toBeCloseTo(recall, 2);
  });
});
