import { describe, expect, it } from 'vitest';
import { FoundPages } from '../../../electron/engine/find/FoundPages.ts';

describe('a stretch of what was found', () => {
  const counts = [3, 1, 0, 4, 2];
  const found = new FoundPages();
  for (const [at, passages] of counts.entries()) found.add({ contentId: 1, page: at + 1, passages, places: passages * 2 });
  /** Every passage as its page and where it stands on it. */
  const all = counts.flatMap((passages, at) => Array.from({ length: passages }, (_, index) => ({ page: at + 1, index })));

  it.each([[0, 1], [0, 10], [2, 3], [3, 1], [4, 2], [7, 3], [9, 5], [10, 1], [40, 3]])('from %i, %i long, has the pages it lies on, and what comes before them', (offset, limit) => {
    const { pages, from, placesBefore } = found.stretch(offset, limit);
    const passages = pages.flatMap(({ page, passages: count }) => Array.from({ length: count }, (_, index) => ({ page, index }))).slice(from, from + limit);
    expect(passages).toEqual(all.slice(offset, offset + limit));
    expect(placesBefore + from * 2).toBe(Math.min(offset, all.length) * 2);
  });

  it('knows how many places there are in all, and of nothing none', () => {
    expect(found.places).toBe(20);
    expect(new FoundPages().stretch(0, 5)).toEqual({ pages: [], from: 0, placesBefore: 0 });
  });
});
