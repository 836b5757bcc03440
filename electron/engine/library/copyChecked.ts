import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { syncFolder } from '../vault/writeAtomically.ts';
import { runLongStatement } from './runLongStatement.ts';
import { syncFile } from './syncFile.ts';

/**
 * Writes a compact copy of a library's file, encrypted with the same key, in a thread of its own; it is checked, and only then takes the place
 * of what was at `to`. Errors: disk-full, library-damaged (the copy does not pass the check).
 */
export async function copyChecked({ path, key, to }: { readonly path: string; readonly key: Uint8Array; readonly to: string }): Promise<void> {
  const unfinished = `${to}.new`;
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await (await open(unfinished, 'w', 0o600)).close();
    const findings = await runLongStatement({ path, key, statement: { kind: 'backup', to: unfinished } });
    if (findings.length > 0) throw new AppError('library-damaged', { path: to, finding: findings.join('; ') });
    await syncFile(unfinished);
    await rename(unfinished, to);
    await syncFolder(dirname(to));
  } finally {
    for (const suffix of ['', '-wal', '-shm']) await rm(unfinished + suffix, { force: true });
  }
}
