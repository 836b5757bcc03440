import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { emptyWhenMissing } from '../../shared/emptyWhenMissing.ts';
import { Connection } from './Connection.ts';
import { createCheckQuestions, type CheckQuestions } from './checkQuestions.ts';
import { copyChecked } from './copyChecked.ts';
import { createContents, type Contents } from './contents.ts';
import { createConversations, type Conversations } from './conversations.ts';
import { createEvaluations, type Evaluations } from './evaluations.ts';
import { createDocumentChanges } from './documentChanges.ts';
import { createDocumentLists } from './documentLists.ts';
import { createDocuments } from './documents.ts';
import { createDocumentStateRule } from './documentState.ts';
import { createDocumentText, type DocumentText } from './documentText.ts';
import { createEmbedding } from './embedding.ts';
import { createFolders, type Folders } from './folders.ts';
import { createFolderScans } from './folderScans.ts';
import { createGarbage, type Garbage } from './garbage.ts';
import { createGoThroughRuns, type GoThroughRuns } from './goThroughRuns.ts';
import { createHealth } from './health.ts';
import { createHiddenPages, type HiddenPages } from './hiddenPages.ts';
import { createIndexRows, type IndexRows } from './indexRows.ts';
import { createLiveTotals } from './liveTotals.ts';
import { createMakeLive, type MakeLive } from './makeLive.ts';
import { migrate, needsMigration } from './migrations/migrate.ts';
import { createPages, type Pages } from './pages.ts';
import { createPassages, type Passages } from './passages.ts';
import { createRecognised, type Recognised } from './recognised.ts';
import { createQuarantine, type Quarantine } from './quarantine.ts';
import { createRevisions, type Revisions } from './revisions.ts';
import { createRotations, type Rotations } from './rotations.ts';
import { runLongStatement } from './runLongStatement.ts';
import { createScopeResolver } from './scope.ts';
import { createSecurity, type Security } from './security.ts';
import { createSettings, type Settings } from './settings.ts';
import { createRemovals, type Removals } from './removals.ts';
import { createRecount, type Recount } from './recount.ts';
import { syncFile } from './syncFile.ts';
import { createVocabulary } from './vocabulary.ts';
import { syncFolder } from '../vault/writeAtomically.ts';
import type { Scope } from '../../shared/schemas.ts';
import type { ScopeFilter } from './records.ts';
import type { DocumentRef, FoundFile } from './writeRecords.ts';

/**
 * One library: everything Carrel knows, in one encrypted SQLite file. Reads and writes are synchronous; each write is on the
 * disk when it returns (inside `transaction`, when that returns).
 *
 * Writing a file, in this order: `documents.waiting` → `documents.setState(id, 'reading')` before the file is opened → hash →
 * `contents.bySha256`. Known: `documents.attach(id, contentId)`. New: `revisions.begin` → `documents.attach` → `addPages`, as
 * often as pages come → `finish` → index rows, with the draft's `folderId` → `revisions.makeLive` for a group of drafts. Not
 * read: `revisions.discard`, then `documents.setState(id, 'failed', reason)`.
 *
 * Deleting: whatever was removed, replaced or discarded is hidden at once and listed by `garbage.next` until its index rows
 * are gone and `garbage.delete` was called. What a person takes out is hidden by `removals.begin` and goes with
 * `removals.endSome`. At start: `revisions.discardAbandoned()`, then those same loops, then `embedding.progress`, beyond whose
 * marks vectors were never committed.
 */
export class Library implements AsyncDisposable {
  readonly folder: string;
  readonly folders: Folders;
  readonly folderScans: ReturnType<typeof createFolderScans>;
  readonly documents: ReturnType<typeof createDocuments> & ReturnType<typeof createDocumentChanges> & {
    /** Records some files of a folder outside any walk; gives those of them that wait to be read. */
    found(folderId: number, files: readonly FoundFile[]): { readonly added: readonly DocumentRef[] };
  };
  readonly removals: Removals;
  readonly documentLists: ReturnType<typeof createDocumentLists>;
  readonly contents: Pick<Contents, 'bySha256'>;
  readonly pages: Pages;
  readonly passages: Passages;
  readonly hiddenPages: HiddenPages;
  readonly documentText: Pick<DocumentText, 'match' | 'matchAll'>;
  readonly vocabulary: Pick<ReturnType<typeof createVocabulary>, 'frequencies' | 'total' | 'withPrefix' | 'between'>;
  readonly revisions: Revisions & { readonly makeLive: MakeLive };
  readonly recount: Recount;
  readonly garbage: Garbage;
  readonly embedding: Omit<ReturnType<typeof createEmbedding>, 'liveChanged' | 'share'>;
  readonly rotations: Rotations;
  readonly indexRows: IndexRows;
  readonly quarantine: Quarantine;
  readonly recognised: Recognised;
  readonly conversations: Conversations;
  readonly evaluations: Evaluations;
  readonly checkQuestions: CheckQuestions;
  readonly goThroughRuns: GoThroughRuns;
  readonly settings: Settings;
  readonly security: Security;
  readonly health: ReturnType<typeof createHealth>;
  /** What a scope means in the library as it is now; null is everything. Errors: scope-unknown. */
  readonly scope: (scope: Scope | undefined) => ScopeFilter;
  readonly #connection: Connection;
  readonly #key: Buffer;
  readonly #share: (embedderId: string) => number;

