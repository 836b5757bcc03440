import { describe, expect, it } from 'vitest';
import { commands } from '../../../renderer/app/commands.ts';
import { readSearch } from '../../../renderer/features/search/readSearch.ts';

describe('readSearch', () => {
  const anything = { folders: [], types: [], after: null, before: null };

  it.each<[string, ReturnType<typeof readSearch>]>([
    ['rent  of berth 4', { words: 'rent of berth 4', typed: [], documents: anything }],
    ['folder:"Old leases" rent TYPE:pdf type:docx', { words: 'rent', typed: ['folder:"Old leases"', 'TYPE:pdf', 'type:docx'], documents: { ...anything, folders: ['Old leases'], types: ['pdf', 'docx'] } }],
    ['rent after:2024 before:2025-03-01', { words: 'rent', typed: ['after:2024', 'before:2025-03-01'], documents: { ...anything, after: '2024', before: '2025-03-01' } }],
    ['ordner:Verträge nach:5.2024 vor:1.12.2024', { words: '', typed: ['ordner:Verträge', 'nach:5.2024', 'vor:1.12.2024'], documents: { ...anything, folders: ['Verträge'], after: '2024-05', before: '2024-12-01' } }],
    // What is no time, or not yet, is looked for as it stands; so is what only looks like a filter.
    ['after:20 before:2024-13 prefolder:x', { words: 'after:20 before:2024-13 prefolder:x', typed: [], documents: anything }],
  ])('%s', (text, expected) => { expect(readSearch(text)).toEqual(expected); });
});

describe('commands', () => {
  it('are each there once', () => { expect(new Set(commands).size).toBe(commands.length); });
});
