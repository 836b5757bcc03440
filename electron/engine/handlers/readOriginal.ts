import { open } from 'node:fs/promises';
import { AppError } from '../../shared/AppError.ts';
import type { DocumentRecord } from '../library/records.ts';

const pieceBytes = 1_000_000;

/** The file as it is on disk, piece by piece. Errors: file-not-found, file-not-readable, file-changed (since it was indexed). */
export async function* readOriginal({ path, sizeBytes, modifiedMs }: DocumentRecord, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'file-not-found' : 'file-not-readable', { path }, { cause });
  });
  try {
    const { size, mtimeMs } = await file.stat();
    if (size !== sizeBytes || Math.trunc(mtimeMs) !== Math.trunc(modifiedMs)) throw new AppError('file-changed', { path });
    for (let position = 0; position < size; ) {
      signal.throwIfAborted();
      const { bytesRead, buffer } = await file.read(new Uint8Array(Math.min(pieceBytes, size - position)), 0, undefined, position);
      if (bytesRead === 0) throw new AppError('file-changed', { path });
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
