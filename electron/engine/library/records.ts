import type { DocumentFormat, DocumentState, HiddenKind, Locator, Reason } from '../../shared/schemas.ts';

/**
 * Two kinds of id. A *document* (`documentId`) is a file at a place: what people see and cite. Its *content* (`contentId`)
 * is what the bytes say, stored once however many places hold it: what pages, passages and index rows belong to.
 */
export type DocumentRecord = {
  readonly documentId: number; readonly contentId: number | null; readonly folderId: number; readonly path: string; readonly sizeBytes: number;
  readonly modifiedMs: number; readonly state: DocumentState; readonly reason: Reason | null; readonly format: DocumentFormat;
  readonly title: string; readonly language: string | null; readonly pages: number; readonly documentDate: string | null;
  /** When what is searched of it was read; null where nothing is. */
  readonly readMs: number | null;
  /** Whether some of its text does not show. */
  readonly hiddenText: boolean;
  /** Whether some of its text addresses a program that answers questions. */
  readonly addressesAi: boolean;
};

/** A live passage with everything a hit, a prompt or a citation needs. `text === page text.slice(start, end)`. */
export type PassageRecord = {
  readonly id: number; readonly contentId: number; readonly documentId: number; readonly path: string; readonly title: string;
  readonly page: number; readonly locator: Locator; readonly start: number; readonly end: number; readonly text: string;
  readonly headingPath: readonly string[];
  /** Other documents with the same content. */
  readonly alsoIn: readonly { readonly documentId: number; readonly path: string }[];
};

export type PageRecord = { readonly contentId: number; readonly page: number; readonly locator: Locator; readonly text: string; readonly hash: string;
  /** Why its text does not show; null where it does. */
  readonly hidden: HiddenKind | null;
};

/**
 * Rows of the index a search may return: those in one of `folderIds` or of one of `contentIds`; `null` is everything.
 * An index row carries one folder, while the same content may lie in several: ids found with a filter go through
 * `passages.byIds(ids, filter)`, which knows every place. `documentIds` are the documents meant by path, for naming the
 * place inside the scope.
 */
export type ScopeFilter = {
  readonly folderIds: readonly number[]; readonly contentIds: readonly number[]; readonly documentIds?: readonly number[];
} | null;
