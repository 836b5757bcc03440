import { describe, expect, it } from 'vitest';
import { DirtyPaths } from '../../../electron/engine/watch/DirtyPaths.ts';

describe('DirtyPaths', () => {
  it('waits until a path is quiet, but not for ever', () => {
    const dirty = new DirtyPaths('/docs');
    expect(dirty.dueMs).toBe(Infinity);
    dirty.add('/docs/a', false, 0);
    expect(dirty.take(100)).toEqual([]);
    dirty.add('/docs/a', false, 300);
    expect(dirty.take(500)).toEqual([]);
    expect(dirty.take(700)).toEqual(['/docs/a']);
    for (let at = 1_000_000; at < 1_001_400; at += 100) dirty.add('/docs/b', false, at);
    expect(dirty.dueMs).toBe(1_001_500);
  });

  it('looks at what changes all the time less and less often, at least once a minute', () => {
    const dirty = new DirtyPaths('/docs');
    const looks: number[] = [];
    for (let at = 0; at < 600_000; at += 200) {
      dirty.add('/docs/log', false, at);
      if (dirty.dueMs <= at && dirty.take(at)?.length === 1) looks.push(at);
    }
    const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    expect(looks[0]).toBeLessThan(2_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_400);
    expect(looks.length).toBeLessThan(20);
    expect(dirty.take(2_000_000)).toEqual(['/docs/log']);
    dirty.add('/docs/log', false, 3_000_000);
    expect(dirty.dueMs).toBe(3_000_400);
  });

  it('has all of the folder walked when too much is heard, or the folder itself', () => {
    const dirty = new DirtyPaths('/docs');
    for (let at = 0; at <= 2_000; at += 1) dirty.add(`/docs/${at}`, false, 0);
    expect(dirty.take(10_000)).toBeNull();
    expect(dirty.dueMs).toBe(Infinity);
    for (let at = 0; at <= 8_000; at += 1) dirty.add('/docs/same', false, 1_000_000);
    expect(dirty.take(1_002_000)).toBeNull();
    dirty.add('/docs/a', false, 2_000_000);
    dirty.add('/docs', false, 2_000_000);
    expect(dirty.take(2_002_000)).toBeNull();
    expect(dirty.take(2_090_000)).toEqual([]);
  });

  it('looks at both ends of a move at once, whichever of them is due', () => {
    const dirty = new DirtyPaths('/docs');
    dirty.add('/docs/from', false, 0);
    expect(dirty.take(500)).toEqual(['/docs/from']);
    dirty.add('/docs/other', false, 600);
    expect(dirty.take(1_000)).toEqual(['/docs/other']);
    dirty.add('/docs/from', true, 1_010);
    dirty.add('/docs/to', true, 1_010);
    dirty.add('/docs/other', false, 1_010);
    expect(dirty.isMoveDue(1_000)).toBe(false);
    expect(dirty.isMoveDue(1_420)).toBe(true);
    expect(dirty.take(1_420, true)).toEqual(['/docs/from', '/docs/to']);
  });
});
