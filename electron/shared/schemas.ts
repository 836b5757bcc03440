import * as z from 'zod';
import { errorCodes } from './AppError.ts';

/**
 * Everything that crosses a process boundary, once. All offsets (`start`, `end`) count UTF-16 units of the page's text as
 * stored, `start` included and `end` not. All times are milliseconds since 1970 unless the name says otherwise.
 */

export const DocumentFormat = z.enum([
  'pdf', 'docx', 'doc', 'odt', 'rtf', 'xlsx', 'xls', 'ods', 'pptx', 'ppt', 'odp', 'html', 'mhtml', 'epub', 'markdown', 'csv', 'text',
  'mail', 'mailbox', 'archive', 'image', 'unknown',
]);
export type DocumentFormat = z.infer<typeof DocumentFormat>;

/** Inside which attachment or archive member, outermost first; absent in the document itself. */
const inPart = { part: z.array(z.string()).optional() };

/** Where a page is inside its document, in the terms of its format. Page numbers, rows and lines start at 1. */
export const Locator = z.discriminatedUnion('kind', [
  /** A page of a PDF; `label` is the number printed in its page-label table where it differs from `page`. */
  z.object({ kind: z.literal('pdf-page'), page: z.int().min(1), label: z.string().optional(), ...inPart }),
  /** A section of a text with headings: `heading` is the path of headings above it, outermost first. */
  z.object({ kind: z.literal('section'), section: z.int().min(1), heading: z.array(z.string()), ...inPart }),
  /** Rows of a table; `sheet` is its name when the format has sheets. Row 1 is the file's first row. */
  z.object({ kind: z.literal('rows'), sheet: z.string().optional(), firstRow: z.int().min(1), lastRow: z.int().min(1), ...inPart }),
  /** Lines of a text file. */
  z.object({ kind: z.literal('lines'), firstLine: z.int().min(1), lastLine: z.int().min(1), ...inPart }),
  /** A slide of a presentation, or the notes beneath it. */
  z.object({ kind: z.literal('slide'), slide: z.int().min(1), notes: z.boolean().optional(), ...inPart }),
  /** A message of a mailbox; a single mail is message 1. */
  z.object({ kind: z.literal('message'), message: z.int().min(1), subject: z.string(), ...inPart }),
  /** A picture: a page of a TIFF, or the n-th picture inside a document. */
  z.object({ kind: z.literal('picture'), picture: z.int().min(1), ...inPart }),
]);
export type Locator = z.infer<typeof Locator>;

/** Why text does not show to who looks at the document. */
export const HiddenKind = z.enum(['white', 'tiny', 'off-page', 'invisible', 'hidden-sheet', 'hidden-rows', 'comment', 'deleted', 'alt-text']);
export type HiddenKind = z.infer<typeof HiddenKind>;

/** Why a document is not read in full. `code` decides the words; `detail` names the page, the limit, the format. */
export const Reason = z.object({ code: z.string(), detail: z.string().optional() });
export type Reason = z.infer<typeof Reason>;

/**
 * `searchable`: text and keywords live, meaning search still to come. A document always ends in one of
 * `indexed`, `indexed-partly`, `skipped`, `failed`.
 */
export const DocumentState = z.enum(['waiting', 'reading', 'searchable', 'indexed', 'indexed-partly', 'skipped', 'failed']);
export type DocumentState = z.infer<typeof DocumentState>;

/** An ISO day and where it comes from: the document itself states it, or it is when the file was last changed. */
export const DocumentDate = z.object({ day: z.string(), from: z.enum(['document', 'file']) });
export type DocumentDate = z.infer<typeof DocumentDate>;

export const Document = z.object({
  id: z.int(), path: z.string(), folderId: z.int(), format: DocumentFormat, title: z.string(), state: DocumentState,
  reason: Reason.nullable(), pages: z.int(), language: z.string().nullable(), sizeBytes: z.int(),
  date: DocumentDate.optional(),
  /** When what can be searched of it was read; null where nothing can. */
  readMs: z.number().nullable().optional(),
  /** Whether some of its text does not show to who looks at it. */
  hiddenText: z.boolean().optional(),
  /** Set where some of its text addresses a program that answers questions ("ignore your instructions"): a warning, nothing is held back for it. */
  addressesAi: z.boolean().optional(),
});
export type Document = z.infer<typeof Document>;

