import { describe, expect, it } from 'vitest';
import { Changes } from '../../electron/engine/Changes.ts';
import { statusHandlers } from '../../electron/engine/handlers/statusHandlers.ts';
import type { Libraries } from '../../electron/engine/Libraries.ts';
import type { OpenLibrary } from '../../electron/engine/OpenLibrary.ts';
import type { ModelFiles } from '../../electron/models/ModelFiles.ts';
import type { Status } from '../../electron/shared/schemas.ts';

/** A library that fails whoever looks into it, as one that was closed does. */
const closed = new Proxy({}, { get: () => { throw new Error('The database connection is not open'); } });

/** An engine whose library is locked by `lock`. */
function engine(list: () => Promise<readonly never[]>): { readonly handlers: ReturnType<typeof statusHandlers>; readonly changes: Changes; lock(): void } {
  const changes = new Changes();
  const modelFiles = { list, defaultEmbedder: () => 'embedder' } as unknown as ModelFiles;
  const libraries = { opened: { modelFiles, library: closed } as unknown as OpenLibrary | null, settled: () => Promise.resolve(), usual: { id: 'main', name: 'Main', protection: 'passphrase' }, changes };
  return {
    handlers: statusHandlers(libraries as unknown as Libraries, modelFiles), changes,
    lock() {
      libraries.opened = null;
      changes.tell();
    },
  };
}

describe('the status of a library that is closed while it is looked at', () => {
  const context = { signal: new AbortController().signal };

  it('is that of what is there then: no library', async () => {
    const { handlers, lock } = engine(() => { lock(); return Promise.resolve([]); });
    expect(await handlers.status({}, context)).toMatchObject({ libraryId: 'main', locked: true });
  });

  it('ends nobody’s watching: a window that no longer heard of locks would go on showing what it showed', async () => {
    const { handlers, lock } = engine(() => { lock(); return Promise.resolve([]); });
    const seen: Status[] = [];
    for await (const status of handlers.watchStatus({}, context)) {
      seen.push(status);
      break;
    }
    expect(seen).toMatchObject([{ locked: true }]);
  });

  it('and what fails for another reason is told', async () => {
    const { handlers } = engine(() => Promise.resolve([]));
    await expect(handlers.status({}, context)).rejects.toThrow('not open');
  });
});
