import { createHash } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../shared/AppError.ts';

const refusedExtensions = /\.(?:bin|pt|pth|ckpt|h5|hdf5|pkl|pickle|joblib|keras|npy|npz|msgpack)$/i;
const chunkBytes = 4 << 20;

export type Copied = { readonly path: string; readonly sha256: string; readonly bytes: number };

/** The kind of a model file by its first bytes and name. Errors: `file-not-found`, `file-not-readable`, `model-unsupported` for formats that can carry programs. */
export async function sniffModelFile(path: string): Promise<'gguf' | 'other'> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new AppError('file-not-found', { path }, { cause });
  });
  if (!facts.isFile()) throw new AppError('model-unsupported', { path, detail: 'it is no file' });
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError('file-not-readable', { path }, { cause });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(9), 0, 9, 0);
    const head = buffer.subarray(0, bytesRead);
    const isPickle = head[0] === 0x80 && (head[1] ?? 0) >= 2 && (head[1] ?? 0) <= 5;
    const isZip = head.toString('latin1', 0, 4) === 'PK\x03\x04';
    const isHdf5 = head.toString('latin1', 1, 4) === 'HDF';
    if (isPickle || isZip || isHdf5 || refusedExtensions.test(path)) {
      throw new AppError('model-unsupported', { path, detail: 'files of this kind can carry programs; GGUF and ONNX files are taken' });
    }
    if (isSafetensors(path, head)) throw new AppError('model-unsupported', { path, detail: 'safetensors files are not used; take the same model as a GGUF file' });
    return head.toString('latin1', 0, 4) === 'GGUF' ? 'gguf' : 'other';
  } finally {
    await file.close();
  }
}

/** Such a file begins with the length of a description, eight bytes, and the description, which is JSON. */
function isSafetensors(path: string, head: Buffer): boolean {
  return /\.safetensors$/i.test(path) || (head.length === 9 && head.readUInt32LE(4) === 0 && head.readUInt32LE(0) > 1 && head[8] === 0x7b);
}

/**
 * Copies a file into `folder` under a passing name and hashes the very bytes it writes. Yields bytes done; the last yield is
 * the finished copy. A copy broken off leaves nothing. Errors: `cancelled`, `disk-full`, `file-changed`.
 */
export async function* copyModelFile(path: string, folder: string, signal: AbortSignal): AsyncGenerator<number | Copied, void, void> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `incoming-${process.pid}-${Date.now()}.part`);
  const source = await open(path, 'r');
  let isWhole = false;
  try {
    const target = await open(part, 'wx', 0o600);
    try {
      const { size } = await source.stat();
      const hash = createHash('sha256');
      const chunk = Buffer.alloc(chunkBytes);
      let done = 0;
      for (;;) {
        if (signal.aborted) throw new AppError('cancelled');
        const { bytesRead } = await source.read(chunk, 0, chunk.length, done);
        if (bytesRead === 0) break;
        const bytes = chunk.subarray(0, bytesRead);
        hash.update(bytes);
        // Not `write`, which on a disk that is nearly full writes less than it was given and fails at nothing.
        await target.writeFile(bytes);
        done += bytesRead;
        yield done;
      }
      if (done !== size) throw new AppError('file-changed', { path });
      await target.sync();
      isWhole = true;
      yield { path: part, sha256: hash.digest('hex'), bytes: done };
    } finally {
      await target.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new AppError('disk-full', { path: folder }, { cause: error });
    throw error;
  } finally {
    await source.close();
    if (!isWhole) await rm(part, { force: true });
  }
}
