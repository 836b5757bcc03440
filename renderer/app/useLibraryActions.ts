import { useCallback, useEffect, useMemo, useRef } from 'react';
import { toPlainError } from '../../electron/shared/AppError.ts';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Granted } from '../../electron/shared/granted.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { Source } from '../../electron/shared/schemas.ts';
import type { ShellContract } from '../../electron/shared/shellContract.ts';
import type { LibraryActions } from '../features/library/LibraryPane.tsx';
import { plainSource } from '../features/source/plainSource.ts';

type Deps = {
  readonly engine: Client<EngineContract> | null; readonly shell: Client<ShellContract>; readonly fail: (reason: unknown) => void;
  readonly open: (sources: readonly Source[], index: number) => void; readonly showUnreadable: () => void; readonly showModels: () => void;
};

/** What a person does with folders. Failures are told once, above the conversation. Folders dropped before the engine can be reached wait for it, and for the next one where it goes with them. */
export function useLibraryActions({ engine, shell, fail, open, showUnreadable, showModels }: Deps): LibraryActions & { add(folders: readonly Granted[]): void; addSamples(): void } {
  const waiting = useRef<Granted[]>([]);
  const reached = useRef<Client<EngineContract> | null>(null);
  const pass = useCallback(() => {
    const to = reached.current;
    if (to === null) return;
    for (const folder of waiting.current.splice(0)) {
      to.addFolder({ path: folder.token }).catch((reason: unknown) => {
        // The engine went with it in hand: it waits for the next one, which may be there already.
        if (!['engine-stopped', 'port-closed'].includes(toPlainError(reason).code)) return fail(reason);
        waiting.current.push(folder);
        if (reached.current !== to) pass();
      });
    }
  }, [fail]);
  useEffect(() => {
    reached.current = engine;
    pass();
  }, [engine, pass]);
  return useMemo(() => {
    const add = (folders: readonly Granted[]): void => {
      waiting.current.push(...folders);
      pass();
    };
    return {
      add,
      addSamples: () => { shell.sampleFolder({}).then(({ granted }) => { if (granted !== null) add([granted]); }, fail); },
      chooseFolders: () => { shell.chooseFolders({}).then(({ granted }) => { add(granted); }, fail); },
      pause: () => { engine?.pauseIndexing({}).catch(fail); },
      resume: () => { engine?.resumeIndexing({}).catch(fail); },
      rescan: (folderId) => { engine?.rescanFolder({ folderId }).catch(fail); },
      first: (path) => { engine?.readFirst({ path }).catch(fail); },
      remove: (path) => { engine?.remove({ path, undoable: true }).catch(fail); },
      open: (document) => { open([plainSource(document)], 0); },
      showUnreadable, showModels,
    };
  }, [engine, shell, fail, open, pass, showUnreadable, showModels]);
}