  private constructor(folder: string, connection: Connection, key: Uint8Array) {
    this.folder = folder;
    this.#connection = connection;
    this.#key = Buffer.from(key);
    const staged = new Map<number, Map<string, number>>();
    const totals = createLiveTotals(connection);
    const settings = createSettings(connection);
    const states = createDocumentStateRule(connection, settings);
    const embedding = createEmbedding(connection, settings, states, totals);
    const liveChanged = (firstRevision: number): void => {
      totals.changed();
      embedding.liveChanged(firstRevision);
    };
    const contents = createContents(connection, () => liveChanged(Infinity));
    const documentText = createDocumentText(connection);
    const vocabulary = createVocabulary(connection, totals);
    this.folders = createFolders(connection, contents);
    const documents = { ...createDocuments(connection), ...createDocumentChanges(connection, { contents, documentText, states }) };
    this.removals = createRemovals(connection, { folders: this.folders, removeMany: documents.removeMany });
    this.documentLists = createDocumentLists(connection);
    this.documents = {
      ...documents,
      found: (folderId, files) => {
        this.folderScans.begin(folderId).found(files);
        return { added: files.flatMap(({ path }) => documents.byPath(path) ?? []).filter(({ state }) => state === 'waiting') };
      },
    };
    this.folderScans = createFolderScans(connection, { documentText, setState: (id, state, reason) => { documents.setState(id, state, reason); } });
    this.contents = contents;
    this.pages = createPages(connection);
    this.passages = createPassages(connection, totals);
    this.hiddenPages = createHiddenPages(connection);
    this.documentText = documentText;
    this.vocabulary = vocabulary;
    this.revisions = {
      ...createRevisions(connection, contents, staged),
      makeLive: createMakeLive(connection, { contents, vocabulary, documentText, states, staged, onLive: liveChanged }),
    };
    this.garbage = createGarbage(connection, vocabulary, documentText);
    this.recount = createRecount(connection, { settings, vocabulary });
    this.embedding = embedding;
    this.#share = (embedderId) => embedding.share(embedderId);
    this.rotations = createRotations(connection);
    this.indexRows = createIndexRows(connection);
    this.quarantine = createQuarantine(connection);
    this.recognised = createRecognised(connection);
    this.conversations = createConversations(connection);
    this.evaluations = createEvaluations(connection);
    this.checkQuestions = createCheckQuestions(connection);
    this.goThroughRuns = createGoThroughRuns(connection);
    this.settings = settings;
    this.security = createSecurity(connection);
    this.health = createHealth(connection);
    this.scope = createScopeResolver(connection);
  }

  /**
   * Opens the library in `folder`, making it when there is none (and no index that speaks of one). `key`: 32 bytes, `deriveKey(dataKey, 'sqlite')`.
   * Errors: library-damaged (a wrong key included), library-too-new, file-not-readable, disk-full.
   */
  static async open({ folder, key }: { readonly folder: string; readonly key: Uint8Array }): Promise<Library> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'library.db');
    const size = await sizeOf(path);
    // Made under another name and renamed when whole, so an empty file is never a library that was just being made.
    if (size === 0) throw new AppError('library-damaged', { path, finding: 'the file is empty' });
    if (size === null && await sizeOf(join(folder, 'index')) !== null) throw new AppError('library-damaged', { path, finding: 'the file is missing' });
    if (size === null) await create(path, key);
    await removeUnfinished(folder);
    const connection = new Connection(path, key);
    try {
      // What a step makes of a library cannot be undone: the one before it is kept, checked, among the backups.
      if (needsMigration(connection)) await copyChecked({ path, key, to: backupPath(folder, Date.now()) });
      migrate(connection);
      return new Library(folder, connection, key);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Runs several writes as one: all of them are on the disk when this returns, or none where it throws. */
  transaction<Result>(work: () => Result): Result {
    return this.#connection.transaction(work);
  }

  /** Share of live passages an embedder's vectors cover, 0..1; 0 without an embedder. */
  vectorsShare(embedderId: string | null): number {
    return embedderId === null ? 0 : this.#share(embedderId);
  }

  /** Bytes on the disk, log included. */
  async sizeBytes(): Promise<number> {
    const path = this.#connection.path;
    return (await sizeOf(path) ?? 0) + (await sizeOf(`${path}-wal`) ?? 0);
  }

  /** Empties the write-ahead log into the file: after deletions, so that nothing lingers there. */
  checkpoint(): void {
    this.#connection.checkpoint();
  }

  /** Every finding of a full check of the file, in a thread of its own; none for a sound library. Takes seconds a gigabyte. */
  async check(): Promise<readonly string[]> {
    return runLongStatement({ path: this.#connection.path, key: this.#key, statement: { kind: 'check' } });
  }

  /** A compact copy at `path`, made and checked as `copyChecked` does. Errors: disk-full, library-damaged. */
  async backup(path: string): Promise<void> {
    await copyChecked({ path: this.#connection.path, key: this.#key, to: path });
  }

  async close(): Promise<void> {
    this.#connection.close();
    this.#key.fill(0);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Where a backup of a time lies. */
export function backupPath(folder: string, madeMs: number): string {
  return join(folder, 'backups', `${madeMs}.db`);
}

/** What was to become a library or a backup when its process ended: all text of documents, some of them erased since. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const within of [folder, join(folder, 'backups')]) {
    const names = await readdir(within).catch(emptyWhenMissing);
    for (const name of names) if (/\.db\.new(?:-wal|-shm|-journal)?$/.test(name)) await rm(join(within, name), { force: true });
  }
}

async function create(path: string, key: Uint8Array): Promise<void> {
  const unfinished = `${path}.new`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(unfinished + suffix, { force: true });
  await (await open(unfinished, 'wx', 0o600)).close();
  const connection = new Connection(unfinished, key);
  try {
    migrate(connection);
  } finally {
    connection.close();
  }
  await syncFile(unfinished);
  await rename(unfinished, path);
  await syncFolder(dirname(path));
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new AppError('file-not-readable', { path }, { cause: error });
  });
  return found?.size ?? null;
}
