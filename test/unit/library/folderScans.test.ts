import { describe, expect, it } from 'vitest';
import { addDocument, contentOf, file, find, makeLibrary, passageTexts, read, scan, sweep } from './testLibrary.ts';

const nothing = { added: 0, changed: 0, unchanged: 0, gone: 0, moved: 0 };

describe('a walk through a folder', () => {
  it('tells added, changed, unchanged and gone, and the same files again change nothing', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const files = ["/docs/it's.pdf", '/docs/100%.pdf', '/docs/日本語.pdf'].map((path, index) => file(path, 'x', { inode: `1:${index}` }));
    expect(await scan(library, folder.id, files)).toEqual({ ...nothing, added: 3 });
    for (const [index, { documentId, path }] of library.documents.waiting(10).entries()) {
      expect(path).toBe(files[index]?.path);
      read(library, documentId, [`Text ${index}.`]);
    }
    const before = library.documents.all();
    expect(await scan(library, folder.id, files)).toEqual({ ...nothing, unchanged: 3 });
    expect(library.documents.all()).toEqual(before);

    const [a, b] = files;
    if (a === undefined || b === undefined) throw new Error('files');
    expect(await scan(library, folder.id, [{ ...a, modifiedMs: a.modifiedMs + 1 }, b, file('/docs/new.pdf', 'y')])).toEqual({ added: 1, changed: 1, unchanged: 1, gone: 1, moved: 0 });
    expect(library.documents.waiting(10).map(({ path }) => path)).toEqual(["/docs/it's.pdf", '/docs/new.pdf']);
    expect(library.documents.byPath('/docs/日本語.pdf')).toBeNull();
  });

  it('hides what is gone at once and brings it back when it is there again', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/a.pdf', ['One.']);
    const [passage] = library.passages.ofPage(contentOf(library, id), 1);
    const known = file('/docs/a.pdf', 'One.');
    expect(await scan(library, folder.id, [])).toEqual({ ...nothing, gone: 1 });
    expect(await scan(library, folder.id, [])).toEqual(nothing);
    expect(library.documents.byId(id)).toBeNull();
    expect(library.passages.byIds([passage?.id ?? 0])).toEqual([]);
    expect(library.documentText.match('one', 5)).toEqual([]);
    expect(library.folders.list()[0]).toMatchObject({ documents: 0, byState: {} });

    expect(await scan(library, folder.id, [known])).toEqual({ ...nothing, unchanged: 1 });
    expect(library.documents.byId(id)?.state).toBe('searchable');
    expect(library.passages.byIds([passage?.id ?? 0])).toHaveLength(1);

    await scan(library, folder.id, []);
    expect(library.documents.removeMissing(folder.id)).toBe(1);
    expect(sweep(library)).toEqual([passage?.id]);
    expect(await scan(library, folder.id, [known])).toEqual({ ...nothing, added: 1 });
  });

  it('that could not list a folder inside says nothing of what lies there', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    for (const path of ['/docs/closed/a', '/docs/closed/deep/b', '/docs/closed too', '/docs/open/c']) addDocument(library, folder.id, path, [path]);
    expect(await library.folderScans.begin(folder.id).end({ unlisted: ['/docs/closed'] })).toEqual({ gone: 2, moved: 0 });
    expect(library.documents.all().map(({ path }) => path)).toEqual(['/docs/closed/a', '/docs/closed/deep/b']);
  });

  it('knows a renamed file by size, time and inode: same document, same passages, new name', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const other = library.folders.add('/other');
    const [id = 0] = find(library, folder.id, [file('/docs/plum.pdf', 'x', { inode: '1:7' })]);
    read(library, id, ['Some text.']);
    const ids = library.passages.ofPage(contentOf(library, id), 1).map((passage) => passage.id);
    expect(await scan(library, folder.id, [file('/docs/cherry.pdf', 'x', { inode: '1:7' })])).toEqual({ ...nothing, added: 1, moved: 1 });
    expect(library.passages.byIds(ids)[0]).toMatchObject({ documentId: id, path: '/docs/cherry.pdf' });
    expect(library.documentText.match('cherry', 5)).toHaveLength(1);
    expect(library.documentText.match('plum', 5)).toEqual([]);

    await scan(library, folder.id, []);
    const files = [file('/other/apple.pdf', 'x', { inode: '1:7' }), file('/other/link.pdf', 'x', { inode: '1:7' })];
    expect(await scan(library, other.id, files)).toEqual({ ...nothing, added: 2, moved: 1 });
    expect(library.documents.removeMissing(folder.id)).toBe(0);
    expect(library.documents.byId(id)).toMatchObject({ folderId: other.id, path: '/other/apple.pdf', state: 'searchable' });
    expect(library.documents.byPath('/other/link.pdf')?.state).toBe('waiting');
    expect(passageTexts(library, id)).toEqual(['Some text.']);
    expect(library.garbage.count()).toBe(0);
  });

  it.each(['reading', 'failed'] as const)('reads a file at its new place that was changed, and moved before it could be read again (then %s)', async (state) => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const [id = 0] = find(library, folder.id, [file('/docs/plum.pdf', 'x', { inode: '1:7' })]);
    read(library, id, ['Old text.']);
    expect(await scan(library, folder.id, [file('/docs/plum.pdf', 'longer', { inode: '1:7' })])).toEqual({ ...nothing, changed: 1 });
    library.documents.setState(id, 'reading');
    if (state === 'failed') library.documents.setState(id, 'failed', { code: 'file-not-found' });
    expect(passageTexts(library, id)).toEqual(['Old text.']);
    expect(await scan(library, folder.id, [file('/docs/cherry.pdf', 'longer', { inode: '1:7' })])).toEqual({ ...nothing, added: 1, moved: 1 });
    expect(library.documents.byId(id)).toMatchObject({ path: '/docs/cherry.pdf', state: 'waiting', reason: null });
    read(library, id, ['New text.']);
    expect(passageTexts(library, id)).toEqual(['New text.']);
  });

  it('keeps what must be kept of files that are gone, found and marked, until they are there again or nothing keeps them', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const [held, other, unread] = [file('/docs/held.pdf', 'x', { inode: '1:1' }), file('/docs/other.pdf', 'y', { inode: '1:2' }), file('/docs/unread.pdf', 'z', { inode: '1:3' })];
    const [id = 0, otherId = 0] = find(library, folder.id, [held, other, unread]);
    read(library, id, ['Held text.']);
    read(library, otherId, ['Other text.']);
    const walk = async (files: Parameters<typeof find>[2], isKept = (path: string): boolean => path !== other.path) => {
      const begun = library.folderScans.begin(folder.id);
      begun.found(files);
      return await begun.end({ unlisted: [], isKept: ({ path }) => isKept(path) });
    };
    // Of what was never read there is nothing to keep.
    expect(await walk([])).toEqual({ gone: 2, moved: 0 });
    expect(await walk([])).toEqual({ gone: 0, moved: 0 });
    library.documents.removeMissing(folder.id);
    expect(library.documents.all().map(({ path, state, reason }) => `${path} ${state} ${reason?.code ?? ''}`)).toEqual(['/docs/held.pdf failed file-gone-kept']);
    expect(passageTexts(library, id)).toEqual(['Held text.']);
    await walk([held]);
    expect(library.documents.byId(id)).toMatchObject({ state: 'waiting', reason: null });
    await walk([]);
    expect(await walk([], () => false)).toEqual({ gone: 1, moved: 0 });
    library.documents.removeMissing(folder.id);
    expect(library.documents.all()).toEqual([]);
  });

  it('keeps what was read of a held file that changed, beside the file as it is now, until the hold is lifted; cited is what was read', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const at = (modifiedMs: number, inode: string): Parameters<typeof find>[2][number] => file('/docs/held.pdf', 'x', { inode, modifiedMs });
    const [id = 0] = find(library, folder.id, [at(Date.UTC(2026, 0, 1), '1:1')]);
    read(library, id, ['As it was.']);
    const walk = async (files: Parameters<typeof find>[2], isHeld: (path: string) => boolean, only?: readonly string[]) => {
      const begun = library.folderScans.begin(folder.id, { isHeld });
      const counts = begun.found(files);
      return { ...counts, ...await begun.end({ unlisted: [], ...(only === undefined ? {} : { only }), isKept: ({ path }) => isHeld(path) }) };
    };
    const isHeld = (path: string): boolean => path === '/docs/held.pdf' || path.startsWith('/docs/held.pdf/');
    const first = '/docs/held.pdf/held.pdf (2026-01-01T00.00.00)';
    const shown = () => library.documents.all().map(({ path, state, reason }) => `${path} ${state} ${reason?.code ?? ''}`).sort();
    // Its place on the disk alone is no other version.
    expect(await walk([at(Date.UTC(2026, 0, 1), '1:9')], isHeld)).toMatchObject({ changed: 1, gone: 0 });
    expect(shown()).toEqual(['/docs/held.pdf waiting ']);
    expect(await walk([at(Date.UTC(2026, 1, 2), '1:9')], isHeld)).toMatchObject({ added: 0, changed: 1, gone: 0, moved: 0 });
    expect(shown()).toEqual(['/docs/held.pdf waiting ', `${first} failed file-changed-kept`]);
    expect(library.documents.byId(id)?.path).toBe(first);
    expect(passageTexts(library, id)).toEqual(['As it was.']);
    const now = library.documents.byPath('/docs/held.pdf')?.documentId ?? 0;
    read(library, now, ['As it is.']);
    expect([passageTexts(library, id), passageTexts(library, now)]).toEqual([['As it was.'], ['As it is.']]);
    // Changed again, to what it had been: another version of the same day is another document.
    await walk([at(Date.UTC(2026, 0, 1), '1:9')], isHeld, ['/docs/held.pdf']);
    await walk([at(Date.UTC(2026, 2, 3), '1:9')], isHeld);
    expect(shown()).toEqual(['/docs/held.pdf waiting ', `${first} failed file-changed-kept`, `${first.replace('01-01', '02-02')} failed file-changed-kept`]);
    expect(library.security.erasures.find(['/docs/held.pdf']).documentIds).toHaveLength(3);
    // Looked for again and again, they stay as they are; without the hold the next look takes them.
    expect(await walk([at(Date.UTC(2026, 2, 3), '1:9')], isHeld)).toMatchObject({ changed: 0, gone: 0 });
    expect(await walk([at(Date.UTC(2026, 2, 3), '1:9')], () => false)).toMatchObject({ gone: 2 });
    library.documents.removeMissing(folder.id);
    expect(shown()).toEqual(['/docs/held.pdf waiting ']);
    expect(library.documents.byId(id)).toBeNull();
  });

  it('keeps what was read of a file that went back to its cloud provider, and reads one that came from there', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const ended = { state: 'skipped', reason: { code: 'file-in-cloud' } } as const;
    const [known, unread] = [file('/docs/known.pdf', 'One.', { inode: '1:1' }), file('/docs/unread.pdf', 'Two.', { inode: '1:2' })];
    const [id = 0] = find(library, folder.id, [known, unread]);
    read(library, id, ['One.']);
    expect(await scan(library, folder.id, [{ ...known, sizeBytes: 187, inode: '1:9', ended }, { ...unread, ended }])).toEqual({ ...nothing, changed: 1, unchanged: 1 });
    expect(library.documents.all().map(({ path, state, reason }) => `${path} ${state} ${reason?.code ?? ''}`.trim())).toEqual(['/docs/known.pdf searchable', '/docs/unread.pdf skipped file-in-cloud']);
    expect(await scan(library, folder.id, [{ ...known, ended }, { ...unread, ended }])).toEqual({ ...nothing, unchanged: 2 });

    expect(await scan(library, folder.id, [known, unread])).toMatchObject({ changed: 1, unchanged: 1 });
    expect(library.documents.waiting(10).map(({ path }) => path)).toEqual(['/docs/unread.pdf']);
  });

  it('leaves it to the bytes where the inode says nothing: a missing document comes back under its new name', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/old name.pdf', ['Some text.']);
    expect(await scan(library, folder.id, [file('/docs/new name.pdf', 'Some text.', { modifiedMs: 5 })])).toEqual({ ...nothing, added: 1, gone: 1 });
    expect(read(library, library.documents.waiting(1)[0]?.documentId ?? 0, ['Some text.'])).toBe(id);
    expect(library.documents.all()).toMatchObject([{ documentId: id, path: '/docs/new name.pdf', modifiedMs: 5, state: 'searchable' }]);
    expect(library.documents.removeMissing(folder.id)).toBe(0);
    expect(library.documentText.match('new', 5)).toHaveLength(1);
  });

  it('sees two files that changed names as changed, and their bytes say which is which', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const [a = 0, b = 0] = find(library, folder.id, [file('/docs/a', 'x', { inode: '1' }), file('/docs/b', 'x', { inode: '2' })]);
    read(library, a, ['First.']);
    read(library, b, ['Second.']);
    expect(await scan(library, folder.id, [file('/docs/a', 'x', { inode: '2' }), file('/docs/b', 'x', { inode: '1' })])).toEqual({ ...nothing, changed: 2 });
    expect(read(library, a, ['Second.'])).toBe(a);
    expect(read(library, b, ['First.'])).toBe(b);
    sweep(library);
    expect([passageTexts(library, a), passageTexts(library, b)]).toEqual([['Second.'], ['First.']]);
  });

  it('records what can never be read as ended, and tries again what could not be opened', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const ended = { state: 'skipped', reason: { code: 'file-too-large' } } as const;
    const huge = { ...file('/docs/huge', 'x'), ended };
    expect(library.folderScans.begin(folder.id).found([huge])).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect(library.documents.byPath('/docs/huge')).toMatchObject({ state: 'skipped', reason: ended.reason });
    expect(library.folderScans.begin(folder.id).found([huge])).toEqual({ added: 0, changed: 0, unchanged: 1 });
    const [closed = 0, broken = 0] = find(library, folder.id, [file('/docs/closed', 'x'), file('/docs/broken', 'x')]);
    library.documents.setState(closed, 'failed', { code: 'file-not-readable' });
    library.documents.setState(broken, 'failed', { code: 'file-damaged' });
    expect(library.folderScans.begin(folder.id).found([file('/docs/closed', 'x'), file('/docs/broken', 'x')])).toEqual({ added: 0, changed: 1, unchanged: 1 });
    expect(library.documents.waiting(10).map(({ path }) => path)).toEqual(['/docs/closed']);
  });

  it('never reads again what was excluded, or lies beneath it, until it is included', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const files = ['/docs/a.pdf', '/docs/sub/b.pdf', '/docs/sub/deep/c.pdf', '/docs/sub2/d.pdf'].map((path) => file(path, path));
    find(library, folder.id, files);
    expect(library.documents.exclude('/docs/sub')).toEqual({ documents: 2 });
    expect(library.documents.exclude('/docs/a.pdf')).toEqual({ documents: 1 });
    expect(await scan(library, folder.id, files)).toEqual({ ...nothing, unchanged: 1 });
    expect(library.documents.all().map(({ path }) => path)).toEqual(['/docs/sub2/d.pdf']);
    expect(library.documents.include('/docs/a.pdf')).toBe(true);
    expect(library.documents.include('/docs/a.pdf')).toBe(false);
    expect(await scan(library, folder.id, files)).toEqual({ ...nothing, added: 1, unchanged: 1 });
    expect(() => library.documents.exclude('/elsewhere')).toThrow('document-unknown');
  });

  it('that was removed meanwhile is refused', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const walk = library.folderScans.begin(folder.id);
    library.folders.remove(folder.id);
    expect(() => walk.found([file('/docs/a', 'x')])).toThrow('folder-not-found');
  });
});
