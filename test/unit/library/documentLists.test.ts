import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DocumentList } from '../../../electron/shared/listContract.ts';
import { listKeptMs } from '../../../electron/shared/listKeptMs.ts';
import type { Library } from '../../../electron/engine/library/Library.ts';
import { file, find, makeLibrary } from './testLibrary.ts';

async function withFiles(): Promise<{ library: Library; paths: (list: Partial<DocumentList>) => string[] }> {
  const { library } = await makeLibrary();
  const one = library.folders.add('/one');
  const two = library.folders.add('/one two');
  find(library, one.id, [
    file('/one/note 10.txt', 'x', { format: 'text', modifiedMs: Date.UTC(2031, 1, 3) }), file('/one/Note 9.txt', 'y', { format: 'text', modifiedMs: Date.UTC(2031, 1, 1) }),
    file('/one/Ärzte/Über.pdf', 'z', { format: 'pdf', modifiedMs: Date.UTC(2031, 1, 2) }), file('/one/Ärzte/Deep/b.pdf', 'w', { format: 'pdf' }), file('/one/zoo/a.md', 'v', { format: 'markdown' }),
  ]);
  const [other = 0] = find(library, two.id, [file('/one two/elsewhere.pdf', 'u', { format: 'pdf' })]);
  library.documents.setState(other, 'failed', { code: 'file-damaged' });
  return { library, paths: (list) => library.documentLists.sorted(DocumentList.parse(list)).ids.map((id) => library.documents.byId(id)?.path ?? '') };
}

