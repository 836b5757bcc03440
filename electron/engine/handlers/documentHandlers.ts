import { AppError } from '../../shared/AppError.ts';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { Document, DocumentDate, ProblemEntry } from '../../shared/schemas.ts';
import type * as z from 'zod';
import type { Library } from '../library/Library.ts';
import { leftOut } from '../library/leftOut.ts';
import type { DocumentRecord } from '../library/records.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';
import { doubtfulRanges, locateRecognised } from '../library/locateRecognised.ts';
import { readOriginal } from './readOriginal.ts';

type DocumentHandlers = Pick<Handlers<EngineContract>, 'documents' | 'listDocuments' | 'leftOut' | 'folderContents' | 'problems' | 'seeUnreadable' | 'document' | 'hiddenPages' | 'page' | 'locate' | 'readOriginal' | 'originalPassword'>;

/** What the library knows of its documents, and their originals. */
export function documentHandlers(current: () => OpenLibrary): DocumentHandlers {
  return {
    documents: ({ state, folderId, offset, limit }) => current().library.documents.list({ state, folderId, offset, limit }).map(toDocument),
    listDocuments({ offset, limit, toldOf, ...list }) {
      const { library } = current();
      const { ids, formats } = library.documentLists.sorted(list, toldOf);
      return { total: ids.length, formats: [...formats], documents: known(library, ids.slice(offset, offset + limit)) };
    },
    leftOut({ folderId, ignore, limit }) {
      const { library } = current();
      const folder = library.folders.byId(folderId);
      if (folder === null) throw new AppError('scope-unknown', { folderId });
      const paths = library.documentLists.paths(folder.path);
      const out = leftOut(folder.path, paths, ignore.join('\n'));
      return { documents: out.length, total: paths.length, paths: out.toSorted().slice(0, limit) };
    },
    folderContents({ path, limit, toldOf }) {
      const { library } = current();
      const { folders, documentIds } = library.documentLists.contents(path, toldOf);
      return { folders: folders.slice(0, limit), foldersTotal: folders.length, documents: known(library, documentIds.slice(0, limit)), documentsTotal: documentIds.length };
    },
    problems: () => current().library.documents.unreadable(null).map(toProblem),
    seeUnreadable() {
      const { library, changes } = current();
      library.settings.set('seenUnreadable', library.documents.unreadableIds());
      changes.tell();
      return {};
    },
    document: ({ documentId }) => toDocument(documentById(current().library, documentId)),
    hiddenPages({ documentId }) {
      const { library } = current();
      const { contentId } = documentById(library, documentId);
      return contentId === null ? [] : library.hiddenPages.of(contentId);
    },
    page({ document, page }) {
      const { library } = current();
      const { documentId, contentId, path } = typeof document === 'number' ? documentById(library, document) : documentByPath(library, document);
      const found = contentId === null ? null : library.pages.get(contentId, page);
      if (found === null) throw new AppError('page-unknown', { path, page, pages: contentId === null ? 0 : library.pages.count(contentId) });
      const doubtful = contentId === null ? [] : doubtfulRanges(library.recognised.boxes(contentId, page), found.text);
      return { documentId, path, page, locator: found.locator, text: found.text, ...(doubtful.length > 0 ? { doubtful } : {}), ...(found.hidden === null ? {} : { hidden: found.hidden }) };
    },
    async locate({ documentId, page, ranges }, { signal }) {
      const { library, readers, ingest } = current();
      const { contentId, path } = documentById(library, documentId);
      const found = contentId === null ? null : library.pages.get(contentId, page);
      if (found === null) throw new AppError('page-unknown', { path, page });
      const recognised = contentId === null ? null : locateRecognised(library.recognised.boxes(contentId, page), found.text, ranges);
      if (recognised !== null) return recognised;
      const quotes = ranges.map(({ start, end }) => found.text.slice(start, end));
      const input = { path, page, pageHash: found.hash, ranges, quotes };
      return await ingest.passwords.open(documentId, (password) => readers.locate(password === undefined ? input : { ...input, password }, { signal }));
    },
    originalPassword: ({ documentId }) => ({ password: current().ingest.passwords.own(documentById(current().library, documentId).documentId) }),
    async *readOriginal({ documentId }, { signal }) {
      yield* readOriginal(documentById(current().library, documentId), signal);
    },
  };
}

/** Those that have gone meanwhile are left out. */
function known(library: Library, ids: readonly number[]): Document[] {
  return ids.flatMap((id) => library.documents.byId(id) ?? []).map(toDocument);
}

export function toProblem({ path, state, reason }: DocumentRecord): z.infer<typeof ProblemEntry> {
  return { path, state, reason };
}

export function documentById(library: Library, documentId: number): DocumentRecord {
  const document = library.documents.byId(documentId);
  if (document === null) throw new AppError('document-unknown', { document: documentId });
  return document;
}

function documentByPath(library: Library, path: string): DocumentRecord {
  const document = library.documents.byPath(path);
  if (document === null) throw new AppError('document-unknown', { path });
  return document;
}

export function toDocument({ documentId, path, folderId, format, title, state, reason, pages, language, sizeBytes, documentDate, modifiedMs, readMs, hiddenText, addressesAi }: DocumentRecord): Document {
  const date: DocumentDate = documentDate === null ? { day: new Date(modifiedMs).toISOString().slice(0, 10), from: 'file' } : { day: documentDate, from: 'document' };
  return { id: documentId, path, folderId, format, title, state, reason, pages, language, sizeBytes, date, readMs, hiddenText, ...(addressesAi ? { addressesAi } : {}) };
}
