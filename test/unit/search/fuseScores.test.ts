import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseScores, joinScopes } from '../../../electron/engine/search/fuseScores.ts';

const hit = (id: number, score: number) => ({ id, score });
const relevanceOf = (candidates: readonly { readonly id: number; readonly relevance: number }[], id: number) => candidates.find((candidate) => candidate.id === id)?.relevance;

describe('fuseScores', () => {
  it('weighs scores, not ranks', () => {
    const fused = fuseScores({ keyword: [hit(1, 10), hit(2, 9.9), hit(3, 1)], vector: [hit(3, 0.9), hit(1, 0.5)] }, 0.5);
    expect(relevanceOf(fused, 1)).toBeCloseTo(0.5);
    expect(relevanceOf(fused, 2)).toBeCloseTo(0.495);
    expect(relevanceOf(fused, 3)).toBeCloseTo(0.55);
  });

  it('lets one list alone count wholly', () => {
    expect(relevanceOf(fuseScores({ keyword: [hit(1, 4), hit(2, 2)], vector: [] }, 0.5), 2)).toBe(0.5);
    expect(relevanceOf(fuseScores({ keyword: [], vector: [hit(1, 0.4)] }, 0.5), 1)).toBe(1);
    expect(fuseScores({ keyword: [], vector: [] }, 0.5)).toEqual([]);
  });

  it('invariant 5: a closer vector or a better match by words never makes a passage less relevant', () => {
    const scores = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 });
    fc.assert(fc.property(scores, fc.double({ min: 0, max: 1, noNaN: true }), (values, meaning) => {
      const list = values.toSorted((a, b) => b - a).map((score, at) => hit(at, score));
      for (const lists of [{ keyword: list, vector: [] }, { keyword: [], vector: list }]) {
        const fused = new Map(fuseScores(lists, meaning).map(({ id, relevance }) => [id, relevance]));
        for (let at = 1; at < list.length; at++) expect(fused.get(at - 1) ?? 0).toBeGreaterThanOrEqual(fused.get(at) ?? 0);
      }
    }));
  });

  it('stays within 0 and 1', () => {
    const list = fc.array(fc.record({ id: fc.integer({ min: 1, max: 9 }), score: fc.double({ min: 0.01, max: 30, noNaN: true }) }), { maxLength: 9 });
    fc.assert(fc.property(list, list, fc.double({ min: 0, max: 1, noNaN: true }), (words, meanings, meaning) => {
      const sorted = (hits: readonly { readonly id: number; readonly score: number }[], top: number) => hits.map(({ id, score }) => hit(id, score / top)).toSorted((a, b) => b.score - a.score);
      for (const { relevance } of joinScopes(fuseScores({ keyword: sorted(words, 1), vector: sorted(meanings, 30) }, meaning), [], () => 0)) {
        expect(relevance).toBeGreaterThanOrEqual(0);
        expect(relevance).toBeLessThanOrEqual(1);
      }
    }));
  });
});

describe('joinScopes', () => {
  const candidate = (id: number, relevance: number) => ({ id, relevance, keyword: 1, cosine: null });

  it('puts the documents meant first, but not what fits badly before what fits well elsewhere', () => {
    const joined = joinScopes([candidate(1, 1), candidate(2, 0.4)], [candidate(3, 1), candidate(4, 0.3)], () => 1);
    expect(joined.map(({ id }) => id)).toEqual([3, 1, 4, 2]);
  });

  it('keeps the better of two values for one passage, and ties in the order of ids', () => {
    expect(joinScopes([candidate(2, 0.2), candidate(1, 0.2)], [], () => 0).map(({ id }) => id)).toEqual([1, 2]);
    expect(joinScopes([candidate(2, 1)], [candidate(2, 0)], () => 1)[0]?.relevance).toBe(0.75);
  });
});
