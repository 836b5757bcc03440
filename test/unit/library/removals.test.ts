import { describe, expect, it } from 'vitest';
import { Library } from '../../../electron/engine/library/Library.ts';
import { addDocument, contentOf, file, find, makeLibrary, scan, sweep } from './testLibrary.ts';

async function twoFolders() {
  const made = await makeLibrary();
  const { library } = made;
  const [docs, other] = [library.folders.add('/docs'), library.folders.add('/other')];
  const ids = ['/docs/a', '/docs/sub/b', '/docs/sub/c'].map((path) => addDocument(library, docs.id, path, [`Of ${path}.`]));
  addDocument(library, other.id, '/other/a', ['Of /docs/a.']);
  const paths = (): string[] => library.documents.all().map(({ path }) => path);
  return { ...made, docs, other, ids, paths };
}

describe('a removal', () => {
  it('of a folder hides it and all in it from everything, and gives it back as it was', async () => {
    const { library, docs, ids, paths } = await twoFolders();
    const [, b = 0] = ids;
    const [before, passages] = [library.documents.list({ folderId: docs.id }), library.passages.ofPage(contentOf(library, b), 1).map(({ id }) => id)];
    const { id, documents } = library.removals.begin('/docs');
    expect(documents).toBe(3);
    expect(paths()).toEqual(['/other/a']);
    expect(library.folders.list().map(({ path }) => path)).toEqual(['/other']);
    expect([library.folders.byId(docs.id), library.folders.byPath('/docs'), library.documents.byId(b), library.documents.byPath('/docs/a')]).toEqual([null, null, null, null]);
    expect(library.passages.byIds(passages)).toEqual([]);
    expect(library.documentText.match('sub', 10)).toEqual([]);
    expect(library.documentLists.contents('/docs')).toEqual({ folders: [], documentIds: [] });
    expect(library.documents.totals(null)).toMatchObject({ documents: 1, documentsTotal: 1, pages: 1 });
    for (const scope of [{ paths: ['/docs'], folderIds: [] }, { paths: ['/docs/sub'], folderIds: [] }, { paths: [], folderIds: [docs.id] }]) expect(() => library.scope(scope)).toThrow('scope-unknown');
    expect(() => library.folderScans.begin(docs.id).found([file('/docs/a', 'x')])).toThrow('folder-not-found');
    // What lies elsewhere too is found there.
    expect(library.passages.byIds(library.passages.ofPage(contentOf(library, library.documents.byPath('/other/a')?.documentId ?? 0), 1).map((passage) => passage.id))).toMatchObject([{ path: '/other/a', alsoIn: [] }]);

    expect(library.removals.undo(id)).toMatchObject({ path: '/docs', folderId: docs.id, whole: true });
    expect(library.documents.list({ folderId: docs.id })).toEqual(before);
    expect(library.passages.byIds(passages)).toMatchObject([{ path: '/docs/sub/b' }]);
    expect(library.garbage.count()).toBe(0);
    expect(library.removals.undo(id)).toBeNull();
  });

  it('of documents keeps scans of their folder from them until it is taken back', async () => {
    const { library, docs, ids, paths } = await twoFolders();
    const { id, documents } = library.removals.begin('/docs/sub');
    expect(documents).toBe(2);
    const onDisk = ['/docs/a', '/docs/sub/b', '/docs/sub/c'].map((path) => file(path, `Of ${path}.`));
    expect(await scan(library, docs.id, onDisk)).toMatchObject({ added: 0, changed: 0, gone: 0 });
    expect(library.documents.removeMissing(docs.id)).toBe(0);
    expect(paths()).toEqual(['/docs/a', '/other/a']);
    library.removals.undo(id);
    expect(paths()).toEqual(['/docs/a', '/docs/sub/b', '/docs/sub/c', '/other/a']);
    expect(library.documents.byPath('/docs/sub/b')?.documentId).toBe(ids[1]);
    expect(await scan(library, docs.id, onDisk)).toMatchObject({ added: 0, unchanged: 3 });
  });

  it('that is ended some at a time goes for good; ended in the middle, the rest stays hidden and goes later', async () => {
    const { library, folder, key, docs } = await twoFolders();
    const { id } = library.removals.begin('/docs');
    expect(library.removals.endSome(id, 2)).toBe(true);
    await library.close();
    // As after a kill between two steps.
    const again = await Library.open({ folder, key });
    try {
      expect(again.removals.list()).toEqual([{ id, path: '/docs', folderId: docs.id, whole: true }]);
      expect(again.documents.all().map(({ path }) => path)).toEqual(['/other/a']);
      expect(again.removals.endSome(id, 2)).toBe(false);
      expect(again.removals.list()).toEqual([]);
      expect(again.removals.endSome(id, 2)).toBe(false);
      expect(sweep(again)).toHaveLength(2);
      // What the other folder holds too is still there.
      expect(again.passages.count()).toBe(1);
      expect(again.folders.add('/docs').id).toBeGreaterThan(docs.id);
    } finally {
      await again.close();
    }
  });

  it('of what is not there is an error, and leaves what was excluded excluded', async () => {
    const { library, docs, paths } = await twoFolders();
    const { id } = library.removals.begin('/docs/a');
    expect(library.removals.endSome(id, 10)).toBe(false);
    for (const path of ['/docs/a', '/elsewhere', '/docs/none']) expect(() => library.removals.begin(path), path).toThrow('document-unknown');
    await scan(library, docs.id, ['/docs/a', '/docs/sub/b', '/docs/sub/c'].map((path) => file(path, `Of ${path}.`)));
    expect(paths()).toEqual(['/docs/sub/b', '/docs/sub/c', '/other/a']);
  });

  it('of what is being read lets it wait again when it is taken back', async () => {
    const { library, docs } = await twoFolders();
    const [fresh = 0] = find(library, docs.id, [file('/docs/new', 'x')]);
    library.documents.setState(fresh, 'reading');
    const { id } = library.removals.begin('/docs');
    expect(library.documents.waiting(10)).toEqual([]);
    library.removals.undo(id);
    expect(library.documents.waiting(10).map(({ documentId }) => documentId)).toEqual([fresh]);
  });
});
