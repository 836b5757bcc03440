import { describe, expect, it } from 'vitest';
import { Library } from '../../../electron/engine/library/Library.ts';
import type { EmbeddingMark } from '../../../electron/engine/library/writeRecords.ts';
import { addDocument, contentOf, file, find, makeLibrary, stage } from './testLibrary.ts';

const sentences = (count: number, word: string): string => Array.from({ length: count }, (_, index) => `${word} ${index}.`).join('');

/** Embeds batch after batch as the engine does; gives the ids in the order they came. */
function embedAll(library: Library, embedderId: string, batch: number): number[] {
  const ids: number[] = [];
  for (let pending = library.embedding.pending(embedderId, batch); pending.length > 0; pending = library.embedding.pending(embedderId, batch)) {
    ids.push(...pending.map(({ id }) => id));
    library.embedding.commit(embedderId, marksOf(library, pending));
  }
  return ids;
}

function marksOf(library: Library, pending: readonly { id: number; contentId: number; revision: number }[]): (EmbeddingMark & { complete: boolean })[] {
  const last = new Map(pending.map(({ id, contentId, revision }) => [contentId, { contentId, revision, lastPassageId: id }]));
  return [...last.values()].map((mark) => ({ ...mark, complete: lastPassage(library, mark.contentId) === mark.lastPassageId }));
}

function lastPassage(library: Library, contentId: number): number {
  return Math.max(...library.passages.ofPage(contentId, library.pages.count(contentId)).map(({ id }) => id));
}

describe('embedding', () => {
  it('goes through every passage once, in order within a document, short documents beside long ones', async () => {
    const { library } = await makeLibrary();
    library.embedding.use('small');
    const folder = library.folders.add('/docs');
    const long = addDocument(library, folder.id, '/docs/long', [sentences(50, 'long'), sentences(50, 'more')], { title: 'Long one' });
    const short = addDocument(library, folder.id, '/docs/short', ['Short.']);
    const [first] = library.embedding.pending('small', 10);
    expect(first).toMatchObject({ contentId: contentOf(library, long), folderId: folder.id, text: 'long 0.', title: 'Long one', contextName: 'name of the file', headingPath: ['Part 1'] });
    expect(library.embedding.pending('small', 10)).toHaveLength(6);

    library.embedding.commit('small', marksOf(library, library.embedding.pending('small', 10)));
    expect(library.documents.byId(short)?.state).toBe('indexed');
    expect(library.documents.byId(long)?.state).toBe('searchable');
    expect(library.vectorsShare('small')).toBeCloseTo(6 / 101);
    expect(library.embedding.progress('small')).toEqual([{ contentId: contentOf(library, long), revision: 1, lastPassageId: 5 }]);

    const ids = embedAll(library, 'small', 7);
    expect(ids).toEqual(Array.from({ length: 95 }, (_, index) => index + 6));
    expect(library.documents.byId(long)?.state).toBe('indexed');
    expect(library.vectorsShare('small')).toBe(1);
    expect(library.embedding.progress('small')).toEqual([]);
    expect([library.vectorsShare('other'), library.vectorsShare(null)]).toEqual([0, 0]);
  });

  it('ends as reading ended, survives a restart, and begins again for what comes later', async () => {
    const { library, folder, key } = await makeLibrary();
    library.embedding.use('small');
    const docs = library.folders.add('/docs');
    const reason = { code: 'password-needed' };
    const partly = addDocument(library, docs.id, '/docs/a', ['One. Two. Three.'], { outcome: { state: 'indexed-partly', reason } });
    library.embedding.commit('small', [{ contentId: contentOf(library, partly), revision: 1, lastPassageId: 2, complete: false }]);
    await library.close();
    await using again = await Library.open({ folder, key });
    expect(again.embedding.pending('small', 10).map(({ text }) => text)).toEqual([' Three.']);
    expect(embedAll(again, 'small', 10)).toEqual([3]);
    expect(again.documents.byId(partly)).toMatchObject({ state: 'indexed-partly', reason });

    const copy = addDocument(again, docs.id, '/docs/copy', ['One. Two. Three.']);
    expect(again.documents.byId(copy)).toMatchObject({ state: 'indexed-partly', reason });
    const later = addDocument(again, docs.id, '/docs/b', ['Four.']);
    expect(again.vectorsShare('small')).toBe(0.75);
    expect(embedAll(again, 'small', 10)).toEqual([4]);
    expect(again.documents.byId(later)?.state).toBe('indexed');
  });

  it('keeps two embedders apart and changes over in one step', async () => {
    const { library } = await makeLibrary();
    library.embedding.use('small');
    const folder = library.folders.add('/docs');
    const ids = [addDocument(library, folder.id, '/docs/a', ['One. Two.']), addDocument(library, folder.id, '/docs/b', ['Three.'])];
    const states = (): string[] => ids.map((id) => library.documents.byId(id)?.state ?? '');
    embedAll(library, 'small', 10);
    library.settings.set('nextEmbedder', 'other');
    const [a = 0] = ids;
    library.embedding.commit('other', [{ contentId: contentOf(library, a), revision: 1, lastPassageId: 2, complete: true }]);
    expect(states()).toEqual(['indexed', 'indexed']);
    library.embedding.use('other');
    expect(library.settings.get('embedder')).toBe('other');
    expect(states()).toEqual(['indexed', 'searchable']);
    embedAll(library, 'other', 10);
    expect(states()).toEqual(['indexed', 'indexed']);
    library.embedding.forget('small');
    expect(library.vectorsShare('small')).toBe(0);
    expect(library.embedding.pending('small', 10)).toHaveLength(3);
    library.embedding.forget('other');
    expect(states()).toEqual(['searchable', 'searchable']);
  });

  it('leaves a document that waits to be read again waiting, and forgets marks of what is gone', async () => {
    const { library } = await makeLibrary();
    library.embedding.use('small');
    const folder = library.folders.add('/docs');
    const id = addDocument(library, folder.id, '/docs/a', ['One.']);
    const pending = library.embedding.pending('small', 10);
    find(library, folder.id, [file('/docs/a', 'x', { modifiedMs: 5 })]);
    library.embedding.commit('small', marksOf(library, pending));
    expect(library.documents.byId(id)?.state).toBe('waiting');
    library.folders.remove(folder.id);
    library.embedding.commit('small', [{ contentId: 1, revision: 1, lastPassageId: 1, complete: true }]);
    expect(library.embedding.pending('small', 10)).toEqual([]);
    expect(library.embedding.progress('small')).toEqual([]);
  });
});

