import * as z from 'zod';
import { call, stream } from './operation.ts';
import { checksOperations } from './checksContract.ts';
import { conversationOperations } from './conversationContract.ts';
import { developerOperations } from './developerContract.ts';
import { exportOperations } from './exportContract.ts';
import { goThroughOperations } from './goThroughContract.ts';
import { DocumentFilter, Globs, listOperations } from './listContract.ts';
import { AuditorReport, Network, Places } from './reportContract.ts';
import { securityOperations } from './securityContract.ts';
import {
  AnswerCase, AnswerEvent, AnswerStrength, AnswerVerdict, Backup, ConversationHit, ConversationSummary, Document, DocumentState, DoctorCheck, EvaluationEvent, EvaluationQuestion, EvaluationRun, StrengthChoice, FindEvent, Folder, FoundPassage, HiddenKind, Hit, IndexEvent, LibrarySummary, Location, Locator, Message,
  ModelInfo, Page, ProblemEntry, Scope, SearchMode, Status, TextRange,
} from './schemas.ts';

const Nothing = z.object({});
const Path = z.string().min(1).max(32_768);

/** Every operation the window and the command line may ask of the engine. Each is an intention, none a primitive. */
export const engineContract = {
  /** The libraries of this profile. */
  libraries: call(Nothing, z.array(LibrarySummary)),
  /** Opens a library; the one open before is closed. A passphrase goes over as UTF-8 bytes, wiped after use. Errors: library-unknown, library-locked, passphrase-wrong. */
  openLibrary: call(z.object({ id: z.string(), passphrase: z.instanceof(Uint8Array).optional() }), LibrarySummary),
  createLibrary: call(z.object({ name: z.string().min(1).max(200), passphrase: z.instanceof(Uint8Array).optional() }), LibrarySummary),

  status: call(Nothing, Status),
  /** The status now and after every change, at most four a second; does not end. */
  watchStatus: stream(Nothing, Status),

  /** Adds folders (leaving out `ignore`, where given), indexes (trying `passwords` on protected documents, reading what lies at or beneath the paths `first` before all else), ends with a report: once all is searchable, or (`wait: 'indexed'`) once meaning search is built too. Cancelling leaves the folders added and the work going on. Errors: folder-not-found. */
  index: stream(z.object({ paths: z.array(Path).min(1), wait: z.enum(['searchable', 'indexed']), ignore: Globs.optional(), passwords: z.array(z.string().min(1).max(1_000)).max(100).optional(), first: z.array(Path).max(100).optional() }), IndexEvent),
  /** Adds a folder (or one file) and returns at once; progress shows in `watchStatus`. */
  addFolder: call(z.object({ path: Path }), Folder),
  rescanFolder: call(z.object({ folderId: z.int() }), Folder),
  /** What is left out of a folder from now on; what is in the library of that goes, what was left out before comes. Errors: scope-unknown. */
  setFolderIgnore: call(z.object({ folderId: z.int(), ignore: Globs }), Folder),
  /** Reads again what was skipped or failed, after it was mended: these documents of it, or all. */
  retryDocuments: call(z.object({ documentIds: z.array(z.int()).max(100_000).optional() }), z.object({ documents: z.int() })),
  /** Reads a protected document with its password, which is kept in memory alone, until the library is closed. Errors: passphrase-wrong, document-unknown, folder-away. */
  unlockDocument: call(z.object({ documentId: z.int(), password: z.string().min(1).max(1_000) }), Document),
  /** Reads what waits at or beneath a path before all else. */
  readFirst: call(z.object({ path: Path }), z.object({ documents: z.int() })),
  pauseIndexing: call(Nothing, Nothing),
  resumeIndexing: call(Nothing, Nothing),
  /**
   * Takes a folder or one document out of the library; the files on disk stay. A document removed from a folder that stays is not read again. `undoable`: it is gone
   * from every list and search at once, and stands under `removals` of the status until it goes for good. Errors: document-unknown, hold-active, retention-active.
   */
  remove: call(z.object({ path: Path, undoable: z.boolean().default(false) }), z.object({ documents: z.int() })),
  /** Brings back what was removed `undoable`, with what was removed around it since. Errors: removal-over. */
  undoRemoval: call(z.object({ id: z.int() }), z.object({ documents: z.int() })),

  documents: call(z.object({ state: DocumentState.optional(), folderId: z.int().optional(), offset: z.int().min(0).default(0), limit: z.int().min(1).max(100_000).default(100_000) }), z.array(Document)),
  /** Documents that are not, or not wholly, searchable, with reasons. */
  problems: call(Nothing, z.array(ProblemEntry)),
  /** Somebody has the list of what could not be read before them: what is in it now is no news from then on, and is none if it fails again. */
  seeUnreadable: call(Nothing, Nothing),
  /** One document as it stands now. Errors: document-unknown. */
  document: call(z.object({ documentId: z.int() }), Document),
  /** Which pages of a document hold text that does not show to who looks at it, and why; in their order. Errors: document-unknown. */
  hiddenPages: call(z.object({ documentId: z.int() }), z.array(z.object({ page: z.int(), kind: HiddenKind, locator: Locator }))),
  /** One page's text as passages index it. `document` is an id or a path. */
  page: call(z.object({ document: z.union([z.int(), Path]), page: z.int().min(1) }), Page),
  /** Rectangles of text ranges on the original page. */
  locate: call(z.object({ documentId: z.int(), page: z.int().min(1), ranges: z.array(TextRange).min(1).max(1_000) }), Location),
  /** The original file, in order, 1 MB at a time: for the source pane. Errors: file-not-found, file-changed. */
  readOriginal: stream(z.object({ documentId: z.int() }), z.instanceof(Uint8Array)),
  /** What the original of a protected document is opened with, in memory since it was unlocked; null where it needs none or none is known. For the source pane. */
  originalPassword: call(z.object({ documentId: z.int() }), z.object({ password: z.string().nullable() })),

  /** `documents`: only in those. `includeHidden`: also text that does not show to who looks at the document, by words, up to `limit` of it behind the rest. No answer ever uses it. */
  search: call(z.object({ query: z.string().min(1).max(10_000), limit: z.int().min(1).max(1_000).default(10), scope: Scope.optional(), documents: DocumentFilter.optional(), mode: SearchMode.default('hybrid'), includeHidden: z.boolean().default(false), embedder: z.string().optional() }), z.array(Hit)),
  /**
   * Every passage on a page that fits an expression, such as `indemnif* NEAR/5 "gross negligence" AND NOT draft`: words (all of them), `*` and
   * `?`, phrases, NEAR/n, AND, OR, NOT, parentheses. Leaving ends it. Errors: input-invalid for what cannot be read, scope-unknown.
   */
  findAll: stream(z.object({ query: z.string().min(1).max(10_000), scope: Scope.optional() }), FindEvent),
  /** A stretch of what `findAll` finds, in its order. `placesBefore`: how many places lie in the passages before it; `places`: in all. Goes through everything again where something else was found since. Errors: as `findAll`. */
  foundPassages: call(
    z.object({ query: z.string().min(1).max(10_000), scope: Scope.optional(), offset: z.int().min(0), limit: z.int().min(1).max(1_000).default(100) }),
    z.object({ passages: z.array(FoundPassage), placesBefore: z.int(), places: z.int() })),
  /**
   * Answers a question. `conversationId`: an existing one or any new name; without it a new one begins. `model`: an id, 'none', or the one in use.
   * `strength`: how readily "not in your documents" is said, else as set. `searchFor`: what to search for instead of the question as understood in its
   * conversation. `replaces`: a message of the conversation that goes, with those after it, once the new answer is there (asked again, or edited).
   * `embedder`: find by the one on trial instead of the one in use. Errors: model-missing where it is neither.
   */
  ask: stream(z.object({
    question: z.string().min(1).max(10_000), conversationId: z.string().min(1).max(200).optional(), scope: Scope.optional(), model: z.string().optional(), seed: z.int().optional(), strength: AnswerStrength.optional(),
    searchFor: z.string().min(1).max(10_000).optional(), replaces: z.int().optional(), embedder: z.string().optional(),
  }), AnswerEvent),
  /** How readily "not in your documents" can be said, with what was measured of each on questions held out from fitting. */
  answerStrengths: call(Nothing, z.array(StrengthChoice)),
  useAnswerStrength: call(z.object({ strength: AnswerStrength }), z.array(StrengthChoice)),

  /**
   * Asks a set of questions, first by quotes alone and then with the model, and measures the answers; the last event has the report, compared with the
   * run kept as `compareWith`; `saveAs` keeps it by that name; `embedder`: as with `ask`. Leaves no conversations behind. Errors: input-invalid for a run that is not there.
   */
  evaluate: stream(z.object({
    questions: z.array(EvaluationQuestion).min(1).max(10_000), model: z.string().optional(), embedder: z.string().optional(), strength: AnswerStrength.optional(), compareWith: z.string().optional(), saveAs: z.string().min(1).max(100).optional(),
  }), EvaluationEvent),
  evaluationRuns: call(Nothing, z.array(EvaluationRun)),
  /** Errors: input-invalid for a run that is not there. */
  deleteEvaluationRun: call(z.object({ name: z.string() }), Nothing),
  /** What a person says of an answer; null takes it back. Errors: conversation-unknown. */
  judgeAnswer: call(z.object({ messageId: z.int(), verdict: AnswerVerdict.nullable(), reason: z.string().max(2_000).default('') }), Nothing),
  /** Judged answers as questions to check answers with, the last judged first. */
  answerCases: call(Nothing, z.array(AnswerCase)),

  conversations: call(Nothing, z.array(ConversationSummary)),
  conversation: call(z.object({ id: z.string() }), z.array(Message)),
  /** Questions and answers that hold all the words, the last word as the beginning of one; best first. */
  searchConversations: call(z.object({ query: z.string().min(1).max(1_000), limit: z.int().min(1).max(200).default(20) }), z.array(ConversationHit)),
  pinConversation: call(z.object({ id: z.string(), pinned: z.boolean() }), ConversationSummary),
  renameConversation: call(z.object({ id: z.string(), title: z.string().min(1).max(300) }), ConversationSummary),
  deleteConversation: call(z.object({ id: z.string() }), Nothing),

  models: call(Nothing, z.array(ModelInfo)),
  /** Hashes every model file on disk again; one event a file. */
  verifyModels: stream(Nothing, ModelInfo),
  /** Copies a model file into the model folder after checking its header and hash; the last event has the model. */
  importModel: stream(z.object({ path: Path }), z.object({ done: z.int(), total: z.int(), model: ModelInfo.nullable() })),
  /**
   * Chooses a chat model, or an embedder: then its table is built beside the old one and changes over when done. `onTrial`, of an embedder: only when it is
   * chosen once more without; until then both tables are kept up, and questions that name it are asked of it. Choosing the one in use ends a trial.
   */
  useModel: call(z.object({ id: z.string(), onTrial: z.boolean().default(false) }), ModelInfo),
  /** Goes on without a model that puts passages in order or checks sentences. Errors: model-wrong-kind for one that is needed, model-unknown. */
  dropModel: call(z.object({ id: z.string() }), ModelInfo),
  doctor: call(Nothing, z.array(DoctorCheck)),
  /** What an auditor asks of this installation; hashes everything and checks the open library, so it takes a while. Errors: file-not-readable. */
  report: call(Nothing, AuditorReport),
  /** Where what Carrel keeps lies; works while the library is locked. */
  places: call(Nothing, Places),
  network: call(Nothing, Network),

  ...checksOperations,
  ...conversationOperations,
  ...developerOperations,
  ...listOperations,
  ...goThroughOperations,
  ...exportOperations,
  ...securityOperations,

  /** Backups of a library, newest first; it need not be open. Default: the usual one. */
  backups: call(z.object({ id: z.string().optional() }), z.array(Backup)),
  /** Makes a backup now; the last three are kept. Errors: disk-full, library-damaged. */
  backUp: call(Nothing, Backup),
  /**
   * Puts a backup in the place of the library and opens it, also where the library itself no longer opens. What stood there becomes the newest
   * backup. A passphrase goes over as UTF-8 bytes, wiped after use; not needed while the library is open. Errors: file-not-found, library-damaged
   * (the backup is; nothing is changed), library-unknown, library-locked, passphrase-wrong.
   */
  restoreBackup: call(z.object({ id: z.string().optional(), madeMs: z.int(), passphrase: z.instanceof(Uint8Array).optional() }), LibrarySummary),

  /** Finishes running writes, closes the library and exits. */
  shutdown: call(Nothing, Nothing),
} as const;

export type EngineContract = typeof engineContract;
