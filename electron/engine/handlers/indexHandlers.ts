import { AppError } from '../../shared/AppError.ts';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { Folder, IndexReport } from '../../shared/schemas.ts';
import type { Library } from '../library/Library.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';
import { absolutePath } from '../scan/absolutePath.ts';
import { documentById, toDocument, toProblem } from './documentHandlers.ts';

type IndexHandlers = Pick<Handlers<EngineContract>, 'index' | 'addFolder' | 'rescanFolder' | 'setFolderIgnore' | 'retryDocuments' | 'unlockDocument' | 'readFirst' | 'pauseIndexing' | 'resumeIndexing' | 'remove' | 'undoRemoval'>;

const progressEveryMs = 250;

/** Bringing folders into the library and taking them out. */
export function indexHandlers(current: () => OpenLibrary): IndexHandlers {
  return {
    async *index({ paths, wait, ignore, passwords, first = [] }, { signal }) {
      const open = current();
      const { library, ingest } = open;
      const startedMs = Date.now();
      const seconds = (): number => (Date.now() - startedMs) / 1000;
      const progress = (until: Promise<void>) => open.changes.sample(() => ({ type: 'progress' as const, activity: ingest.activity() }), { everyMs: progressEveryMs, signal, until });

      if (passwords !== undefined) ingest.readAgain.tryPasswords(passwords);
      for (const path of first) ingest.readFirst(path);
      for (const path of paths) await ingest.addFolder(path, ignore);
      yield* progress(ingest.settled('searchable', signal));
      signal.throwIfAborted();
      const searchable = seconds();
      yield { type: 'searchable', seconds: searchable };
      if (wait === 'indexed') yield* progress(ingest.settled('indexed', signal));
      signal.throwIfAborted();
      const isWhole = wait === 'indexed' && open.embedder !== null && library.vectorsShare(open.embedder.id) === 1;
      yield { type: 'report', report: reportOf(library, paths.map(absolutePath), { searchable, indexed: isWhole ? seconds() : null }) };
    },
    async addFolder({ path }) {
      const open = current();
      return shownFolder(open, await open.ingest.addFolder(path));
    },
    async rescanFolder({ folderId }) {
      const open = current();
      folderById(open, folderId);
      await open.ingest.rescan(folderId);
      return folderById(open, folderId);
    },
    setFolderIgnore({ folderId, ignore }) {
      const open = current();
      folderById(open, folderId);
      open.ingest.setIgnore(folderId, ignore);
      return folderById(open, folderId);
    },
    retryDocuments: ({ documentIds }) => ({ documents: current().ingest.readAgain.retry(documentIds) }),
    async unlockDocument({ documentId, password }, { signal }) {
      const { library, ingest } = current();
      await ingest.readAgain.unlock(documentId, password, signal);
      return toDocument(documentById(library, documentId));
    },
    readFirst: ({ path }) => ({ documents: current().ingest.readFirst(path) }),
    pauseIndexing() {
      current().ingest.pause();
      return {};
    },
    resumeIndexing() {
      current().ingest.resume();
      return {};
    },
    async remove({ path, undoable }) {
      const { removals } = current().ingest;
      const { documents } = undoable ? removals.begin(absolutePath(path)) : await removals.remove(absolutePath(path));
      return { documents };
    },
    undoRemoval: ({ id }) => ({ documents: current().ingest.removals.undo(id).documents }),
  };
}

function folderById(open: OpenLibrary, folderId: number): Folder {
  const folder = open.library.folders.byId(folderId);
  if (folder === null) throw new AppError('scope-unknown', { folderId });
  return shownFolder(open, folder);
}

/** A folder with what only the write path knows of it. */
export function shownFolder({ library, ingest }: Pick<OpenLibrary, 'library' | 'ingest'>, folder: Folder): Folder {
  return { ...folder, watching: ingest.watching(folder.id), ignore: library.settings.get('folderIgnore')[folder.id] ?? [] };
}

/** What the folders given hold now. What can be searched by words counts as indexed, in part where there is a reason. */
function reportOf(library: Library, paths: readonly string[], seconds: IndexReport['seconds']): IndexReport {
  const filter = library.scope({ paths: paths.filter((path) => library.folders.byPath(path) !== null), folderIds: [] });
  const documents = paths.flatMap((path) => {
    const folder = library.folders.byPath(path);
    return folder === null ? [] : library.documents.list({ folderId: folder.id });
  });
  const count = (isMeant: (document: (typeof documents)[number]) => boolean): number => documents.filter(isMeant).length;
  const totals = library.documents.totals(filter);
  return {
    documents: {
      indexed: count(({ state, reason }) => state === 'indexed' || (state === 'searchable' && reason === null)),
      indexedPartly: count(({ state, reason }) => state === 'indexed-partly' || (state === 'searchable' && reason !== null)),
      skipped: count(({ state }) => state === 'skipped'),
      failed: count(({ state }) => state === 'failed'),
    },
    pages: totals.pages, passages: totals.passages, seconds,
    problems: documents.filter(({ state, reason }) => state === 'skipped' || state === 'failed' || reason !== null).map(toProblem),
  };
}