describe('what the index should hold', () => {
  it('is told passage by passage: live, with committed vectors, beyond the mark', async () => {
    const { library } = await makeLibrary();
    library.embedding.use('small');
    const folder = library.folders.add('/docs');
    const first = contentOf(library, addDocument(library, folder.id, '/docs/a', ['One. Two.', 'Three.'], { title: 'Title' }));
    const second = contentOf(library, addDocument(library, folder.id, '/docs/b', ['Four.']));
    stage(library, folder.id, ['Never live.']);
    expect(library.indexRows.liveIds(0, 10)).toEqual([1, 2, 3, 4]);
    expect(library.indexRows.liveIds(2, 1)).toEqual([3]);
    library.embedding.commit('small', [{ contentId: first, revision: 1, lastPassageId: 2, complete: false }]);
    expect(library.indexRows.embedded('small', 0, 10)).toEqual([1, 2].map((id) => ({ id, contentId: first, revision: 1 })));
    expect(library.indexRows.uncommitted('small', [1, 2, 3, 4, 99])).toEqual([{ contentId: first, afterId: 2 }, { contentId: second, afterId: 0 }]);
    expect(library.indexRows.uncommitted('small', [1, 2])).toEqual([]);
    expect(library.indexRows.passages([3, 99, 2])).toMatchObject([
      { id: 3, contentId: first, folderId: folder.id, text: 'Three.', title: 'Title', headingPath: ['Part 2'] }, { id: 2, text: ' Two.' },
    ]);
    expect(library.indexRows.embedders()).toEqual(['small']);
  });
});

describe('a rotation', () => {
  it('is orthogonal, its own for each embedder, and the same after a restart', async () => {
    const { library, folder, key } = await makeLibrary();
    const size = 48;
    const matrix = library.rotations.get('small', size);
    expect(matrix).toHaveLength(size * size);
    const row = (index: number): Float32Array => matrix.subarray(index * size, (index + 1) * size);
    const dot = (left: Float32Array, right: Float32Array): number => left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
    for (let left = 0; left < size; left += 1) for (let right = 0; right < size; right += 1) expect(dot(row(left), row(right))).toBeCloseTo(left === right ? 1 : 0, 5);
    expect(library.rotations.get('small', size)).toEqual(matrix);
    expect(library.rotations.get('other', size)).not.toEqual(matrix);
    await library.close();
    await using again = await Library.open({ folder, key });
    expect(again.rotations.get('small', size)).toEqual(matrix);
  });
});
