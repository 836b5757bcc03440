import { describe, expect, it } from 'vitest';
import { addDocument, contentOf, file, find, makeLibrary, passageTexts, read, scan, stage } from './testLibrary.ts';

const partly = { state: 'indexed-partly', reason: { code: 'limit-exceeded', detail: 'page 3' } } as const;

describe('documents', () => {
  it('list by path, state and folder, in pages', async () => {
    const { library } = await makeLibrary();
    const one = library.folders.add('/one');
    const two = library.folders.add('/two');
    for (const path of ['/one/c', '/one/a', '/one/b']) addDocument(library, one.id, path, [`${path} text.`]);
    find(library, two.id, [file('/two/x', 'x'), file('/two/y', 'y', { format: 'pdf' })]);
    const paths = (...input: Parameters<typeof library.documents.list>): string[] => library.documents.list(...input).map(({ path }) => path);
    expect(paths()).toEqual(['/one/a', '/one/b', '/one/c', '/two/x', '/two/y']);
    expect(paths({ state: 'waiting' })).toEqual(['/two/x', '/two/y']);
    expect(paths({ folderId: one.id, offset: 1, limit: 1 })).toEqual(['/one/b']);
    expect(paths({ folderId: one.id, state: 'waiting' })).toEqual([]);
    expect(library.documents.byState()).toEqual({ searchable: 3, waiting: 2 });
    expect(library.documents.byPath('/two/y')).toMatchObject({ format: 'pdf', title: 'y', pages: 0, contentId: null, reason: null });
    expect(library.documents.byPath('/two/z')).toBeNull();
    expect(library.folders.list()).toMatchObject([
      { path: '/one', name: 'one', documents: 3, byState: { searchable: 3 } }, { path: '/two', documents: 2, byState: { waiting: 2 } },
    ]);
  });

  it('that are not wholly readable are listed with their reasons', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    addDocument(library, folder.id, '/docs/good', ['Good.']);
    addDocument(library, folder.id, '/docs/partly', ['Partly.'], { outcome: partly });
    const [bad = 0, odd = 0] = find(library, folder.id, ['/docs/bad', '/docs/odd', '/docs/new'].map((path) => file(path, 'x')));
    library.documents.setState(bad, 'failed', { code: 'file-damaged' });
    library.documents.setState(odd, 'skipped', { code: 'format-unsupported', detail: 'odd' });
    expect(library.documents.unreadable(null).map(({ path, state, reason }) => [path, state, reason])).toEqual([
      ['/docs/bad', 'failed', { code: 'file-damaged' }],
      ['/docs/odd', 'skipped', { code: 'format-unsupported', detail: 'odd' }],
      ['/docs/partly', 'searchable', partly.reason],
    ]);
    expect(library.documents.unreadable(library.scope({ paths: ['/docs/odd', '/docs/good'], folderIds: [] })).map(({ path }) => path)).toEqual(['/docs/odd']);
    expect(library.documents.totals(null)).toEqual({ documents: 2, documentsTotal: 5, pages: 2, pagesTotal: 2, passages: 2 });
  });

  it('that are not wholly readable, and with which nothing more is being done, are known by their ids', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    addDocument(library, folder.id, '/docs/good', ['Good.']);
    const [bad = 0, odd = 0, again = 0] = find(library, folder.id, ['/docs/bad', '/docs/odd', '/docs/again'].map((path) => file(path, 'x')));
    library.documents.setState(bad, 'failed', { code: 'file-damaged' });
    library.documents.setState(odd, 'skipped', { code: 'format-unsupported', detail: 'odd' });
    library.documents.setState(again, 'waiting', { code: 'file-damaged' });
    expect(library.documents.unreadableIds().sort((one, other) => one - other)).toEqual([bad, odd]);
  });

  it('waiting are left out while their folder is away or paused', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    find(library, folder.id, [file('/docs/a', 'x'), file('/docs/b', 'x')]);
    expect(library.documents.waiting(1)).toMatchObject([{ path: '/docs/a', sizeBytes: 1, modifiedMs: 1_000, folderId: folder.id }]);
    library.folders.setAway(folder.id, true);
    expect(library.documents.waiting(10)).toEqual([]);
    library.folders.setAway(folder.id, false);
    library.folders.setPaused(folder.id, true);
    expect(library.documents.waiting(10)).toEqual([]);
    expect(library.folders.byId(folder.id)).toMatchObject({ away: false, paused: true, lastScanMs: null });
    library.folders.setPaused(folder.id, false);
    library.folders.setScanned(folder.id, 1_234.5);
    expect(library.folders.byPath('/docs')).toMatchObject({ paused: false, lastScanMs: 1_234 });
    expect(library.documents.waiting(10)).toHaveLength(2);
  });
});

