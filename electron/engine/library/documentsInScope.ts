import type { DocumentRecord, ScopeFilter } from './records.ts';

/** Gives the documents inside a filter that hold a content, oldest first; each content is looked up once. */
export function documentsInScope(filter: ScopeFilter, documents: { ofContent(contentId: number): DocumentRecord[] }): (contentId: number) => readonly DocumentRecord[] {
  const known = new Map<number, readonly DocumentRecord[]>();
  const isMeant = (document: DocumentRecord, contentId: number): boolean => filter === null || filter.folderIds.includes(document.folderId)
    || (filter.documentIds === undefined ? filter.contentIds.includes(contentId) : filter.documentIds.includes(document.documentId));
  return (contentId) => {
    const places = known.get(contentId) ?? documents.ofContent(contentId).filter((document) => isMeant(document, contentId));
    known.set(contentId, places);
    return places;
  };
}
