import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../shared/AppError.ts';
import { notWritten } from './notWritten.ts';
import { measurePassphraseCost, type PassphraseCost } from './passphraseKey.ts';
import { readSealed, writeSealed } from './sealedFile.ts';
import { Vault } from './Vault.ts';
import { syncFolder } from './writeAtomically.ts';

/** What stands first in an export, in one line. The sizes are those of the files that follow, one after the other. */
const Contents = z.object({
  name: z.string().min(1), dataKey: z.string().regex(/^[0-9a-f]{64}$/), files: z.array(z.object({ path: z.string(), bytes: z.int().min(0) })),
});
type Contents = z.infer<typeof Contents>;

/** Of a library's folder: the database and the index, nothing else. Forward slashes on every system. */
const wanted = /^(?:library\.db|index\/(?:[A-Za-z0-9._-]+\/)*[A-Za-z0-9._-]+)$/;
const mostContentsBytes = 64 * 1024 * 1024;

/** How far it is, in bytes of the library's files or of the exported one, told a hundred times at most; and what breaks it off, with `cancelled`. */
export type Moving = { readonly onProgress?: (done: number, total: number) => void; readonly signal?: AbortSignal };
export type ExportOptions = Moving & { /** A file at the path may go, once the new one is whole. */ readonly replace?: boolean; readonly cost?: PassphraseCost };

/** Writes a closed library into one file, whole or not at all. Errors: file-not-writable, also where there is one already; disk-full, cancelled. */
export async function exportLibrary(folder: string, vault: Vault, path: string, passphrase: Uint8Array, { replace = false, cost, ...moving }: ExportOptions = {}): Promise<number> {
  const files = await filesOf(folder);
  const contents: Contents = { name: vault.summary.name, dataKey: vault.copyKey().toString('hex'), files };
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${JSON.stringify(contents)}\n`);
    for (const file of files) yield* createReadStream(join(folder, file.path));
  };
  const unfinished = `${path}.part`;
  // An unfinished one may be another export's that is at it.
  for (const taken of replace ? [unfinished] : [path, unfinished]) if (await stat(taken).then(() => true, () => false)) throw new AppError('file-not-writable', { path: taken, detail: 'there is one of this name' });
  try {
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const bytes = await writeSealed(unfinished, followed(pieces(), total, moving), passphrase, cost ?? await measurePassphraseCost());
    await rename(unfinished, path);
    await syncFolder(dirname(path));
    return bytes;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Makes a library in a folder that is not there yet. Nothing of it stays where that fails. Errors: passphrase-wrong, file-damaged, file-not-found, disk-full, cancelled. */
export async function importLibrary(folder: string, id: string, path: string, passphrase: Uint8Array, { name, ...moving }: Moving & { readonly name?: string | undefined } = {}): Promise<Vault> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const { size } = await stat(path).catch((cause: unknown) => { throw new AppError('file-not-found', { path }, { cause }); });
    const contents = await unpack(followed(readSealed(path, passphrase), size, moving), folder, path);
    const dataKey = Buffer.from(contents.dataKey, 'hex');
    // Last: a folder without it is no library yet.
    return await Vault.adopt({ folder, id, name: name ?? contents.name, dataKey });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function* followed<T extends Uint8Array>(pieces: AsyncIterable<T>, total: number, { onProgress, signal }: Moving): AsyncGenerator<T> {
  let [done, told] = [0, 0];
  for await (const piece of pieces) {
    if (signal?.aborted === true) throw new AppError('cancelled');
    yield piece;
    done = Math.min(done + piece.length, total);
    if (done - told < total / 100) continue;
    told = done;
    onProgress?.(done, total);
  }
}

async function unpack(frames: AsyncIterable<Buffer>, folder: string, path: string): Promise<Contents> {
  const damaged = (): AppError => new AppError('file-damaged', { path, detail: 'its contents do not add up' });
  let contents: Contents | null = null;
  let waiting: Buffer = Buffer.alloc(0);
  let target = null as { readonly file: FileHandle; left: number } | null;
  let next = 0;
  const openNext = async (): Promise<void> => {
    while (contents !== null && target === null && next < contents.files.length) {
      const entry = contents.files[next++];
      if (entry === undefined || !wanted.test(entry.path) || entry.path.split('/').some((part) => /^\.+$/.test(part))) throw damaged();
      const to = join(folder, ...entry.path.split('/'));
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      target = { file: await open(to, 'wx', 0o600), left: entry.bytes };
      if (entry.bytes === 0) await finish();
    }
  };
  const finish = async (): Promise<void> => {
    await target?.file.sync();
    await target?.file.close();
    target = null;
  };
  const take = async (piece: Buffer): Promise<void> => {
    for (let rest = piece; rest.length > 0;) {
      await openNext();
      if (target === null) throw damaged();
      const part = rest.subarray(0, target.left);
      // Not `write`: see `writeSealed`.
      await target.file.writeFile(part).catch((cause: unknown) => { throw notWritten(cause, folder); });
      target.left -= part.length;
      rest = rest.subarray(part.length);
      if (target.left === 0) await finish();
    }
  };
  try {
    for await (const frame of frames) {
      if (contents !== null) {
        await take(frame);
        continue;
      }
      waiting = Buffer.concat([waiting, frame]);
      const end = waiting.indexOf(0x0a);
      if (end < 0 && waiting.length > mostContentsBytes) throw damaged();
      if (end < 0) continue;
      contents = Contents.parse(JSON.parse(waiting.toString('utf8', 0, end)));
      await take(waiting.subarray(end + 1));
    }
    await openNext();
    if (contents === null || target !== null || next !== contents.files.length) throw damaged();
    return contents;
  } finally {
    await target?.file.close();
  }
}

async function filesOf(folder: string): Promise<Contents['files']> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files: { path: string; bytes: number }[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const inside = relative(folder, path).split(sep).join('/');
    // Marks of a clean close name sizes and times of files on this machine.
    if (entry.isFile() && wanted.test(inside) && inside !== 'index/clean.json') files.push({ path: inside, bytes: (await stat(path)).size });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
