import type { ScopeFilter } from '../library/records.ts';
import { integers } from './LanceTable.ts';

const longestList = 1_000;

/** An SQL predicate for the filter; `null` when there is none or its lists are too long to send: rows are then filtered after. */
export function scopePredicate(filter: ScopeFilter): string | null {
  if (filter === null || filter.folderIds.length + filter.contentIds.length > longestList) return null;
  const parts: string[] = [];
  if (filter.folderIds.length > 0) parts.push(`folder_id IN (${integers(filter.folderIds)})`);
  if (filter.contentIds.length > 0) parts.push(`content_id IN (${integers(filter.contentIds)})`);
  return parts.length === 0 ? 'false' : parts.join(' OR ');
}

/** Whether a row lies in the filter's folders or contents. */
export function inScope(filter: ScopeFilter): (row: { readonly contentId: number; readonly folderId: number }) => boolean {
  if (filter === null) return () => true;
  const folders = new Set(filter.folderIds);
  const contents = new Set(filter.contentIds);
  return (row) => folders.has(row.folderId) || contents.has(row.contentId);
}
