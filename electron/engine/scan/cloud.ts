import type { BigIntStats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Reason } from '../../shared/schemas.ts';

/** Files of a synchronised folder whose content is still with the provider. Opening one would fetch it, so none is ever opened. */
export const inCloud: { readonly state: 'skipped'; readonly reason: Reason } = { state: 'skipped', reason: { code: 'file-in-cloud' } };

/** NTFS keeps smaller files in its table of files, where they take no blocks of their own. */
const leastOwnBlocksBytes = 4_096n;

/**
 * Whether a file is a placeholder, by what the disk says of it: a size, and nothing allocated. That is what OneDrive, Dropbox and others leave on Windows
 * (recall on access) and all providers on macOS (dataless files). Elsewhere such a file is only sparse, and is read.
 */
export function isPlaceholder({ size, blocks }: Pick<BigIntStats, 'size' | 'blocks'>, platform: NodeJS.Platform): boolean {
  if (blocks !== 0n) return false;
  return platform === 'darwin' ? size > 0n : platform === 'win32' && size > leastOwnBlocksBytes;
}

/** Whether there is a placeholder at a path now; links are followed, nothing is opened. */
export async function isInCloud(path: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'darwin' && platform !== 'win32') return false;
  return await stat(path, { bigint: true }).then((stats) => stats.isFile() && isPlaceholder(stats, platform), () => false);
}

/** The name of the file a placeholder of iCloud Drive stands for, which macOS before 14 left as `.Report.pdf.icloud`; null for other names. */
export function nameBehindPlaceholder(name: string): string | null {
  return /^\.(.+)\.icloud$/su.exec(name)?.[1] ?? null;
}

/** The placeholder of iCloud Drive that stands for a path; null where there is none. */
export async function placeholderFor(path: string): Promise<BigIntStats | null> {
  return await lstat(join(dirname(path), `.${basename(path)}.icloud`), { bigint: true }).catch(() => null);
}
