import type { DocumentRecord, ScopeFilter } from './records.ts';

/** Whether a document at its place is meant by a filter. */
export function isInScope(filter: ScopeFilter, { folderId, documentId, contentId }: Pick<DocumentRecord, 'folderId' | 'documentId' | 'contentId'>): boolean {
  return filter === null || filter.folderIds.includes(folderId)
    || (filter.documentIds === undefined ? contentId !== null && filter.contentIds.includes(contentId) : filter.documentIds.includes(documentId));
}

/** Gives the documents inside a filter that hold a content, oldest first; each content is looked up once. */
export function documentsInScope(filter: ScopeFilter, documents: { ofContent(contentId: number): DocumentRecord[] }): (contentId: number) => readonly DocumentRecord[] {
  const known = new Map<number, readonly DocumentRecord[]>();
  return (contentId) => {
    const places = known.get(contentId) ?? documents.ofContent(contentId).filter((document) => isInScope(filter, document));
    known.set(contentId, places);
    return places;
  };
}
