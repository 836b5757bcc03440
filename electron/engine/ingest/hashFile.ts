import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '../../shared/AppError.ts';

/** What a file was while it was hashed. */
export type HashedFile = { readonly sha256: string; readonly sizeBytes: number; readonly modifiedMs: number };

const pieceBytes = 1024 * 1024;

/**
 * The sha256 (hex) of a file's bytes. Errors: file-not-found, file-not-readable (special files too: opening one must not wait for a
 * writer), file-too-large above `maxBytes`, cancelled.
 */
export async function hashFile(path: string, { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal }): Promise<HashedFile> {
  try {
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    if (!stats.isFile()) throw new AppError('file-not-readable', { path });
    if (stats.size > maxBytes) throw new AppError('file-too-large', { path, limitBytes: maxBytes });
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(Math.max(1, Math.min(pieceBytes, stats.size + 1)));
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(piece, 0, piece.length, null);
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
    }
    return { sha256: hash.digest('hex'), sizeBytes: stats.size, modifiedMs: Math.trunc(stats.mtimeMs) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) throw error;
    throw new AppError(error.code === 'ENOENT' ? 'file-not-found' : 'file-not-readable', { path, detail: String(error.code) }, { cause: error });
  }
}
