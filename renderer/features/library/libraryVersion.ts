import type { Status } from '../../../electron/shared/schemas.ts';

/** Another one whenever lists of documents may be others: for how many there are in each state, or for a look through the folders. Short, however many folders there are. */
export function libraryVersion({ documents, folders }: Pick<Status, 'documents' | 'folders'>): string {
  return JSON.stringify([documents, Math.max(0, ...folders.map(({ lastScanMs }) => lastScanMs ?? 0))]);
}
