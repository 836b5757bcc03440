import { currentStatus, subscribeStatus } from './libraryStatus.ts';

/** Calls back when the library that was open is locked or another takes its place: nothing of its documents may stay in the window. */
export function onLibraryGone(forget: () => void): void {
  const open = (): string | null => {
    const status = currentStatus().value;
    return status === null || status.locked ? null : status.libraryId;
  };
  let library = open();
  subscribeStatus(() => {
    const now = open();
    if (now === library) return;
    if (library !== null) forget();
    library = now;
  });
}
