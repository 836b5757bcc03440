import { expect, it } from 'vitest';
import { runsOf } from '../../../renderer/components/runsOf.ts';

it('puts together what follows one another under one key, and nothing else', () => {
  expect(runsOf(['a1', 'a2', 'b1', 'a3'], ([key]) => key ?? null)).toEqual([['a1', 'a2'], ['b1'], ['a3']]);
  expect(runsOf(['-', '-'], () => null)).toEqual([['-'], ['-']]);
  expect(runsOf([], () => 'a')).toEqual([]);
});
