import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { DoctorCheck } from '../../shared/schemas.ts';
import { listBackups, makeBackup } from '../library/backups.ts';
import type { Libraries } from '../Libraries.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';

const dayMs = 24 * 60 * 60_000;

/** Making, listing and restoring backups of the library. */
export function backupHandlers(libraries: Libraries): Pick<Handlers<EngineContract>, 'backups' | 'backUp' | 'restoreBackup'> {
  return {
    backups: ({ id }) => listBackups(libraries.folderOf(id ?? libraries.usual.id)),
    backUp: async () => await libraries.withVault(async (_vault, { library, audit }) => {
      const made = await makeBackup(library);
      audit.append('backed-up', { madeMs: made.madeMs, bytes: made.sizeBytes });
      return made;
    }),
    restoreBackup: async ({ id, madeMs, passphrase }) => await libraries.restore(id ?? libraries.usual.id, madeMs, passphrase).finally(() => passphrase?.fill(0)),
  };
}

/** When the last backup was made, and whether that is long ago; nothing while no library is open. */
export async function backupCheck(open: OpenLibrary | null, nowMs = Date.now()): Promise<DoctorCheck[]> {
  if (open === null) return [];
  const name = 'library backups';
  const [newest, ...others] = await listBackups(open.library.folder);
  const failed = open.backups?.failure ?? null;
  if (failed !== null) return [{ name, level: 'missing', finding: `The last try failed (${failed.code}).`, advice: 'Free some space, then “carrel backup”.' }];
  if (newest === undefined) return [{ name, level: 'slow', finding: 'No backup has been made yet.', advice: 'One is made once a day while Carrel is open and at rest; “carrel backup” makes one now.' }];
  const days = Math.floor((nowMs - newest.madeMs) / dayMs);
  const finding = `The last backup was made on ${new Date(newest.madeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC; ${others.length + 1} are kept.`;
  return [{ name, level: days > 7 ? 'slow' : 'ok', finding, advice: days > 7 ? '“carrel backup” makes one now.' : null }];
}
