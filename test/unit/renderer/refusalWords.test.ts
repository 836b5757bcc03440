import { expect, it } from 'vitest';
import type { Coverage } from '../../../electron/shared/schemas.ts';
import { refusalWords } from '../../../renderer/features/ask/refusalWords.ts';
import { freshTurn } from '../../../renderer/hooks/turns.ts';
import { speak } from '../../../renderer/words/words.ts';

const words = speak('en');
const coverage: Coverage = { documents: 4, documentsTotal: 4, pages: 9, pagesTotal: 9, unreadable: [], vectorsShare: 1 };
const turn = { ...freshTurn('k', 'When was it founded?', []), coverage, text: 'Your documents do not answer this.' };
const somewhere = [{ path: '/d/Empty', name: 'Empty' }];

it('says what the documents are lacking', () => {
  expect(refusalWords(turn, words)).toEqual({ title: 'Not in your documents', body: 'Your documents do not answer this.' });
  expect(refusalWords({ ...turn, text: '' }, words).body).toBe('Nothing that was searched answers this.');
});

it('says of documents that were still to be read that the answer may be in them, and counts none that never will be', () => {
  const unreadable: Coverage['unreadable'] = [{ path: '/d/a.pdf', state: 'failed', reason: null }, { path: '/d/b.bin', state: 'skipped', reason: null }, { path: '/d/c.pdf', state: 'indexed-partly', reason: null }];
  expect(refusalWords({ ...turn, coverage: { ...coverage, documentsTotal: 9, unreadable } }, words)).toEqual({ title: 'Not in what has been read so far', body: '3 documents were still to be read. Ask again once they are.' });
  expect(refusalWords({ ...turn, coverage: { ...coverage, documentsTotal: 7, unreadable } }, words).body).toBe('One document was still to be read. Ask again once it is.');
  expect(refusalWords({ ...turn, coverage: { ...coverage, documentsTotal: 6, unreadable } }, words).title).toBe('Not in your documents');
});

it('asks for a folder only where there is no document at all', () => {
  const none = { ...turn, coverage: { ...coverage, documents: 0, documentsTotal: 0 } };
  expect(refusalWords(none, words)).toEqual({ title: 'There are no documents yet', body: 'Add a folder, then ask again.' });
  const narrow = { title: 'Not in your documents', body: 'No document fits what the question is narrowed to.' };
  expect([refusalWords({ ...none, scope: somewhere }, words), refusalWords({ ...none, filters: ['type:xlsx'] }, words)]).toEqual([narrow, narrow]);
  // What it was narrowed to is not kept.
  expect(refusalWords({ ...none, isKept: true }, words).title).toBe('Not in your documents');
});
