import { describe, expect, it } from 'vitest';
import { cosineScale } from '../../../electron/engine/question/cosineScale.ts';

const { signal } = new AbortController();
/** Texts are as much alike as `background` says, each like itself. */
const embedder = (background: number) => {
  const calls: number[] = [];
  const embed = (texts: readonly string[]): Promise<Float32Array[]> => {
    calls.push(texts.length);
    return Promise.resolve(texts.map((_, at) => Float32Array.from({ length: texts.length + 1 }, (_value, index) => (index === 0 ? Math.sqrt(background) : index === at + 1 ? Math.sqrt(1 - background) : 0))));
  };
  return { embed, calls };
};

describe('cosines of another embedder', () => {
  it('are what the one the gate is fitted with gives for texts of nothing in common, and 1 for the same text', async () => {
    const scale = await cosineScale('high-above', embedder(0.75).embed, signal);
    expect(scale.ofQuestion(0.75)).toBeCloseTo(0.383, 5);
    expect(scale.ofPassages(0.75)).toBeCloseTo(0.409, 5);
    expect([scale.ofQuestion(1), scale.ofPassages(1)]).toEqual([1, 1]);
    expect(scale.ofQuestion(0.9)).toBeCloseTo(1 - 0.1 * 0.617 / 0.25, 5);
  });

  it('are asked of it once', async () => {
    const { embed, calls } = embedder(0.05);
    const scale = await cosineScale('asked-once', embed, signal);
    expect(await cosineScale('asked-once', embed, signal)).toBe(scale);
    expect(calls).toEqual([12, 12]);
    expect(scale.ofQuestion(0.05)).toBeCloseTo(0.383, 5);
  });

  it('stay as they are for the one it is fitted with, and without any', async () => {
    const { embed, calls } = embedder(0.4);
    for (const scale of [await cosineScale('bge-small-en-v1.5-q8', embed, signal), await cosineScale(null, embed, signal), await cosineScale('other', null, signal)]) expect([scale.ofQuestion(0.62), scale.ofPassages(-0.1)]).toEqual([0.62, -0.1]);
    expect(calls).toEqual([]);
  });
});
