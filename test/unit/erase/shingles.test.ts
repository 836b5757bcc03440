import { describe, expect, it } from 'vitest';
import { eachShingle, sampleShingles, ShingleSet } from '../../../electron/engine/erase/shingles.ts';

const text = 'The merger of Hollenbeck with Quayside closes on the fourteenth of May, they said.';

function shinglesOf(given: string): number[] {
  const found: number[] = [];
  eachShingle(given, (shingle) => found.push(shingle));
  return found;
}

describe('shingles', () => {
  it('are the same whatever case, line breaks and marks stand between the words', () => {
    expect(shinglesOf('  THE “merger”\nof   Hollenbeck, with – Quayside (closes) on the fourteenth of May: they said')).toEqual(shinglesOf(text));
    expect(shinglesOf(text)).toHaveLength(9);
    expect(new Set(shinglesOf(text)).size).toBe(9);
    expect(shinglesOf(text).every((shingle) => Number.isSafeInteger(shingle) && shingle >= 0)).toBe(true);
  });

  it('stand in any text around them, and six other words or an order of their own are others', () => {
    const set = new ShingleSet(shinglesOf(text));
    expect(set.in(`Before it. ${text} And after.`).size).toBe(9);
    expect(set.in('Hollenbeck of merger the Quayside with closes May of fourteenth the on said they').size).toBe(0);
    expect(set.in('{"answer":"closes on the fourteenth of May"}').size).toBe(1);
    expect(set.in('closes on the fourteenth of June').size).toBe(0);
  });

  it('are the same numbers in every version: an erasure begun by one is ended by another', () => {
    expect(shinglesOf('closes on the fourteenth of May, 日本')).toEqual([6787707483916414, 2522566605793023, 2450987614079600]);
  });

  it('of scripts without blanks go sign by sign', () => {
    expect(shinglesOf('倉庫の改装は五月に')).toHaveLength(4);
    expect(new ShingleSet(shinglesOf('改装は五月に')).in('倉庫の改装は五月に始まります').size).toBe(1);
  });

  it('are sampled from all of a long text, the same ones every time', () => {
    const long = Array.from({ length: 5_000 }, (_, at) => `word${at}`).join(' ');
    const sample = sampleShingles([long, text], 500);
    expect(sample.length).toBeGreaterThan(200);
    expect(sample.length).toBeLessThanOrEqual(500);
    expect(sampleShingles([long, text], 500)).toEqual(sample);
    expect(new ShingleSet(sample).in(long).size).toBeGreaterThan(200);
    expect(sampleShingles(['only five words are here'], 500)).toEqual([]);
  });
});
