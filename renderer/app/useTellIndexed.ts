import { useEffect, useRef } from 'react';
import type { Client } from '../../electron/shared/operation.ts';
import type { Status } from '../../electron/shared/schemas.ts';
import type { ShellContract, SpokenLanguage } from '../../electron/shared/shellContract.ts';
import { followWork, type Work } from './longWork.ts';

/** Has it said on the desktop when reading that took long has ended. */
export function useTellIndexed(shell: Client<ShellContract> | null, status: Status | null, language: SpokenLanguage): void {
  const work = useRef<Work>(null);
  const phase = status === null || status.locked ? null : status.activity.phase;
  useEffect(() => {
    if (phase === null) { work.current = null; return; }
    const next = followWork(work.current, phase, Date.now());
    work.current = next.work;
    if (next.isEnded) shell?.tellEnded({ job: 'indexing', language }).catch(() => undefined);
  }, [phase]);
}