/**
 * How changes in a folder come to notice: `live` at once; `network` looked through every 15 minutes, as nobody tells of changes made
 * on another machine; `limited` looked through now and then, as the system refused to tell; `none` only when asked to.
 */
export const FolderWatching = z.enum(['live', 'network', 'limited', 'none']);
export type FolderWatching = z.infer<typeof FolderWatching>;

/** `away`: the folder cannot be reached just now; its documents stay searchable. `ignore`: globs of what is left out, as in a `.carrelignore`. */
export const Folder = z.object({
  id: z.int(), path: z.string(), name: z.string(), away: z.boolean(), paused: z.boolean(), lastScanMs: z.int().nullable(),
  documents: z.int(), byState: z.partialRecord(DocumentState, z.int()), watching: FolderWatching.optional(), ignore: z.array(z.string()).optional(),
});
export type Folder = z.infer<typeof Folder>;

/** What the indexer is doing, in figures; `secondsLeft` is null until there is a rate to tell it from. */
export const Activity = z.object({
  phase: z.enum(['idle', 'scanning', 'reading', 'recognising', 'meaning', 'optimizing', 'paused']),
  filesDone: z.int(), filesTotal: z.int(), pagesDone: z.int(), pagesPerSecond: z.number(),
  /** Pages of pictures whose text is recognised, of those known since there last was nothing to do. */
  recognition: z.object({ done: z.int(), total: z.int() }).optional(),
  passagesEmbedded: z.int(), passagesTotal: z.int(), secondsLeft: z.number().nullable(), current: z.string().nullable(),
  /** What holds the work up; it is tried again by itself. */
  trouble: z.object({ code: z.enum(errorCodes), details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) }).nullable().optional(),
});
export type Activity = z.infer<typeof Activity>;

/** `reranker`: reads each passage found beside the question and puts them in order; `entailment`: tells whether a sentence follows from its source. Neither is needed. */
export const ModelRole = z.enum(['chat', 'embedding', 'reranker', 'entailment']);

/** `quotes`: the answer is assembled from verified quotes; `written`: the model writes it. */
export const AnswerMode = z.enum(['written', 'quotes']);
export type AnswerMode = z.infer<typeof AnswerMode>;

/** How readily a question is refused as not in the documents; the measured rates of each stand in `resources/gate.json`. */
export const AnswerStrength = z.enum(['balanced', 'strict']);
export type AnswerStrength = z.infer<typeof AnswerStrength>;

/** Whether a chat model runs well on this machine: `slow`: it may be, `too-large`: there is not enough memory. */
export const ModelFit = z.enum(['fits', 'slow', 'too-large']);
export type ModelFit = z.infer<typeof ModelFit>;

/** What is known about one model, on disk or not. `state` is what this machine has; `warning` says what to heed. */
export const ModelInfo = z.object({
  id: z.string(), name: z.string(), role: ModelRole, state: z.enum(['ready', 'missing', 'damaged']), inUse: z.boolean(),
  listed: z.boolean(), licence: z.string(), licenceNote: z.string(), sizeBytes: z.int(), sha256: z.string().nullable(),
  answerMode: AnswerMode.nullable(), warning: z.string().nullable(),
  /** Of chat models alone. `tokensPerSecond`: how fast it writes here, as measured; null where it has written nothing yet. */
  fit: ModelFit.optional(), tokensPerSecond: z.number().nullable().optional(),
});
export type ModelInfo = z.infer<typeof ModelInfo>;

/** State of one model helper role: what is loaded, or why nothing is. */
export const ModelState = z.object({
  id: z.string().nullable(), state: z.enum(['none', 'missing', 'loading', 'ready', 'failed']), message: z.string().nullable(),
});
export type ModelState = z.infer<typeof ModelState>;

/**
 * Documents in languages that meaning search does not know: how many, their share (0..1) of all whose language is known, the languages (ISO 639-1,
 * the most frequent first), and an embedder that knows them, on this machine or not; null where none is known.
 */
