import { basename } from 'node:path';
import { AppError } from '../shared/AppError.ts';
import type { Scope } from '../shared/schemas.ts';
import type { Library } from './library/Library.ts';
import type { DocumentRecord, ScopeFilter } from './library/records.ts';
import { isInPeriod, type QuestionFilters } from './question/filters.ts';

/** Where a question is asked: `filter` for search, and the documents it names when it names few enough to speak of. */
export type QuestionScope = { readonly filter: ScopeFilter; readonly isEmpty: boolean; readonly named: readonly DocumentRecord[] };

type ScopeLibrary = { readonly scope: Library['scope']; readonly documents: Pick<Library['documents'], 'all'>; readonly folders: Pick<Library['folders'], 'list'> };

/**
 * The ticked scope narrowed by the filters written in the question.
 * @throws AppError scope-unknown for a `folder:` or `file:` that is not in the library, and from the scope itself.
 */
export function scopeOfQuestion(scope: Scope | undefined, filters: QuestionFilters, library: ScopeLibrary): QuestionScope {
  const base = library.scope(scope);
  const isPlain = filters.folders.length === 0 && filters.formats.length === 0 && filters.documents.length === 0 && filters.after === null && filters.before === null;
  if (isPlain) return { filter: base, isEmpty: false, named: [] };
  const inBase = library.documents.all().filter((document) => isIn(document, base));
  const folderTest = folderMatcher(filters.folders, inBase, library);
  const named = filters.documents.length === 0 ? [] : inBase.filter((document) => filters.documents.some((name) => isNamed(document, name)));
  // A file name that is in no library is an ordinary word of the question; only `file:` insists, and then nothing else would do.
  const documents = (named.length > 0 ? named : inBase).filter((document) =>
    folderTest(document) && (filters.formats.length === 0 || filters.formats.includes(document.format)) && isInPeriod(document.documentDate, filters));
  return {
    filter: { folderIds: [], contentIds: [...new Set(documents.flatMap((document) => document.contentId ?? []))], documentIds: documents.map((document) => document.documentId) },
    isEmpty: documents.every((document) => document.contentId === null), named: named.slice(0, 20),
  };
}

/** Whether a document is inside a filter. */
export function isIn(document: DocumentRecord, filter: ScopeFilter): boolean {
  if (filter === null) return true;
  if (filter.folderIds.includes(document.folderId)) return true;
  return filter.documentIds === undefined ? document.contentId !== null && filter.contentIds.includes(document.contentId) : filter.documentIds.includes(document.documentId);
}

function folderMatcher(names: readonly string[], documents: readonly DocumentRecord[], library: ScopeLibrary): (document: DocumentRecord) => boolean {
  if (names.length === 0) return () => true;
  const roots = new Map(library.folders.list().map((folder) => [folder.id, folder.path]));
  const tests = names.map((name) => {
    const wanted = name.toLowerCase().replaceAll('\\', '/').replace(/\/$/, '');
    const test = (document: DocumentRecord): boolean => {
      // Folders above the one that was added are none of the person's concern.
      const root = roots.get(document.folderId) ?? '';
      const parts = [basename(root), ...document.path.slice(root.length).split(/[\\/]/).slice(0, -1)];
      return parts.some((part) => part.toLowerCase() === wanted) || document.path.toLowerCase().replaceAll('\\', '/').startsWith(`${wanted}/`);
    };
    if (!documents.some(test)) throw new AppError('scope-unknown', { path: name });
    return test;
  });
  return (document) => tests.some((test) => test(document));
}

function isNamed(document: DocumentRecord, name: string): boolean {
  const file = basename(document.path).toLowerCase();
  const wanted = name.toLowerCase();
  return file === wanted || file.replace(/\.[^.]+$/, '') === wanted || file.endsWith(` ${wanted}`);
}
