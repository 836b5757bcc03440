import { resolve } from 'node:path';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import { Events } from '../erase/Events.ts';
import type { Libraries } from '../Libraries.ts';
import { exportLibrary, importLibrary } from '../vault/moveLibrary.ts';
import { wiping } from '../vault/wiping.ts';

/** A whole library into one file, and back into a library. What was asked of the open one meanwhile ends with `library-closed`. */
export function moveHandlers(libraries: Libraries): Pick<Handlers<EngineContract>, 'exportLibrary' | 'importLibrary'> {
  return {
    async *exportLibrary({ path, passphrase, replace }, { signal }) {
      const [target, events] = [resolve(path), new Events<{ done: number; total: number; written: { path: string; bytes: number } | null }>()];
      events.follow(wiping([passphrase], async () => {
        libraries.policy.requireExports();
        let total = 0;
        const onProgress = (done: number, of: number): void => {
          total = of;
          events.push({ done, total, written: null });
        };
        const bytes = await libraries.withClosed((vault, folder) => exportLibrary(folder, vault, target, passphrase, { replace, onProgress, signal }));
        const { audit } = libraries.current();
        audit.append('exported', { path: audit.digest(target), bytes });
        events.push({ done: total, total, written: { path: target, bytes } });
      }));
      yield* events;
    },
    async *importLibrary({ path, passphrase, name }, { signal }) {
      const [source, events] = [resolve(path), new Events<{ done: number; total: number; library: Awaited<ReturnType<Libraries['adopt']>> | null }>()];
      events.follow(wiping([passphrase], async () => {
        let total = 0;
        const onProgress = (done: number, of: number): void => {
          total = of;
          events.push({ done, total, library: null });
        };
        const library = await libraries.adopt((folder, id) => importLibrary(folder, id, source, passphrase, { name, onProgress, signal }));
        const { audit } = libraries.current();
        audit.append('imported', { path: audit.digest(source) });
        events.push({ done: total, total, library });
      }));
      yield* events;
    },
  };
}