export const LanguageAdvice = z.object({ documents: z.int(), share: z.number(), languages: z.array(z.string()), embedder: z.string().nullable() });
export type LanguageAdvice = z.infer<typeof LanguageAdvice>;

/** A folder, or what lies at or beneath a path in one, that was taken out of the library and can be had back until then. */
export const Removal = z.object({ id: z.int(), path: z.string(), documents: z.int(), untilMs: z.number() });
export type Removal = z.infer<typeof Removal>;

export const Status = z.object({
  libraryId: z.string(), libraryName: z.string(), locked: z.boolean(), protection: z.enum(['none', 'passphrase']),
  folders: z.array(Folder), documents: z.partialRecord(DocumentState, z.int()), documentsTotal: z.int(), pages: z.int(), passages: z.int(), /** Not, or not wholly, read, and not yet seen in the list of those. */ unseenUnreadable: z.int(),
  /** Share of live passages that meaning search covers, 0..1; 0 without an embedder. */
  vectorsShare: z.number().min(0).max(1),
  embedder: ModelState, model: ModelState, activity: Activity,
  /** Set while another embedder's table is being built beside the one in use. */
  switchingTo: z.string().nullable(),
  /** Set while another embedder is on trial: the share of passages its table covers so far, 0..1. Asked only by name. */
  onTrial: z.object({ id: z.string(), share: z.number().min(0).max(1) }).nullable(),
  /** Set where so many documents are in languages the embedder does not know that another one is worth it. */
  languageAdvice: LanguageAdvice.optional(),
  sizes: z.object({ libraryBytes: z.int(), indexBytes: z.int(), modelsBytes: z.int() }),
  /** What was removed and can still be had back, the last removed last. */
  removals: z.array(Removal),
  /** Internet sockets refused since the engine started. */
  refusedConnections: z.int(),
});
export type Status = z.infer<typeof Status>;

/** A place in a document with its words: `quote` is verbatim the page's text from `start` to `end`. */
export const Quote = z.object({
  documentId: z.int(), path: z.string(), title: z.string(), page: z.int(), locator: Locator, start: z.int(), end: z.int(), quote: z.string(),
  /** The headings it stands under, outermost first; absent where there are none. */
  section: z.array(z.string()).optional(),
  /** Set when the sentence goes on at the top of the next page. */
  continues: z.object({ page: z.int(), start: z.int(), end: z.int(), quote: z.string() }).optional(),
  /** Set when the quote is a row of a table: the lines on the same page that name its columns. */
  header: z.object({ start: z.int(), end: z.int(), quote: z.string() }).optional(),
});
export type Quote = z.infer<typeof Quote>;

/** `n` is the number of the chip the person sees. */
export const Source = Quote.extend({ n: z.int().min(1) });
export type Source = z.infer<typeof Source>;

export const Hit = z.object({
  rank: z.int().min(1),
  /** 0..1, higher is better, monotone in relevance; comparable within one result list only. */
  score: z.number().min(0).max(1),
  passageId: z.int(), documentId: z.int(), path: z.string(), title: z.string(), headingPath: z.array(z.string()),
  page: z.int(), locator: Locator, start: z.int(), end: z.int(), text: z.string(),
  /** Other places with the same content, and near-duplicates that differ in no number, date or name. */
  alsoIn: z.array(z.object({ documentId: z.int(), path: z.string(), page: z.int() })),
  /** Set where the text does not show to who looks at the document: why. Only where it was asked for. */
  hidden: HiddenKind.optional(),
  /** Set where the passage addresses a program that answers questions. */
  addressesAi: z.boolean().optional(),
});
export type Hit = z.infer<typeof Hit>;

/** A passage with something that was looked for; `ranges` are the places of it on the passage's page. */
export const FoundPassage = z.object({
  passageId: z.int(), documentId: z.int(), path: z.string(), title: z.string(), headingPath: z.array(z.string()),
  page: z.int(), locator: Locator, start: z.int(), end: z.int(), text: z.string(), ranges: z.array(z.object({ start: z.int().min(0), end: z.int().min(0) })),
  /** Other documents with the same content. */
  alsoIn: z.array(z.object({ documentId: z.int(), path: z.string() })),
});
export type FoundPassage = z.infer<typeof FoundPassage>;

