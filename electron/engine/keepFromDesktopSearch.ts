import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A file of this name tells the search of the system to leave its folder and all below it out: Spotlight; the indexer of GNOME. */
const marks: Partial<Readonly<Record<NodeJS.Platform, string>>> = { darwin: '.metadata_never_index', linux: '.trackerignore' };

/**
 * Keeps the system's own search from looking into a folder that was just made (SECURITY D11). On Windows whatever is made below it
 * from then on takes its attribute over. Errors: those of the file system, or of Windows' `attrib`.
 */
export async function keepFromDesktopSearch(folder: string, { platform = process.platform, systemRoot = process.env['SystemRoot'] ?? 'C:\\Windows', start = async (program: string, args: readonly string[]): Promise<unknown> => await run(program, args, { windowsHide: true }) } = {}): Promise<void> {
  if (platform === 'win32') {
    // By its full name: the path may lead to a program of somebody else's.
    await start(`${systemRoot}\\System32\\attrib.exe`, ['+I', folder]);
    return;
  }
  const mark = marks[platform];
  if (mark !== undefined) await writeFile(join(folder, mark), '', { mode: 0o600 });
}
