import { useEffect, useState } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';

/** Why nothing may be taken out of the library as a file, in the administrator's words, and whom to ask. */
export type ExportsLocked = { readonly reason: string; readonly contact: string | null };

/** Null where files may be taken out, and while that is not known: the engine refuses in any case. */
export function useExportsLocked(engine: Client<EngineContract> | null): ExportsLocked | null {
  const [locked, setLocked] = useState<ExportsLocked | null>(null);
  useEffect(() => {
    engine?.policy({}).then(({ settings, contact }) => { setLocked(settings.exports === undefined ? null : { reason: settings.exports.reason, contact }); }, () => undefined);
  }, [engine]);
  return locked;
}
