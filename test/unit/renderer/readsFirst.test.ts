import { expect, it } from 'vitest';
import type { Status } from '../../../electron/shared/schemas.ts';
import { readsFirst } from '../../../renderer/app/readsFirst.ts';

const idle: Status['activity'] = { phase: 'idle', filesDone: 0, filesTotal: 0, pagesDone: 0, pagesPerSecond: 0, passagesEmbedded: 0, passagesTotal: 0, secondsLeft: null, current: null };
const at = (phase: Status['activity']['phase'], documents: Status['documents'], secondsLeft: number | null = null): boolean => readsFirst({ activity: { ...idle, phase, secondsLeft }, documents });

it('holds a question while the first documents of a library are read', () => {
  expect([at('scanning', {}), at('reading', { waiting: 13 }), at('reading', { waiting: 900, reading: 2 }, 600)]).toEqual([true, true, true]);
  expect([at('reading', { waiting: 8, reading: 1, searchable: 4 }), at('reading', { waiting: 8, searchable: 4 }, 10)]).toEqual([true, true]);
});

it('holds none where the rest takes long, most is read, or nothing is being read', () => {
  expect([at('reading', { waiting: 90_000, searchable: 400 }, 3_600), at('reading', { waiting: 4, searchable: 9 }, 2), at('scanning', { indexed: 13 })]).toEqual([false, false, false]);
  expect([at('idle', {}), at('paused', { waiting: 13 }), at('meaning', { searchable: 13 }), at('recognising', { searchable: 1, waiting: 1 })]).toEqual([false, false, false, false]);
});
