import { describe, expect, it } from 'vitest';
import { addDocument, contentOf, file, makeLibrary, passageTexts, read, sweep } from './testLibrary.ts';

describe('a scan', () => {
  it('tells added, changed, unchanged and gone, and the same files again change nothing', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const files = ["/docs/it's.pdf", '/docs/100%.pdf', '/docs/日本語.pdf'].map((path, index) => file(path, 'x', { inode: `1:${index}` }));
    const first = library.documents.found(folder.id, files);
    expect(first).toMatchObject({ changed: [], gone: [], moved: [], unchanged: 0 });
    expect(first.added.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
    for (const [index, { documentId }] of first.added.entries()) read(library, documentId, [`Text ${index}.`]);
    const before = library.documents.all();
    expect(library.documents.found(folder.id, files)).toEqual({ added: [], changed: [], gone: [], moved: [], unchanged: 3 });
    expect(library.documents.all()).toEqual(before);

    const [a, b] = files;
    if (a === undefined || b === undefined) throw new Error('files');
    const second = library.documents.found(folder.id, [{ ...a, modifiedMs: a.modifiedMs + 1 }, b, file('/docs/new.pdf', 'y')]);
    expect(second.changed.map(({ path }) => path)).toEqual(["/docs/it's.pdf"]);
    expect(second.added.map(({ path }) => path)).toEqual(['/docs/new.pdf']);
    expect(second.gone.map(({ path }) => path)).toEqual(['/docs/日本語.pdf']);
    expect(second.unchanged).toBe(1);
    expect(library.documents.waiting(10).map(({ path }) => path)).toEqual(["/docs/it's.pdf", '/docs/new.pdf']);
  });

  it('hides what is gone at once and brings it back when it is there again', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/a.pdf', ['One.']);
    const [passage] = library.passages.ofPage(contentOf(library, id), 1);
    const known = file('/docs/a.pdf', 'One.');
    expect(library.documents.found(folder.id, []).gone).toEqual([{ documentId: id, path: '/docs/a.pdf' }]);
    expect(library.documents.found(folder.id, []).gone).toEqual([]);
    expect(library.documents.byId(id)).toBeNull();
    expect(library.passages.byIds([passage?.id ?? 0])).toEqual([]);
    expect(library.documentText.match('one', 5)).toEqual([]);
    expect(library.folders.list()[0]).toMatchObject({ documents: 0, byState: {} });

    expect(library.documents.found(folder.id, [known])).toMatchObject({ added: [], unchanged: 1 });
    expect(library.documents.byId(id)?.state).toBe('searchable');
    expect(library.passages.byIds([passage?.id ?? 0])).toHaveLength(1);

    library.documents.found(folder.id, []);
    expect(library.documents.removeMissing(folder.id)).toBe(1);
    expect(sweep(library)).toEqual([passage?.id]);
    expect(library.documents.found(folder.id, [known]).added).toHaveLength(1);
  });

  it('knows a renamed file by size, time and inode: same document, same passages, new name', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const other = library.folders.add('/other');
    const { added } = library.documents.found(folder.id, [file('/docs/plum.pdf', 'x', { inode: '1:7' })]);
    const id = read(library, added[0]?.documentId ?? 0, ['Some text.']);
    const ids = library.passages.ofPage(contentOf(library, id), 1).map((passage) => passage.id);
    expect(library.documents.found(folder.id, [file('/docs/cherry.pdf', 'x', { inode: '1:7' })])).toEqual({
      added: [], changed: [], gone: [], unchanged: 0, moved: [{ documentId: id, path: '/docs/cherry.pdf', from: '/docs/plum.pdf' }],
    });
    expect(library.passages.byIds(ids)[0]).toMatchObject({ documentId: id, path: '/docs/cherry.pdf' });
    expect(library.documentText.match('cherry', 5)).toHaveLength(1);
    expect(library.documentText.match('plum', 5)).toEqual([]);

    library.documents.found(folder.id, []);
    const moved = library.documents.found(other.id, [file('/other/apple.pdf', 'x', { inode: '1:7' }), file('/other/link.pdf', 'x', { inode: '1:7' })]);
    expect(moved.moved).toEqual([{ documentId: id, path: '/other/apple.pdf', from: '/docs/cherry.pdf' }]);
    expect(moved.added.map(({ path }) => path)).toEqual(['/other/link.pdf']);
    expect(library.documents.removeMissing(folder.id)).toBe(0);
    expect(library.documents.byId(id)).toMatchObject({ folderId: other.id, path: '/other/apple.pdf', state: 'searchable' });
    expect(passageTexts(library, id)).toEqual(['Some text.']);
    expect(library.garbage.count()).toBe(0);
  });

  it('leaves it to the bytes where the inode says nothing: a missing document comes back under its new name', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/old name.pdf', ['Some text.']);
    const { gone, added, moved } = library.documents.found(folder.id, [file('/docs/new name.pdf', 'Some text.', { modifiedMs: 5 })]);
    expect([gone.length, added.length, moved.length]).toEqual([1, 1, 0]);
    expect(read(library, added[0]?.documentId ?? 0, ['Some text.'])).toBe(id);
    expect(library.documents.all()).toMatchObject([{ documentId: id, path: '/docs/new name.pdf', modifiedMs: 5, state: 'searchable' }]);
    expect(library.documents.removeMissing(folder.id)).toBe(0);
    expect(library.documentText.match('new', 5)).toHaveLength(1);
  });

  it('sees two files that changed names as changed, and their bytes say which is which', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const { added } = library.documents.found(folder.id, [file('/docs/a', 'x', { inode: '1' }), file('/docs/b', 'x', { inode: '2' })]);
    const [a = 0, b = 0] = added.map(({ documentId }) => documentId);
    read(library, a, ['First.']);
    read(library, b, ['Second.']);
    const swapped = library.documents.found(folder.id, [file('/docs/a', 'x', { inode: '2' }), file('/docs/b', 'x', { inode: '1' })]);
    expect(swapped.changed).toHaveLength(2);
    expect(read(library, a, ['Second.'])).toBe(a);
    expect(read(library, b, ['First.'])).toBe(b);
    expect([passageTexts(library, a), passageTexts(library, b)]).toEqual([['Second.'], ['First.']]);
    sweep(library);
    expect([passageTexts(library, a), passageTexts(library, b)]).toEqual([['Second.'], ['First.']]);
  });

  it('never reads again what was excluded, or lies beneath it, until it is included', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const files = ['/docs/a.pdf', '/docs/sub/b.pdf', '/docs/sub/deep/c.pdf', '/docs/sub2/d.pdf'].map((path) => file(path, path));
    library.documents.found(folder.id, files);
    expect(library.documents.exclude('/docs/sub')).toEqual({ documents: 2 });
    expect(library.documents.exclude('/docs/a.pdf')).toEqual({ documents: 1 });
    expect(library.documents.found(folder.id, files)).toMatchObject({ added: [], unchanged: 1 });
    expect(library.documents.all().map(({ path }) => path)).toEqual(['/docs/sub2/d.pdf']);
    expect(library.documents.include('/docs/a.pdf')).toBe(true);
    expect(library.documents.include('/docs/a.pdf')).toBe(false);
    expect(library.documents.found(folder.id, files).added.map(({ path }) => path)).toEqual(['/docs/a.pdf']);
    expect(() => library.documents.exclude('/elsewhere')).toThrow('document-unknown');
  });

  it('of a folder that is not in the library is refused', async () => {
    const { library } = await makeLibrary();
    expect(() => library.documents.found(7, [])).toThrow('folder-not-found');
  });
});
