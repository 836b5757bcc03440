import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../../electron/engine/search/arrange.ts';

const candidate = (id: number, contentId: number, score: number, same = `text ${String(id)}`) => ({ id, contentId, score, same });
const ids = (arranged: readonly { readonly item: { readonly id: number } }[]) => arranged.map(({ item }) => item.id);

describe('arrange', () => {
  it('lists what says the same under its best', () => {
    const [first, second] = arrange([candidate(1, 1, 0.9, 'a'), candidate(2, 2, 0.8, 'a'), candidate(3, 3, 0.7, 'b')], 10);
    expect(first?.item.id).toBe(1);
    expect(first?.duplicates.map(({ id }) => id)).toEqual([2]);
    expect(second?.item.id).toBe(3);
  });

  it('gives one document at most 40 % while others score within 0.8 of the best', () => {
    const one = Array.from({ length: 10 }, (_, at) => candidate(at, 1, 1 - at * 0.001));
    const others = Array.from({ length: 10 }, (_, at) => candidate(100 + at, 2 + at, 0.85 - at * 0.001));
    const arranged = arrange([...one, ...others], 10);
    expect(arranged).toHaveLength(10);
    expect(arranged.filter(({ item }) => item.contentId === 1)).toHaveLength(4);
  });

  it('leaves a document its places where the others are far behind', () => {
    const one = Array.from({ length: 10 }, (_, at) => candidate(at, 1, 1 - at * 0.001));
    expect(ids(arrange([...one, candidate(100, 2, 0.5)], 10))).toEqual(one.map(({ id }) => id));
  });

  it('fills up with what was held back, and stays in the order of scores', () => {
    const list = [candidate(1, 1, 1), candidate(2, 1, 0.99), candidate(3, 1, 0.98), candidate(4, 2, 0.9)];
    expect(ids(arrange(list, 4, 0.25))).toEqual([1, 2, 3, 4]);
  });

  it('never loses, invents or repeats a passage', () => {
    const lists = fc.array(fc.record({ contentId: fc.integer({ min: 1, max: 4 }), score: fc.double({ min: 0, max: 1, noNaN: true }), same: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g') }), { maxLength: 30 });
    fc.assert(fc.property(lists, fc.integer({ min: 1, max: 12 }), (list, limit) => {
      const sorted = list.map((item, id) => ({ ...item, id })).toSorted((a, b) => b.score - a.score);
      const arranged = arrange(sorted, limit);
      const shown = arranged.flatMap(({ item, duplicates }) => [item, ...duplicates]).map(({ id }) => id);
      expect(new Set(shown).size).toBe(shown.length);
      expect(arranged).toHaveLength(Math.min(limit, new Set(list.map(({ same }) => same)).size));
      if (sorted.length > 0) expect(arranged[0]?.item.score).toBe(sorted[0]?.score);
    }));
  });
});
