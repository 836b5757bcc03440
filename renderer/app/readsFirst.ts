import type { Status } from '../../electron/shared/schemas.ts';

/** Whoever has just added a folder waits so long rather than being told that it does not say what it says, seconds. */
const soonSeconds = 10;

/** Whether an answer would rest on next to nothing although its documents are about to be there: the first of a library are being read, and none, or less than half, with the rest to come soon. */
export function readsFirst({ activity, documents }: Pick<Status, 'activity' | 'documents'>): boolean {
  if (activity.phase !== 'scanning' && activity.phase !== 'reading') return false;
  const unread = (documents.waiting ?? 0) + (documents.reading ?? 0);
  const read = (documents.searchable ?? 0) + (documents.indexed ?? 0) + (documents['indexed-partly'] ?? 0);
  return read === 0 || (unread > read && (activity.secondsLeft === null || activity.secondsLeft <= soonSeconds));
}