describe('lists of documents', () => {
  it('are sorted as people sort: by name without case and marks, numbers by value; by date, state and format, either way', async () => {
    const { paths } = await withFiles();
    const byName = ['/one/zoo/a.md', '/one/Ärzte/Deep/b.pdf', '/one two/elsewhere.pdf', '/one/Note 9.txt', '/one/note 10.txt', '/one/Ärzte/Über.pdf'];
    expect(paths({})).toEqual(byName);
    expect(paths({ descending: true })).toEqual(byName.toReversed());
    expect(paths({ by: 'state' })[0]).toBe('/one two/elsewhere.pdf');
    expect(paths({ by: 'date', descending: true }).slice(0, 3)).toEqual(['/one/note 10.txt', '/one/Ärzte/Über.pdf', '/one/Note 9.txt']);
    // Alike in what they are sorted by: by name, in either direction.
    expect(paths({ by: 'format', descending: true }).slice(0, 2)).toEqual(['/one/Note 9.txt', '/one/note 10.txt']);
  });

  it('hold what fits alone: beneath a folder, with words in the path below it, in a state, of a format', async () => {
    const { library, paths } = await withFiles();
    expect(paths({ within: '/one' })).toHaveLength(5);
    expect(paths({ within: '/one/Ärzte' })).toEqual(['/one/Ärzte/Deep/b.pdf', '/one/Ärzte/Über.pdf']);
    expect(paths({ within: '/one/zoo/a.md' })).toEqual(['/one/zoo/a.md']);
    expect(paths({ words: 'UBER arz' })).toEqual(['/one/Ärzte/Über.pdf']);
    expect(paths({ words: 'one', within: '/one' })).toEqual([]);
    expect(paths({ words: 'note 1' })).toEqual(['/one/note 10.txt']);
    expect(paths({ states: ['failed', 'skipped'] })).toEqual(['/one two/elsewhere.pdf']);
    expect(paths({ formats: ['markdown', 'text'], within: '/one' })).toEqual(['/one/zoo/a.md', '/one/Note 9.txt', '/one/note 10.txt']);
    expect(library.documentLists.sorted(DocumentList.parse({ within: '/one', states: ['failed'] })).formats).toEqual(['markdown', 'pdf', 'text']);
  });

  it('hold what a filter means: a folder of the library, a type, a time', async () => {
    const { paths } = await withFiles();
    expect(paths({ folders: ['ärz'] })).toEqual(['/one/Ärzte/Deep/b.pdf', '/one/Ärzte/Über.pdf']);
    expect(paths({ folders: ['deep', 'zoo'] })).toEqual(['/one/zoo/a.md', '/one/Ärzte/Deep/b.pdf']);
    expect(paths({ types: ['.MD', 'text'] })).toEqual(['/one/zoo/a.md', '/one/Note 9.txt', '/one/note 10.txt']);
    expect(paths({ after: '2031-02-01', before: '2031-02-03' })).toEqual(['/one/Ärzte/Über.pdf']);
    expect(paths({ after: '2031' })).toEqual([]);
    expect(paths({ name: 'ub', folders: ['arz'] })).toEqual(['/one/Ärzte/Über.pdf']);
    // Words in the name of the file, not in those of the folders it is in; the shortest name first.
    expect(paths({ name: 'arzte' })).toEqual([]);
    expect(paths({ name: 'no', by: 'fit' })).toEqual(['/one/Note 9.txt', '/one/note 10.txt']);
  });

  it('know nothing of folders above the one that was added', async () => {
    const { library } = await makeLibrary();
    find(library, library.folders.add('/home/works/docs').id, [file('/home/works/docs/a.txt', 'a'), file('/home/works/docs/works/b.txt', 'b')]);
    const named = (folder: string) => library.documentLists.sorted(DocumentList.parse({ folders: [folder] })).ids.map((id) => library.documents.byId(id)?.path);
    expect(named('works')).toEqual(['/home/works/docs/works/b.txt']);
    expect(named('docs')).toHaveLength(2);
  });

  it('narrow a scope to what a filter means', async () => {
    const { library } = await withFiles();
    const any = { folders: [], types: [], after: null, before: null };
    const named = (scope: Parameters<typeof library.documentLists.narrowed>[0], types: string[]) => library.documentLists.narrowed(scope, { ...any, types })?.documentIds?.map((id) => library.documents.byId(id)?.path).toSorted();
    expect(library.documentLists.narrowed(null, any)).toBeNull();
    expect(named(null, ['md', 'pdf'])).toEqual(['/one two/elsewhere.pdf', '/one/zoo/a.md', '/one/Ärzte/Deep/b.pdf', '/one/Ärzte/Über.pdf']);
    expect(named(library.scope({ paths: ['/one/zoo'], folderIds: [] }), ['md', 'pdf'])).toEqual(['/one/zoo/a.md']);
    expect(named(null, ['xlsx'])).toEqual([]);
  });

  it('know of a document at once where whoever asks was told of a change; told of none, a moment later', async () => {
    const { library } = await withFiles();
    const late = DocumentList.parse({ words: 'late' });
    const total = (toldOf: string): number[] => [library.documentLists.sorted(late, toldOf).ids.length, library.documentLists.contents('/one', toldOf).documentIds.length];
    expect(total('5 documents')).toEqual([0, 2]);
    find(library, library.folders.list()[0]?.id ?? 0, [file('/one/late.txt', 'l')]);
    expect(total('5 documents')).toEqual([0, 2]);
    expect(total('6 documents')).toEqual([1, 3]);
    vi.useFakeTimers({ now: Date.now() + listKeptMs });
    onTestFinished(() => { vi.useRealTimers(); });
    expect(total('5 documents')).toEqual([1, 3]);
  });
});

describe('what lies in a folder', () => {
  it('is its folders, with all below them counted, and its documents', async () => {
    const { library } = await withFiles();
    const named = (path: string) => {
      const { folders, documentIds } = library.documentLists.contents(path);
      return { folders, documents: documentIds.map((id) => library.documents.byId(id)?.path) };
    };
    expect(named('/one')).toEqual({ folders: [{ path: '/one/Ärzte', name: 'Ärzte', documents: 2 }, { path: '/one/zoo', name: 'zoo', documents: 1 }], documents: ['/one/Note 9.txt', '/one/note 10.txt'] });
    expect(named('/one/Ärzte')).toEqual({ folders: [{ path: '/one/Ärzte/Deep', name: 'Deep', documents: 1 }], documents: ['/one/Ärzte/Über.pdf'] });
    expect(named('/one/zoo/a.md').documents).toEqual(['/one/zoo/a.md']);
  });
});
