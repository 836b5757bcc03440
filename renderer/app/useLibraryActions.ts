import { useCallback, useEffect, useMemo, useRef } from 'react';
import { toPlainError } from '../../electron/shared/AppError.ts';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
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
export function useLibraryActions({ engine, shell, fail, open, showUnreadable, showModels }: Deps): LibraryActions & { add(paths: readonly string[]): void; addSamples(): void } {
  const waiting = useRef<string[]>([]);
  const reached = useRef<Client<EngineContract> | null>(null);
  const pass = useCallback(() => {
    const to = reached.current;
    if (to === null) return;
    for (const path of waiting.current.splice(0)) {
      to.addFolder({ path }).catch((reason: unknown) => {
        // The engine went with it in hand: it waits for the next one, which may be there already.
        if (!['engine-stopped', 'port-closed'].includes(toPlainError(reason).code)) return fail(reason);
        waiting.current.push(path);
        if (reached.current !== to) pass();
      });
    }
  }, [fail]);
  useEffect(() => {
    reached.current = engine;
    pass();
  }, [engine, pass]);
  return useMemo(() => {
    const add = (paths: readonly string[]): void => {
      waiting.current.push(...paths);
      pass();
    };
    return {
      add,
      addSamples: () => { shell.sampleFolder({}).then(({ path }) => { if (path !== null) add([path]); }, fail); },
      chooseFolders: () => { shell.chooseFolders({}).then(({ paths }) => { add(paths); }, fail); },
      pause: () => { engine?.pauseIndexing({}).catch(fail); },
      resume: () => { engine?.resumeIndexing({}).catch(fail); },
      rescan: (folderId) => { engine?.rescanFolder({ folderId }).catch(fail); },
      first: (path) => { engine?.readFirst({ path }).catch(fail); },
      remove: (path) => { engine?.remove({ path }).catch(fail); },
      open: (document) => { open([plainSource(document)], 0); },
      showUnreadable, showModels,
    };
  }, [engine, shell, fail, open, pass, showUnreadable, showModels]);
}