/**
 * What finding every place sends. `understood` comes first: words that are nowhere, and the nearest ones looked for instead. The counts of
 * `complete` are exact: documents, their pages that fit, passages that hold a part of what was looked for, and places.
 */
export const FindEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('understood'), corrections: z.array(z.object({ typed: z.string(), instead: z.array(z.string()) })) }),
  z.object({ type: z.literal('progress'), pagesDone: z.int(), pagesTotal: z.int() }),
  z.object({ type: z.literal('found'), passages: z.array(FoundPassage) }),
  z.object({ type: z.literal('complete'), documents: z.int(), pages: z.int(), passages: z.int(), matches: z.int(), pagesRead: z.int() }),
]);
export type FindEvent = z.infer<typeof FindEvent>;

export const SearchMode = z.enum(['hybrid', 'keyword', 'vector']);
export type SearchMode = z.infer<typeof SearchMode>;

/** What a question or search is restricted to. Empty lists mean no restriction; a path is a folder or a document. */
export const Scope = z.object({ paths: z.array(z.string()).default([]), folderIds: z.array(z.int()).default([]) });
export type Scope = z.infer<typeof Scope>;

export const Support = z.enum(['supported', 'partly', 'unsupported']);
export type Support = z.infer<typeof Support>;

export const Verdict = z.enum(['answered', 'partly', 'not-in-documents']);
export type Verdict = z.infer<typeof Verdict>;

export const AnswerSentence = z.object({ text: z.string(), support: Support, citations: z.array(z.int()), note: z.string().optional() });
export type AnswerSentence = z.infer<typeof AnswerSentence>;

export const Coverage = z.object({
  documents: z.int(), documentsTotal: z.int(), pages: z.int(), pagesTotal: z.int(),
  unreadable: z.array(z.object({ path: z.string(), state: DocumentState, reason: Reason.nullable() })), vectorsShare: z.number(),
});
export type Coverage = z.infer<typeof Coverage>;

/** What an answer goes through, in this order; `prompt`, `write` and `check` only where a model writes. */
export const AnswerStage = z.enum(['understand', 'search', 'gate', 'evidence', 'prompt', 'write', 'check', 'cite']);
export type AnswerStage = z.infer<typeof AnswerStage>;

export const Timings = z.object({
  searchMs: z.number(), firstEvidenceMs: z.number().nullable(), firstTokenMs: z.number().nullable(), totalMs: z.number(),
  promptTokens: z.int(), answerTokens: z.int(),
  /** Milliseconds of each stage that was reached; absent in answers given before they were noted. */
  stages: z.partialRecord(AnswerStage, z.number()).optional(),
});
export type Timings = z.infer<typeof Timings>;

export const Answer = z.object({
  verdict: Verdict, answer: z.string(), sentences: z.array(AnswerSentence), sources: z.array(Source), evidence: z.array(Source),
  /** Under `not-in-documents`: the nearest passages, shown as such and never as sources. */
  closest: z.array(Quote),
  coverage: Coverage, mode: AnswerMode, searchMode: z.enum(['hybrid', 'keyword']),
  /** What was searched for after follow-ups were resolved and filters taken out. */
  searchedFor: z.string(), model: z.string().nullable(), timings: Timings,
  conversationId: z.string(), messageId: z.int(),
  /** Worked out by code from quoted figures, also told as the last sentence. `scale`: what result and figures are counted in (1, 1,000, …). */
  calculation: z.object({
    kind: z.enum(['difference', 'sum', 'growth']), formula: z.string(), result: z.number(), scale: z.number(), unit: z.enum(['percent', 'points', 'amount']), citations: z.array(z.int()),
  }).optional(),
});
export type Answer = z.infer<typeof Answer>;

/** What an answer sends while it is made, in this order; `text-delta` only in written mode. */
export const AnswerEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('question-understood'), searchedFor: z.string(), filters: z.array(z.string()), findAll: z.boolean() }),
  z.object({ type: z.literal('evidence-found'), evidence: z.array(Source), coverage: Coverage }),
  z.object({ type: z.literal('verdict-given'), verdict: Verdict, closest: z.array(Quote) }),
  z.object({ type: z.literal('prompt-progress'), done: z.int(), total: z.int() }),
  z.object({ type: z.literal('text-delta'), text: z.string() }),
  z.object({ type: z.literal('sentence-checked'), index: z.int(), sentence: AnswerSentence }),
  z.object({ type: z.literal('answer-complete'), answer: Answer }),
]);
export type AnswerEvent = z.infer<typeof AnswerEvent>;

