import { describe, expect, it } from 'vitest';
import { areaUnder, rocOf } from '../../eval/roc.ts';

const scored = (yes: readonly number[], no: readonly number[]) => [...yes.map((probability) => ({ isAnswerable: true, probability })), ...no.map((probability) => ({ isAnswerable: false, probability }))];

describe('rocOf', () => {
  it('goes from refusing nothing to refusing all, and never back', () => {
    const points = rocOf(scored([0.9, 0.6, 0.4], [0.5, 0.2]));
    expect(points[0]).toMatchObject({ falseRefusals: 0, refused: 0 });
    expect(points.at(-1)).toMatchObject({ falseRefusals: 1, refused: 1 });
    expect(points.find(({ bar }) => bar === 0.6)).toEqual({ bar: 0.6, falseRefusals: 1 / 3, refused: 1 });
    for (const [index, point] of points.entries()) expect(point.refused).toBeGreaterThanOrEqual(points[index - 1]?.refused ?? 0);
  });
  it('has the area of the chance that a right question stands higher', () => {
    expect(areaUnder(rocOf(scored([0.9, 0.8], [0.1, 0.2])))).toBe(1);
    expect(areaUnder(rocOf(scored([0.1], [0.9])))).toBe(0);
    expect(areaUnder(rocOf(scored([0.9, 0.6, 0.4], [0.5, 0.2])))).toBeCloseTo(5 / 6);
    expect(areaUnder(rocOf(scored([0.5, 0.5], [0.5])))).toBeCloseTo(0.5);
  });
});
