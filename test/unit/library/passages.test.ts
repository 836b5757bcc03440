import { describe, expect, it } from 'vitest';
import { addDocument, contentOf, makeLibrary, passageTexts, sweep } from './testLibrary.ts';

const report = ['Revenue rose. Costs fell.', 'Staff grew. The end.'];

describe('passages', () => {
  it('are exact ranges of their page, in the order asked for, unknown ids left out', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add("/docs/it's 100% 日本語");
    const id = addDocument(library, folder.id, "/docs/it's 100% 日本語/a%b.pdf", report, { title: 'Yearly report' });
    const contentId = contentOf(library, id);
    const all = [1, 2].flatMap((page) => library.passages.ofPage(contentId, page));
    expect(all.map((passage) => passage.text)).toEqual(['Revenue rose.', ' Costs fell.', 'Staff grew.', ' The end.']);

    const ids = all.map((passage) => passage.id).reverse();
    const found = library.passages.byIds([999_999, ...ids]);
    expect(found.map((passage) => passage.id)).toEqual(ids);
    for (const passage of found) {
      const page = library.pages.get(passage.contentId, passage.page);
      expect(passage.text).toBe(page?.text.slice(passage.start, passage.end));
    }
    expect(found[0]).toMatchObject({
      contentId, documentId: id, path: "/docs/it's 100% 日本語/a%b.pdf", title: 'Yearly report', page: 2, headingPath: ['Part 2'],
      locator: { kind: 'pdf-page', page: 2 }, alsoIn: [],
    });
    expect(library.passages.count()).toBe(4);
    expect(library.passages.living([...ids, 999_999])).toEqual(new Set(ids));
  });

  it('know their neighbours across pages and none beyond the document', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    addDocument(library, folder.id, '/docs/before.pdf', ['Something else.']);
    const id = addDocument(library, folder.id, '/docs/a.pdf', report);
    addDocument(library, folder.id, '/docs/c.pdf', ['Another one.']);
    const passages = [1, 2].flatMap((page) => library.passages.ofPage(contentOf(library, id), page));
    const texts = passages.map((passage) => {
      const { before, after } = library.passages.neighbours(passage.id);
      return [before?.text ?? null, after?.text ?? null];
    });
    expect(texts).toEqual([[null, ' Costs fell.'], ['Revenue rose.', 'Staff grew.'], [' Costs fell.', ' The end.'], ['Staff grew.', null]]);
    expect(library.passages.neighbours(999_999)).toEqual({ before: null, after: null });
  });

  it('count UTF-16 units, whatever the script, and keep lone surrogates in place', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const text = '日本語 😀 text. \u0000 nul 𝒳. lone \ud83d here.';
    const id = addDocument(library, folder.id, '/docs/a.txt', [text]);
    const stored = library.pages.get(contentOf(library, id), 1)?.text ?? '';
    expect(stored).toBe(text.toWellFormed());
    expect(stored).toHaveLength(text.length);
    expect(passageTexts(library, id).join('')).toBe(stored);
  });

  it('of the same content in two places are stored once and name the other place', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const first = addDocument(library, folder.id, '/docs/a.pdf', report);
    const second = addDocument(library, folder.id, '/docs/copy.pdf', report);
    expect(contentOf(library, second)).toBe(contentOf(library, first));
    expect(library.passages.count()).toBe(4);
    const [passage] = library.passages.ofPage(contentOf(library, first), 1);
    expect(passage).toMatchObject({ documentId: first, alsoIn: [{ documentId: second, path: '/docs/copy.pdf' }] });

    library.documents.removeMany([first]);
    expect(sweep(library)).toEqual([]);
    const [left] = library.passages.byIds([passage?.id ?? 0]);
    expect(left).toMatchObject({ documentId: second, path: '/docs/copy.pdf', text: 'Revenue rose.', alsoIn: [] });

    library.documents.removeMany([second]);
    expect(library.passages.byIds([passage?.id ?? 0])).toEqual([]);
    expect(sweep(library)).toHaveLength(4);
  });

  it('are gone at once when their folder is removed, whatever its path', async () => {
    const { library } = await makeLibrary();
    for (const name of ["it's", '100%', '日本語', 'a"b', '_', 'new\nline']) {
      const folder = library.folders.add(`/docs/${name}`);
      const id = addDocument(library, folder.id, `/docs/${name}/${name}.pdf`, [`About ${name}.`]);
      const ids = library.passages.ofPage(contentOf(library, id), 1).map((passage) => passage.id);
      expect(ids).toHaveLength(1);
      expect(library.folders.remove(folder.id)).toEqual({ documents: 1 });
      expect(library.passages.byIds(ids)).toEqual([]);
      expect(library.documentText.match(name, 10)).toEqual([]);
      expect(library.documents.all()).toEqual([]);
      expect(library.passages.count()).toBe(0);
    }
    expect(library.folders.list()).toEqual([]);
  });
});