describe('folders', () => {
  it('are added once and never into one another', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs/a');
    expect(library.folders.add('/docs/a')).toEqual(folder);
    for (const path of ['/docs/a/b', '/docs', '/']) expect(() => library.folders.add(path), path).toThrow('folder-overlaps');
    expect(library.folders.add('/docs/ab').id).not.toBe(folder.id);
    library.folders.remove(folder.id);
    expect(library.folders.add('/docs/a').id).toBeGreaterThan(folder.id + 1);
  });
});

describe('a scope', () => {
  it('of a folder, a path beneath it, a document; none is everything and an unknown path an error', async () => {
    const { library } = await makeLibrary();
    const one = library.folders.add("/o'ne");
    const a = addDocument(library, one.id, "/o'ne/a", ['A.']);
    const b = addDocument(library, one.id, "/o'ne/sub/b", ['B.']);
    const c = addDocument(library, one.id, "/o'ne/sub 2/c", ['C.']);
    expect(library.scope(undefined)).toBeNull();
    expect(library.scope({ paths: [], folderIds: [] })).toBeNull();
    expect(library.scope({ paths: ["/o'ne"], folderIds: [] })).toEqual({ folderIds: [one.id], contentIds: [], documentIds: [] });
    expect(library.scope({ paths: [], folderIds: [one.id] })).toEqual({ folderIds: [one.id], contentIds: [], documentIds: [] });
    expect(library.scope({ paths: ["/o'ne/sub"], folderIds: [] })).toEqual({ folderIds: [], contentIds: [contentOf(library, b)], documentIds: [b] });
    expect(library.scope({ paths: ["/o'ne/a", "/o'ne/sub 2/c"], folderIds: [] })).toEqual({
      folderIds: [], contentIds: [contentOf(library, a), contentOf(library, c)], documentIds: [a, c],
    });
    for (const path of ["/o'ne/su", '/elsewhere', '']) expect(() => library.scope({ paths: [path], folderIds: [] }), path).toThrow('scope-unknown');
    expect(() => library.scope({ paths: [], folderIds: [99] })).toThrow('scope-unknown');
  });

  it('reaches content that was indexed from another folder first, and names the place inside it', async () => {
    const { library } = await makeLibrary();
    const one = library.folders.add('/one');
    const two = library.folders.add('/two');
    const first = addDocument(library, one.id, '/one/a', ['Shared.']);
    const second = addDocument(library, two.id, '/two/b', ['Shared.']);
    const own = addDocument(library, two.id, '/two/c', ['Own.']);
    const shared = contentOf(library, first);
    const ids = [shared, contentOf(library, own)].flatMap((contentId) => library.passages.ofPage(contentId, 1).map(({ id }) => id));

    const inTwo = library.scope({ paths: ['/two'], folderIds: [] });
    expect(inTwo).toEqual({ folderIds: [two.id], contentIds: [shared], documentIds: [] });
    expect(library.passages.byIds(ids, inTwo)).toMatchObject([{ documentId: second, path: '/two/b', alsoIn: [{ documentId: first }] }, { documentId: own }]);
    expect(library.passages.byIds(ids, library.scope({ paths: ['/one'], folderIds: [] }))).toMatchObject([{ documentId: first, path: '/one/a' }]);
    expect(library.passages.byIds(ids, library.scope({ paths: ['/two/b'], folderIds: [] }))).toMatchObject([{ documentId: second, path: '/two/b' }]);
    expect(library.documents.totals(inTwo)).toEqual({ documents: 2, documentsTotal: 2, pages: 2, pagesTotal: 2, passages: 2 });

    // The index rows still carry folder one: the scope of folder one must not reach what only folder two holds now.
    library.documents.removeMany([first]);
    expect(library.passages.byIds(ids, library.scope({ paths: ['/one'], folderIds: [] }))).toEqual([]);
    expect(library.passages.byIds(ids, library.scope({ paths: ['/two'], folderIds: [] }))).toMatchObject([{ path: '/two/b', alsoIn: [] }, { path: '/two/c' }]);
  });

  it('of contents alone, without documents, goes by content', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const a = contentOf(library, addDocument(library, folder.id, '/docs/a', ['A.']));
    const b = contentOf(library, addDocument(library, folder.id, '/docs/b', ['B. C.']));
    const ids = [a, b].flatMap((contentId) => library.passages.ofPage(contentId, 1).map(({ id }) => id));
    const filter = { folderIds: [], contentIds: [b] };
    expect(library.passages.byIds(ids, filter).map(({ text }) => text)).toEqual(['B.', ' C.']);
    expect(library.documents.totals(filter)).toMatchObject({ documents: 1, documentsTotal: 1 });
  });
});

