import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { parseDescriptor, type Descriptor } from './descriptor.ts';
import { syncFolder, writeAtomically } from './writeAtomically.ts';

export function descriptorPath(folder: string): string {
  return join(folder, 'vault.json');
}

export function keyPath(folder: string): string {
  return join(folder, 'data.key');
}

/** Errors: library-unknown where there is none, vault-damaged. */
export async function readDescriptor(folder: string): Promise<Descriptor> {
  const path = descriptorPath(folder);
  const bytes = await readIfThere(path);
  if (bytes === null) throw new AppError('library-unknown', { path: folder });
  return parseDescriptor(bytes.toString(), path);
}

/** In one step: from then on this descriptor is the library's, whole and on the disk. */
export async function writeDescriptor(folder: string, descriptor: Descriptor): Promise<void> {
  await writeAtomically(descriptorPath(folder), Buffer.from(`${JSON.stringify(descriptor, null, 2)}\n`));
}

/** The data key of a library without a passphrase. Errors: vault-damaged. */
export async function readKeyFile(folder: string): Promise<Buffer> {
  const key = await readIfThere(keyPath(folder));
  if (key?.length !== 32) throw new AppError('vault-damaged', { path: keyPath(folder) });
  return key;
}

export async function writeKeyFile(folder: string, dataKey: Uint8Array): Promise<void> {
  await writeAtomically(keyPath(folder), dataKey);
}

export async function removeKeyFile(folder: string): Promise<void> {
  await rm(keyPath(folder), { force: true });
  await rm(`${keyPath(folder)}.new`, { force: true });
  await syncFolder(folder);
}

export async function readIfThere(path: string): Promise<Buffer | null> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new AppError('file-not-readable', { path }, { cause: error });
  });
}
