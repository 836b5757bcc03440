import { describe, expect, it } from 'vitest';
import { rerank } from '../../../electron/engine/search/rerank.ts';

const { signal } = new AbortController();
const passages = Array.from({ length: 20 }, (_, at) => ({ text: `text ${at}`, title: 'Lease', headingPath: ['Rent'], score: 1 - at / 100 }));

describe('order by a model that reads passage and question together', () => {
  it('changes the places of the best twelve, not their scores, and leaves the rest', async () => {
    const asked: string[] = [];
    const ordered = await rerank('which?', passages, (pairs) => {
      asked.push(...pairs.map(({ first, second }) => `${first} ${second}`));
      return Promise.resolve(pairs.map((_, at) => ({ relevance: at / 20 })));
    }, signal);
    expect(asked).toHaveLength(12);
    expect(asked[0]).toBe('which? Lease\nRent\ntext 0');
    expect(ordered.map(({ text }) => text)).toEqual([...passages.slice(0, 12).reverse(), ...passages.slice(12)].map(({ text }) => text));
    expect(ordered.map(({ score }) => score)).toEqual(passages.map(({ score }) => score));
  });

  it('keeps the order of the search among equals, and all of it where no model tells', async () => {
    expect(await rerank('which?', passages, (pairs) => Promise.resolve(pairs.map(() => ({ relevance: 0.5 }))), signal)).toEqual(passages);
    expect(await rerank('which?', passages, () => Promise.resolve(null), signal)).toEqual(passages);
    expect(await rerank('which?', passages.slice(0, 1), () => Promise.reject(new Error('not asked')), signal)).toEqual(passages.slice(0, 1));
  });
});