export const Page = z.object({ documentId: z.int(), path: z.string(), page: z.int(), locator: Locator, text: z.string(),
  /** Words recognised in a picture that are to be doubted; absent where there are none. */
  doubtful: z.array(z.object({ start: z.int(), end: z.int() })).optional(),
  /** Set where the page's text does not show to who looks at the document: why. */
  hidden: HiddenKind.optional(),
});
export type Page = z.infer<typeof Page>;

export const TextRange = z.object({ start: z.int().min(0), end: z.int().min(0) });
export type TextRange = z.infer<typeof TextRange>;

/** In points (1/72 inch) of the unrotated page, origin top left, y downwards. `range` is an index into the ranges asked for. */
export const Rectangle = z.object({ range: z.int(), x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Rectangle = z.infer<typeof Rectangle>;

/** `moved`: the page changed since it was indexed and the quote was found elsewhere on it; `gone`: it is no longer there. */
export const Location = z.object({
  found: z.enum(['exact', 'moved', 'gone']), pageWidth: z.number(), pageHeight: z.number(), rectangles: z.array(Rectangle),
});
export type Location = z.infer<typeof Location>;

export const ProblemEntry = z.object({ path: z.string(), state: DocumentState, reason: Reason.nullable() });

/** What `carrel index` prints. Seconds count from the start of the command; `indexed` is null where meaning search is not complete: not waited for, or no embedder here. */
export const IndexReport = z.object({
  documents: z.object({ indexed: z.int(), indexedPartly: z.int(), skipped: z.int(), failed: z.int() }),
  pages: z.int(), passages: z.int(), seconds: z.object({ searchable: z.number(), indexed: z.number().nullable() }),
  problems: z.array(ProblemEntry),
});
export type IndexReport = z.infer<typeof IndexReport>;

export const IndexEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), activity: Activity }),
  z.object({ type: z.literal('searchable'), seconds: z.number() }),
  z.object({ type: z.literal('report'), report: IndexReport }),
]);
export type IndexEvent = z.infer<typeof IndexEvent>;

/** A checked copy of the library, named by when it was made. */
export const Backup = z.object({ madeMs: z.int(), sizeBytes: z.int() });
export type Backup = z.infer<typeof Backup>;

export const ConversationSummary = z.object({ id: z.string(), title: z.string(), createdMs: z.int(), updatedMs: z.int(), messages: z.int(), pinned: z.boolean() });
export type ConversationSummary = z.infer<typeof ConversationSummary>;

/** A question or answer that holds the words looked for; `excerpt` is of its answer. */
export const ConversationHit = z.object({ messageId: z.int(), conversationId: z.string(), title: z.string(), question: z.string(), excerpt: z.string(), askedMs: z.int() });
export type ConversationHit = z.infer<typeof ConversationHit>;

/** What a person says of an answer. */
export const AnswerVerdict = z.enum(['right', 'wrong']);
export type AnswerVerdict = z.infer<typeof AnswerVerdict>;

export const Message = z.object({ id: z.int(), askedMs: z.int(), question: z.string(), answer: Answer.nullable(), error: z.string().nullable() });
export type Message = z.infer<typeof Message>;

export const DoctorCheck = z.object({ name: z.string(), level: z.enum(['ok', 'slow', 'missing']), finding: z.string(), advice: z.string().nullable() });
export type DoctorCheck = z.infer<typeof DoctorCheck>;

export const LibrarySummary = z.object({ id: z.string(), name: z.string(), protection: z.enum(['none', 'passphrase']), open: z.boolean() });
export type LibrarySummary = z.infer<typeof LibrarySummary>;

