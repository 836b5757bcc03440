import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readerVersion } from '../../../electron/shared/readerContract.ts';
import { Library } from '../../../electron/engine/library/Library.ts';
import { addDocument, contentOf, file, find, makeLibrary, passageTexts, passagesOf, read, shaOf, stage, sweep } from './testLibrary.ts';

describe('revisions', () => {
  it('are found by nothing until they are made live', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const [documentId = 0] = find(library, folder.id, [file('/docs/a.pdf', 'x')]);
    library.documents.setState(documentId, 'reading');
    const { draft, passages } = stage(library, folder.id, ['Hidden words. More.'], { title: 'Secret title' });
    expect(library.documents.attach(documentId, draft.contentId)).toBe(documentId);

    expect(library.passages.byIds(passages.map(({ id }) => id))).toEqual([]);
    expect(library.passages.count()).toBe(0);
    expect(library.pages.get(draft.contentId, 1)).toBeNull();
    expect(library.documentText.match('secret', 10)).toEqual([]);
    expect(library.vocabulary.frequencies(['hidden'])).toEqual(new Map([['hidden', 0]]));
    expect(library.documents.byId(documentId)).toMatchObject({ state: 'reading', contentId: null, pages: 0 });
    expect(library.contents.bySha256(shaOf(['Hidden words. More.']))).toEqual({ contentId: draft.contentId, live: false });

    expect(library.revisions.makeLive([draft])).toEqual({ live: [draft], dropped: [] });
    expect(library.passages.byIds(passages.map(({ id }) => id)).map(({ text }) => text)).toEqual(['Hidden words.', ' More.']);
    expect(library.documentText.match('secret', 10)).toEqual([{ contentId: draft.contentId, score: expect.any(Number) }]);
    expect(library.vocabulary.frequencies(['hidden', 'secret'])).toEqual(new Map([['hidden', 1], ['secret', 2]]));
    expect(library.documents.byId(documentId)).toMatchObject({ state: 'searchable', title: 'Secret title', format: 'pdf', pages: 1 });
    expect(library.contents.bySha256(shaOf(['Hidden words. More.']))).toEqual({ contentId: draft.contentId, live: true });
    expect(library.pages.get(draft.contentId, 1)?.hash).toBe(hash('sha256', 'Hidden words. More.'));
  });

  it('of a changed file take over only when live; what was before is garbage then', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/a.pdf', ['Old words.']);
    const old = library.passages.ofPage(contentOf(library, id), 1).map((passage) => passage.id);
    find(library, folder.id, [file('/docs/a.pdf', 'x', { modifiedMs: 2_000 })]);
    expect(library.documents.byId(id)?.state).toBe('waiting');

    library.documents.setState(id, 'reading');
    const { draft } = stage(library, folder.id, ['New words.']);
    library.documents.attach(id, draft.contentId);
    expect(passageTexts(library, id)).toEqual(['Old words.']);
    library.revisions.makeLive([draft]);
    expect(passageTexts(library, id)).toEqual(['New words.']);
    expect(library.passages.byIds(old)).toEqual([]);
    expect(library.garbage.next(10)).toEqual([{ contentId: draft.contentId - 1, revision: draft.revision - 1, contentGone: true, passageIds: old }]);
    expect(sweep(library)).toEqual(old);
    expect(library.vocabulary.frequencies(['old', 'new', 'words'])).toEqual(new Map([['old', 0], ['new', 1], ['words', 1]]));
  });

  it('read again by a newer reader keep the content and lose the old passages alone', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/a.pdf', ['Same bytes.']);
    const contentId = contentOf(library, id);
    const old = library.passages.ofPage(contentId, 1).map((passage) => passage.id);
    const sha256 = shaOf(['Same bytes.']);
    expect(library.documents.requeueOutdated(readerVersion)).toBe(0);
    expect(library.documents.requeueOutdated(readerVersion + 1)).toBe(1);
    expect(library.contents.bySha256(sha256, readerVersion + 1)).toBeNull();

    library.documents.setState(id, 'reading');
    const draft = library.revisions.begin({ sha256, sizeBytes: 1, contextName: 'a', folderId: folder.id, version: readerVersion + 1 });
    expect(draft.contentId).toBe(contentId);
    library.documents.attach(id, contentId);
    expect(library.documents.byId(id)?.state).toBe('reading');
    library.revisions.addPages(draft, [{ number: 1, text: 'Better read.', locator: { kind: 'pdf-page', page: 1 }, headings: [], tables: [] }], passagesOf(['Better read.'], ''));
    library.revisions.finish(draft, { format: 'pdf', title: '', language: null, pageCount: 1, documentDate: null }, { state: 'indexed', reason: null });
    expect(passageTexts(library, id)).toEqual(['Same bytes.']);
    library.revisions.makeLive([draft]);
    expect(passageTexts(library, id)).toEqual(['Better read.']);
    expect(library.documents.byId(id)?.state).toBe('searchable');
    expect(library.garbage.next(10)).toMatchObject([{ contentId, contentGone: false, passageIds: old }]);
    expect(sweep(library)).toEqual(old);
    expect(passageTexts(library, id)).toEqual(['Better read.']);
    expect(library.documents.requeueOutdated(readerVersion + 1)).toBe(0);
  });

  it('whose documents went or changed while they were read are dropped', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const [a = 0, b = 0] = find(library, folder.id, [file('/docs/a.pdf', 'x'), file('/docs/b.pdf', 'x')]);
    const drafts = [[a, 'One.'], [b, 'Two.']].map(([documentId, text]) => {
      library.documents.setState(Number(documentId), 'reading');
      const { draft } = stage(library, folder.id, [String(text)]);
      library.documents.attach(Number(documentId), draft.contentId);
      return draft;
    });
    library.documents.removeMany([a]);
    find(library, folder.id, [file('/docs/b.pdf', 'x', { modifiedMs: 9 })]);
    expect(library.revisions.makeLive(drafts)).toEqual({ live: [], dropped: drafts });
    expect(library.passages.count()).toBe(0);
    expect(library.documents.byId(b)).toMatchObject({ state: 'waiting', contentId: null });
    expect(sweep(library)).toHaveLength(2);
    expect(library.garbage.count()).toBe(0);
    expect(() => library.documents.attach(b, drafts[1]?.contentId ?? 0)).toThrow('file-changed');
    expect(() => library.documents.attach(a, drafts[1]?.contentId ?? 0)).toThrow('document-unknown');
  });

  it('given up leave their documents waiting, and those that failed end with nothing', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/a.pdf', ['Old words.']);
    find(library, folder.id, [file('/docs/a.pdf', 'x', { modifiedMs: 2 })]);
    library.documents.setState(id, 'reading');
    const { draft } = stage(library, folder.id, ['Half read.']);
    library.documents.attach(id, draft.contentId);
    library.revisions.discard(draft);
    expect(library.documents.byId(id)?.state).toBe('waiting');
    expect(passageTexts(library, id)).toEqual(['Old words.']);
    library.documents.setState(id, 'failed', { code: 'file-damaged', detail: 'page 1' });
    expect(library.documents.byId(id)).toMatchObject({ state: 'failed', contentId: null, pages: 0, reason: { code: 'file-damaged', detail: 'page 1' } });
    expect(library.passages.count()).toBe(0);
    sweep(library);
    expect(library.vocabulary.withPrefix('', 10)).toEqual([]);
    expect(() => library.documents.setState(999, 'failed')).toThrow('document-unknown');
  });

  it('left behind by a stopped program are listed, discarded and read again; their ids never come back', async () => {
    const { library, folder, key } = await makeLibrary();
    const docs = library.folders.add('/docs');
    const kept = addDocument(library, docs.id, '/docs/kept.pdf', ['Kept words.']);
    const [id = 0] = find(library, docs.id, [file('/docs/a.pdf', 'x')]);
    library.documents.setState(id, 'reading');
    const { draft, passages } = stage(library, docs.id, ['Lost words.']);
    library.documents.attach(id, draft.contentId);
    await library.close();

    await using again = await Library.open({ folder, key });
    expect(again.revisions.abandoned()).toEqual([draft]);
    expect(again.revisions.discardAbandoned()).toEqual({ drafts: 1 });
    expect(again.revisions.abandoned()).toEqual([]);
    expect(again.documents.byId(id)?.state).toBe('waiting');
    expect(again.contents.bySha256(shaOf(['Lost words.']))).toBeNull();
    expect(sweep(again)).toEqual(passages.map((passage) => passage.id));
    expect(again.vocabulary.withPrefix('', 10).sort()).toEqual(['kept', 'words']);

    expect(read(again, id, ['Lost words.'])).toBe(id);
    const ids = again.passages.ofPage(contentOf(again, id), 1).map((passage) => passage.id);
    expect(Math.min(...ids)).toBeGreaterThan(Math.max(...passages.map((passage) => passage.id)));
    expect(passageTexts(again, kept)).toEqual(['Kept words.']);
  });

  it('cannot be written to after they were finished with', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const { draft } = stage(library, folder.id, ['One.']);
    library.revisions.discard(draft);
    expect(() => library.revisions.addPages(draft, [], [])).toThrow('internal');
  });
});
