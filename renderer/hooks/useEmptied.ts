import { useEffect, useRef } from 'react';
import type { Client } from '../../electron/shared/operation.ts';
import type { Status } from '../../electron/shared/schemas.ts';
import type { ShellContract } from '../../electron/shared/shellContract.ts';

/**
 * Has the page loaded anew once the library it showed is locked or another takes its place: nothing of it stays in the window's memory.
 * While a library is locked the window is hidden from pictures, as a system may show one of before.
 */
export function useEmptied(status: Status | null, shell: Client<ShellContract>): void {
  const shown = useRef<string | null>(null);
  const open = status === null || status.locked ? null : status.libraryId;
  useEffect(() => {
    if (status === null) return;
    const isLeft = shown.current !== null && shown.current !== open;
    void (isLeft ? shell.emptyWindow({}).catch(() => { window.location.reload(); }) : shell.hideFromPictures({ hidden: open === null }).catch(() => undefined));
    shown.current = open;
  }, [status === null, open, shell]);
}