/** One question of a set, a line of its file. What is left out is not judged. */
export const EvaluationQuestion = z.strictObject({
  question: z.string().min(1).max(10_000),
  /** File names that hold the answer, with or without their folder. */
  sources: z.array(z.string().min(1)).default([]),
  /** Pages of the sources that hold it. */
  pages: z.array(z.int().min(1)).default([]),
  /** The right answer in words: its figures, dates and names must be in the answer given, or most of its words where it has none. */
  answer: z.string().optional(),
  /** Groups questions in the report. */
  kind: z.string().min(1).max(100).optional(),
  /** True where the documents do not answer it: then a refusal is right. */
  unanswerable: z.boolean().default(false),
});
export type EvaluationQuestion = z.infer<typeof EvaluationQuestion>;

/** A past answer a person judged, as a question to check answers with. */
export const AnswerCase = z.object({ messageId: z.int(), conversationId: z.string(), verdict: AnswerVerdict, reason: z.string(), atMs: z.int(), question: EvaluationQuestion });
export type AnswerCase = z.infer<typeof AnswerCase>;

/** A kept evaluation run, without its outcomes. */
export const EvaluationRun = z.object({ name: z.string(), atMs: z.int(), model: z.string().nullable(), questions: z.int(), strength: AnswerStrength });
export type EvaluationRun = z.infer<typeof EvaluationRun>;

/** A share measured on questions held out from fitting, with its 95 % interval. `kind`: answerable ones refused, or of those that documents do not answer, by why, refused. */
export const StrengthRate = z.object({
  search: z.enum(['hybrid', 'keyword']), kind: z.enum(['false-refusals', 'wrong-company', 'wrong-year', 'not-stated', 'removed', 'other-topic']),
  value: z.number(), low: z.number(), high: z.number(), n: z.int(),
});
export type StrengthRate = z.infer<typeof StrengthRate>;
export const StrengthChoice = z.object({ strength: AnswerStrength, inUse: z.boolean(), rates: z.array(StrengthRate) });
export type StrengthChoice = z.infer<typeof StrengthChoice>;

/** `gate`: without a model; `answer`: the answer as a person gets it, by the model or in quotes. */
export const EvaluationLayer = z.enum(['gate', 'answer']);
export type EvaluationLayer = z.infer<typeof EvaluationLayer>;

/** A figure over all questions it applies to, with its 95 % interval; null where it applies to none. Shares are 0..1. */
export const EvaluationMeasure = z.object({
  layer: EvaluationLayer, key: z.string(), words: z.string(), unit: z.enum(['share', 'seconds', 'tokens-per-second']),
  better: z.enum(['higher', 'lower']), value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), n: z.int(),
});
export type EvaluationMeasure = z.infer<typeof EvaluationMeasure>;

/** One question's result. `figures`: by measure key, 0..1 or seconds; a key that does not apply is missing. */
export const EvaluationOutcome = z.object({
  question: z.string(), kind: z.string().nullable(), unanswerable: z.boolean(), verdict: Verdict, answer: z.string(),
  cited: z.array(z.object({ path: z.string(), page: z.int() })), figures: z.record(z.string(), z.number()),
});
export type EvaluationOutcome = z.infer<typeof EvaluationOutcome>;

export const EvaluationReport = z.object({
  atMs: z.number(), model: z.string().nullable(), mode: AnswerMode, strength: AnswerStrength, seconds: z.number(),
  outcomes: z.array(EvaluationOutcome), measures: z.array(EvaluationMeasure),
});
export type EvaluationReport = z.infer<typeof EvaluationReport>;

/** One measure now and before, over the questions both runs share. `p`: chance of a difference as large by noise alone, two-sided. */
export const EvaluationDifference = z.object({
  layer: EvaluationLayer, key: z.string(), words: z.string(), unit: EvaluationMeasure.shape.unit, before: z.number(), now: z.number(), n: z.int(), p: z.number(), verdict: z.enum(['better', 'worse', 'within-noise']),
});
export type EvaluationDifference = z.infer<typeof EvaluationDifference>;

export const EvaluationEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('question-done'), done: z.int(), total: z.int() }),
  /** `html`: the report as one page that needs nothing else. `differences`: against the baseline given, null without one. */
  z.object({ type: z.literal('evaluation-complete'), report: EvaluationReport, differences: z.array(EvaluationDifference).nullable(), html: z.string() }),
]);
export type EvaluationEvent = z.infer<typeof EvaluationEvent>;