describe('the document-level match', () => {
  it('finds by name, title and first page, in any script, and takes any text for a query', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const report = contentOf(library, addDocument(library, folder.id, '/docs/2023_Q3 harbour.pdf', ['Interest income.', 'Walrus.'], { title: 'Quarterly report' }));
    const letter = contentOf(library, addDocument(library, folder.id, '/docs/手紙.txt', ['拝啓 東京都の皆様。']));
    const match = (query: string): number[] => library.documentText.match(query, 10).map(({ contentId }) => contentId);
    for (const query of ['harbour', 'HARBOUR?', 'q3', 'a quarterly one', 'interest']) expect(match(query), query).toEqual([report]);
    for (const query of ['東京', '手紙']) expect(match(query), query).toEqual([letter]);
    expect(match('walrus')).toEqual([]);
    for (const query of ['', '"', `it's "NOT * AND (NEAR`, 'title:xyzzy', '本語*', '\u0000', 'OR', '^x + y - z']) expect(match(query), query).toEqual([]);
    const scores = library.documentText.match('harbour report interest', 10).map(({ score }) => score);
    expect(scores[0]).toBeGreaterThan(0);
  });

  it('prefers the document that says more of the query', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const both = contentOf(library, addDocument(library, folder.id, '/docs/alpha beta.txt', ['One.']));
    const one = contentOf(library, addDocument(library, folder.id, '/docs/alpha.txt', ['Two.']));
    addDocument(library, folder.id, '/docs/other.txt', ['Three.']);
    expect(library.documentText.match('alpha beta', 10).map(({ contentId }) => contentId)).toEqual([both, one]);
    expect(library.documentText.match('alpha beta', 1)).toHaveLength(1);
  });
});

describe('a file that stopped the reader', () => {
  it('is counted by its bytes', async () => {
    const { library } = await makeLibrary();
    expect(library.quarantine.deaths('a')).toBe(0);
    expect([library.quarantine.strike('a'), library.quarantine.strike('a'), library.quarantine.strike('b')]).toEqual([1, 2, 1]);
    expect(library.quarantine.deaths('a')).toBe(2);
  });
});

describe('a document that is known already', () => {
  it('waits with its twin while the content is still being written', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const [a = 0, b = 0] = find(library, folder.id, [file('/docs/a', 'x'), file('/docs/b', 'x')]);
    library.documents.setState(a, 'reading');
    const { draft } = stage(library, folder.id, ['Twin.']);
    library.documents.attach(a, draft.contentId);
    expect(read(library, b, ['Twin.'])).toBe(b);
    expect(library.documents.list({ state: 'reading' })).toHaveLength(2);
    library.revisions.makeLive([draft]);
    expect(library.documents.ofContent(draft.contentId).map(({ documentId, state }) => [documentId, state])).toEqual([[a, 'searchable'], [b, 'searchable']]);
  });
});

describe('documents that change places', () => {
  it('take up what another leaves in the same step; what none of them takes up goes', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const [a, b, c] = ['a', 'b', 'c'].map((name) => addDocument(library, folder.id, `/docs/${name}`, [`Of ${name}.`])) as [number, number, number];
    const [ofA, ofB, ofC] = [a, b, c].map((id) => contentOf(library, id)) as [number, number, number];
    for (const id of [a, b, c]) library.documents.setState(id, 'reading');
    expect(library.documents.attachMany([{ documentId: a, contentId: ofB }, { documentId: b, contentId: ofA }, { documentId: c, contentId: ofA }, { documentId: 1_000, contentId: ofA }])).toEqual([1_000]);
    expect([a, b, c].map((id) => library.documents.byId(id)?.contentId)).toEqual([ofB, ofA, ofA]);
    expect(library.passages.count()).toBe(2);
    // Gone since: it stays in hand, for whoever asked to put it back.
    library.documents.setState(a, 'reading');
    expect(library.documents.attachMany([{ documentId: a, contentId: ofC }])).toEqual([a]);
    expect(library.documents.byId(a)).toMatchObject({ contentId: ofB, state: 'reading' });
  });
});

describe('a document that is to be read again and cannot be reached', () => {
  it.each([
    { code: 'file-not-found', detail: 'ENOENT', stays: true }, { code: 'file-not-readable', detail: 'EIO', stays: true },
    { code: 'file-not-readable', detail: 'EACCES', stays: false }, { code: 'file-damaged', detail: undefined, stays: false },
  ])('over $code $detail keeps what was read of it: $stays', async ({ code, detail, stays }) => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/a', ['Stays.']);
    expect(library.documents.requeueOutdated(1_000)).toBe(1);
    library.documents.setState(id, 'reading');
    library.documents.setState(id, 'failed', detail === undefined ? { code } : { code, detail });
    expect(library.passages.count()).toBe(stays ? 1 : 0);
    expect(library.documents.byId(id)).toMatchObject({ state: 'failed', reason: { code }, pages: stays ? 1 : 0 });
    if (!stays) return;
    expect(passageTexts(library, id)).toEqual(['Stays.']);
    // Vectors that come meanwhile say nothing of the file.
    library.embedding.use('other');
    expect(library.documents.byId(id)?.state).toBe('failed');
    expect(await scan(library, folder.id, [file('/docs/a', 'Stays.')])).toMatchObject({ changed: 1 });
    expect(library.documents.waiting(9).map(({ documentId }) => documentId)).toEqual([id]);
    expect(passageTexts(library, read(library, id, ['Stays.']))).toEqual(['Stays.']);
  });
});
