import { describe, expect, it, vi } from 'vitest';
import { buildCatalog } from '../../electron/engine/search/catalog.ts';
import { isWithin, pathRange, samePlace } from '../../electron/engine/library/isWithin.ts';
import type { DocumentRecord } from '../../electron/engine/library/records.ts';
import { isInside } from '../../electron/engine/scan.ts';
import { absolutePath } from '../../electron/engine/scan/absolutePath.ts';
import { IgnoreRules } from '../../electron/engine/scan/IgnoreRules.ts';
import { scopeOfQuestion } from '../../electron/engine/scopeOfQuestion.ts';
import { isUnc } from '../../electron/engine/watch/networkPath.ts';
import { readFilters } from '../../electron/engine/question/filters.ts';
import { nameWords } from '../../electron/reader/names.ts';
import { errorWords } from '../../electron/shared/errorWords.ts';
import { makeLibrary } from './library/testLibrary.ts';

/** Everything below runs with the path rules of Windows, as it does there; only where the library's own files really lie is put together by the rules of this system. */
vi.mock(import('node:path'), async (original) => {
  const { posix, win32 } = await original();
  const mixed = { ...win32, join: (...parts: string[]) => (parts[0]?.startsWith('/') === true ? posix : win32).join(...parts) };
  return { ...mixed, default: mixed } as unknown as Awaited<ReturnType<typeof original>>;
});

const long = `C:\\docs\\${'deep folder\\'.repeat(40)}lease.pdf`;

describe('paths of Windows', () => {
  it.each([
    ['c:\\docs', 'C:\\docs'], ['C:/docs/sub/', 'C:\\docs\\sub'], ['C:\\', 'C:\\'], ['C:\\docs\\..\\other', 'C:\\other'],
    ['\\\\server\\share', '\\\\server\\share'], ['\\\\server\\share\\', '\\\\server\\share'], ['//server/share/docs', '\\\\server\\share\\docs'],
    ['\\\\?\\C:\\docs', 'C:\\docs'], ['\\\\?\\UNC\\server\\share\\docs', '\\\\server\\share\\docs'], [long, long], [`\\\\?\\${long}`, long],
  ])('%s is written %s', (path, expected) => { expect(absolutePath(path)).toBe(expected); });

  it.each([
    ['C:\\docs\\a.pdf', 'C:\\docs', true], ['C:\\docs', 'C:\\docs', false], ['C:\\docs2\\a.pdf', 'C:\\docs', false], ['C:\\a.pdf', 'C:\\', true], ['D:\\docs\\a.pdf', 'C:\\', false],
    ['\\\\server\\share\\a.pdf', '\\\\server\\share', true], ['\\\\server\\share2\\a.pdf', '\\\\server\\share', false], ['\\\\other\\share\\a.pdf', '\\\\server\\share', false], [long, 'C:\\docs', true],
  ])('%s within %s: %s', (path, folder, expected) => {
    expect(isWithin(path, folder)).toBe(expected);
    const { from, to } = pathRange(folder);
    expect(path > from && path < to).toBe(expected);
    expect(isInside(path, folder)).toBe(expected || path === folder);
  });

  it('does not take another drive or share for a place inside', () => {
    expect(isInside('D:\\docs', 'C:\\docs')).toBe(false);
    expect(isInside('\\\\server\\share\\docs', 'C:\\docs')).toBe(false);
    expect(isInside('C:\\docs', '\\\\server\\share')).toBe(false);
    expect(isInside('\\\\server\\share\\docs', '\\\\server\\share')).toBe(true);
    expect(isUnc('\\\\server\\share')).toBe(true);
    expect(isUnc(long)).toBe(false);
  });

  it('knows a folder under large and small letters, and one around it', async () => {
    const { library } = await makeLibrary();
    const folder = library.folders.add('C:\\Users\\Me\\Documents');
    expect(library.folders.add('c:\\users\\me\\DOCUMENTS')).toEqual(folder);
    expect(() => library.folders.add('C:\\users\\me')).toThrow('folder-overlaps');
    expect(() => library.folders.add('C:\\USERS\\me\\documents\\Sub')).toThrow('folder-overlaps');
    expect(library.folders.add('D:\\Users\\Me\\Documents').id).not.toBe(folder.id);
    expect(library.folders.add('\\\\server\\share').name).toBe('share');
    expect(samePlace('C:\\Caf\u00c9')).toBe(samePlace('c:\\cafe\u0301'));
  });

  it('leaves out by globs written with slashes', () => {
    const rules = IgnoreRules.ofRoot('C:\\docs', ['drafts/', '*.tmp', '/old/**', '!keep.tmp']);
    const ignored = (path: string, isFolder = false): boolean => rules.ignores(`C:\\docs\\${path}`, isFolder);
    expect([ignored('sub\\drafts', true), ignored('sub\\a.tmp'), ignored('old\\a.pdf'), ignored('sub\\old\\a.pdf'), ignored('keep.tmp'), ignored('drafts')]).toEqual([true, true, true, false, false, false]);
  });

  it('reads names, series and folders of documents', () => {
    expect(nameWords('C:\\docs\\lease_quay-house.pdf')).toBe('lease quay house');
    expect(nameWords('\\\\server\\share\\Minutes 2023.docx')).toBe('Minutes 2023');
    const entry = buildCatalog([recordAt('\\\\server\\share\\Leases\\quay_house.pdf')]).entries.get(7);
    expect(entry?.terms).toEqual(new Set(['quay', 'house', 'lease']));
  });

  it.each(['folder:Leases', 'folder:C:\\docs\\Leases', 'folder:c:/docs/leases'])('finds the folder a question names: %s', (written) => {
    const documents = [recordAt('C:\\docs\\Leases\\quay.pdf'), recordAt('C:\\docs\\Other\\quay.pdf', 8)];
    const { filters } = readFilters(`rent ${written}`);
    const { filter } = scopeOfQuestion(undefined, filters, { scope: () => null, documents: { all: () => documents }, folders: { list: () => [] } });
    expect(filter?.documentIds).toEqual([7]);
  });

  it('says of a file held open by another program what to do', () => {
    expect(errorWords['file-not-readable']({ path: 'C:\\docs\\a.docx', detail: 'EBUSY' })).toEqual({ what: 'C:\\docs\\a.docx is held open by another program.', next: 'Close it there; it is read when the folder is next looked through.' });
    expect(errorWords['file-not-readable']({ path: 'C:\\docs\\a.docx', detail: 'EPERM' }).what).toContain('may not be read');
  });
});

function recordAt(path: string, id = 7): DocumentRecord {
  return { documentId: id, contentId: id, folderId: 1, path, title: '', documentDate: null, pages: 1, format: 'pdf' } as DocumentRecord;
}
