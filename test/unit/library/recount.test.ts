import { describe, expect, it } from 'vitest';
import { addDocument, makeLibrary, sweep, termsOf } from './testLibrary.ts';

const terms = ['revenue', 'costs', 'staff', 'fell', 'part'];

describe('recount', () => {
  it('counts the vocabulary anew when terms are made otherwise, also where it was cut short, and once', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const [first] = ['/docs/a.pdf', '/docs/b.pdf', '/docs/c.pdf'].map((path, at) => addDocument(library, folder.id, path, [`Revenue rose. Costs ${at}.`, 'Staff fell.']));
    const before = library.vocabulary.frequencies(terms);
    expect(before.get('revenue')).toBe(3);
    library.recount.begin(7);
    expect(library.vocabulary.frequencies(['revenue'])).toEqual(new Map([['revenue', 0]]));
    // As other words: each term once more behind an x.
    const otherwise = (passage: Parameters<typeof termsOf>[0]): string[] => termsOf(passage).flatMap((term) => [term, `x${term}`]);
    expect(library.recount.step(2, otherwise)).toBe(true);
    library.recount.begin(7);
    while (library.recount.step(2, otherwise));
    expect(library.vocabulary.frequencies(terms)).toEqual(before);
    expect(library.vocabulary.frequencies(['xrevenue']).get('xrevenue')).toBe(3);
    expect(library.recount.step(2, otherwise)).toBe(false);
    expect(library.settings.get('analysisVersion')).toBe(7);
    expect(first).toBeGreaterThan(0);
  });

  it('takes nothing off for what went before it was counted', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/a.pdf', ['Revenue rose.']);
    addDocument(library, folder.id, '/docs/b.pdf', ['Revenue fell.']);
    library.recount.begin(8);
    library.documents.exclude('/docs/a.pdf');
    while (library.recount.step(10, termsOf));
    expect(sweep(library).length).toBeGreaterThan(0);
    expect(library.vocabulary.frequencies(['revenue']).get('revenue')).toBe(1);
    expect(library.documents.byId(id)).toBeNull();
  });
});
