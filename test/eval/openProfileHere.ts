import { fileURLToPath } from 'node:url';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { Libraries } from '../../electron/engine/Libraries.ts';
import { ModelsInUse } from '../../electron/engine/ModelsInUse.ts';
import type { OpenLibrary } from '../../electron/engine/OpenLibrary.ts';
import { openProfile } from '../../electron/engine/Profile.ts';
import { readPolicy } from '../../electron/engine/policy/readPolicy.ts';
import { ReaderPool } from '../../electron/engine/ReaderPool.ts';
import { ModelFiles } from '../../electron/models/ModelFiles.ts';
import { modelsContract } from '../../electron/shared/modelsContract.ts';
import { readerContract } from '../../electron/shared/readerContract.ts';

/** A profile's library inside this process, for what the contract rightly does not show: the features behind a verdict. */
export async function openProfileHere(folder: string): Promise<{ readonly open: OpenLibrary; close(): Promise<void> }> {
  const profile = await openProfile(folder);
  const models = new HelperProcess({ contract: modelsContract, entry: new URL('../../electron/models/main.ts', import.meta.url), name: 'models' });
  const readers = new ReaderPool({ create: () => new HelperProcess({ contract: readerContract, entry: new URL('../../electron/reader/main.ts', import.meta.url), name: 'reader' }) });
  const modelFiles = new ModelFiles({ folders: { writable: profile.modelsFolder, readOnly: [fileURLToPath(new URL('../../.carrel/models', import.meta.url))] } });
  const libraries = new Libraries(profile, { profileFolder: profile.folder, models: new ModelsInUse(models), modelFiles, readers, policy: readPolicy() });
  await libraries.openUsual(null);
  const open = libraries.current();
  // What an earlier version read or indexed is brought up to date first: until then a question finds a part of it.
  await open.ingest.settled('indexed', new AbortController().signal);
  return {
    open,
    async close() {
      await libraries.close();
      await Promise.all([readers.close(), models.close()]);
      await profile.close();
    },
  };
}
