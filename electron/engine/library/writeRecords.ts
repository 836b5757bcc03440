import type { DocumentFormat } from '../../shared/schemas.ts';

/** A file as `scan` saw it. `inode` is volume and file id as text, empty where the file system has none. */
export type FoundFile = {
  readonly path: string; readonly sizeBytes: number; readonly modifiedMs: number; readonly inode: string; readonly format?: DocumentFormat;
};

export type DocumentRef = { readonly documentId: number; readonly path: string };

/** One reading of one content, being written beside what is live. `folderId` is the folder its index rows must carry. */
export type RevisionDraft = { readonly contentId: number; readonly revision: number; readonly folderId: number };

/** A passage to store. `terms` are its analysed terms, what stands in front of the text included, in any order, repeated or not: each counts once. */
export type StagedPassage = {
  readonly page: number; readonly start: number; readonly end: number; readonly headingPath: readonly string[]; readonly terms: readonly string[];
};

export type StoredPassage = { readonly id: number; readonly page: number; readonly start: number; readonly end: number; readonly headingPath: readonly string[] };

/** A passage's bare text with what stands in front of it where it is embedded or turned into terms. */
export type PassageText = {
  readonly text: string; readonly title: string; readonly contextName: string; readonly headingPath: readonly string[];
};

/** A live passage without its vectors. */
export type PendingPassage = PassageText & {
  readonly id: number; readonly contentId: number; readonly folderId: number; readonly revision: number;
};

/** How far the vectors of one revision have got: all its passages with an id up to `lastPassageId` have theirs (0: none). */
export type EmbeddingMark = { readonly contentId: number; readonly revision: number; readonly lastPassageId: number };

/**
 * A hidden revision whose index rows must go before its text does. `contentGone`: nothing of the content stays and its id is
 * never used again, so rows may be deleted by content; otherwise only `passageIds` may go.
 */
export type GarbageRevision = {
  readonly contentId: number; readonly revision: number; readonly contentGone: boolean; readonly passageIds: readonly number[];
};
