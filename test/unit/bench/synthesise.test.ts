import { describe, expect, it } from 'vitest';
import { dot, exactNearest, nearestCosines, Synthesiser } from '../../bench/synthesise.ts';
import { Random } from '../../eval/random.ts';

const random = new Random(5);
const unit = (): Float32Array => {
  const values = Float32Array.from({ length: 32 }, () => random.normal());
  return values.map((value) => value / Math.sqrt(dot(values, values)));
};
const real = Array.from({ length: 40 }, (_, index) => ({ text: `alpha beta w${String(index)} w${String(index + 1)}`, vector: unit() }));
const words = (text: string): string[] => text.split(' ');

describe('Synthesiser', () => {
  it('gives unit vectors as near to a real one as real ones are to each other', () => {
    const cosines = nearestCosines(real.map(({ vector }) => vector)).sort((a, b) => a - b);
    const made = new Synthesiser(real, words, 1);
    for (let i = 0; i < 50; i += 1) {
      const { vector } = made.next();
      expect(Math.sqrt(dot(vector, vector))).toBeCloseTo(1, 4);
      const nearest = Math.max(...real.map((passage) => dot(passage.vector, vector)));
      expect(nearest).toBeGreaterThanOrEqual((cosines[0] ?? 0) - 1e-4);
    }
  });

  it('takes terms from real passages, as many as one has, and repeats itself for a seed', () => {
    const [one, other] = [new Synthesiser(real, words, 2), new Synthesiser(real, words, 2)];
    const passage = one.next();
    expect(passage).toEqual(other.next());
    expect(passage.terms).toHaveLength(4);
    expect(passage.terms.every((term) => real.some(({ text }) => words(text).includes(term)))).toBe(true);
  });
});

describe('exactNearest', () => {
  it('is the full sort by dot product', () => {
    const all = Float32Array.from(real.flatMap(({ vector }) => [...vector]));
    const query = unit();
    const sorted = real.map(({ vector }, index) => ({ index, score: dot(vector, query) })).sort((a, b) => b.score - a.score).slice(0, 10).map(({ index }) => index);
    expect(exactNearest(all, 32, query, 10)).toEqual(sorted);
  });
});
