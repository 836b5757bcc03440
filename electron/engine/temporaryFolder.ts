import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../shared/AppError.ts';

/**
 * From here on this process, its native code and the helpers it starts have their temporary files in the profile, for its owner alone:
 * nothing of a library lies in a folder others share. What a process before left there goes. Gives what empties it again.
 * Errors: file-not-readable.
 */
export async function useTemporaryFolder(profileFolder: string): Promise<() => Promise<void>> {
  const path = join(profileFolder, 'temporary');
  const empty = (): Promise<void> => rm(path, { recursive: true, force: true });
  try {
    await empty();
    await mkdir(path, { mode: 0o700 });
  } catch (cause) {
    throw new AppError('file-not-readable', { path }, { cause });
  }
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = path;
  return empty;
}
