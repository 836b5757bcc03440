import { describe, expect, it } from 'vitest';
import { WritingThreads } from '../../../electron/models/WritingThreads.ts';

/** Writes tokens that take `ms` by the number of threads; gives the numbers chosen. */
function write(threads: WritingThreads, tokens: number, free: number, ms: (threads: number, token: number) => number): number[] {
  return Array.from({ length: tokens }, (_, token) => {
    const chosen = threads.choose(free);
    threads.add(chosen, ms(chosen, token));
    return chosen;
  });
}

describe('threads for writing', () => {
  it('are half of the free ones where those are faster, after a few tokens of each', () => {
    const threads = new WritingThreads();
    const chosen = write(threads, 40, 2, (count) => (count === 2 ? 25 : 16));
    expect(chosen.slice(10)).toEqual(Array.from({ length: 30 }, () => 1));
    expect(new Set(chosen.slice(0, 10))).toEqual(new Set([2, 1]));
  });

  it('are all free ones where those are faster, whatever a pause says', () => {
    const chosen = write(new WritingThreads(), 200, 8, (count, token) => (token % 9 === 0 ? 200 : count === 8 ? 10 : 15));
    expect(chosen.slice(12).every((count) => count === 8)).toBe(true);
  });

  it('never are more than are free', () => {
    const threads = new WritingThreads();
    write(threads, 20, 8, () => 10);
    expect(write(threads, 20, 1, () => 30)).toEqual(Array.from({ length: 20 }, () => 1));
    expect(write(threads, 20, 3, () => 20).every((count) => count === 3 || count === 2)).toBe(true);
  });

  it('are tried again now and then: what was slower before may be faster by now', () => {
    const threads = new WritingThreads();
    write(threads, 100, 2, (count) => (count === 2 ? 10 : 20));
    const later = write(threads, 1_500, 2, (count) => (count === 2 ? 30 : 20));
    expect(later.at(-1)).toBe(1);
  });
});
