import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { deriveKey, type KeyPurpose } from './deriveKey.ts';
import { describeOpenKey, describeWrappedKey, isMadeBy, parseDescriptor, unwrapKey, type Descriptor, type VaultFacts } from './descriptor.ts';
import { measurePassphraseCost, type PassphraseCost } from './passphraseKey.ts';
import { syncFolder, writeAtomically } from './writeAtomically.ts';

export type VaultSummary = { readonly id: string; readonly name: string; readonly protection: 'none' | 'passphrase' };

/**
 * The key of one library. A random 256-bit data key, never changed by a change of passphrase, lies in `data.key` (mode 0600:
 * not locked) or wrapped in `vault.json`. Held in memory until `close`, which wipes it. Passphrases are UTF-8 bytes and left
 * untouched: whoever made them wipes them.
 */
export class Vault implements AsyncDisposable {
  readonly #folder: string;
  readonly #dataKey: Buffer;
  #descriptor: Descriptor;

  private constructor(folder: string, descriptor: Descriptor, dataKey: Buffer) {
    this.#folder = folder;
    this.#descriptor = descriptor;
    this.#dataKey = dataKey;
  }

  /** What can be said of a library without its key. Errors: library-unknown, vault-damaged. */
  static async describe(folder: string): Promise<VaultSummary> {
    return summarise(await readDescriptor(folder));
  }

  /** Makes the key of a new library. `cost` is measured on this machine when not given. */
  static async create({ folder, name, id = randomUUID(), passphrase, cost }: {
    readonly folder: string; readonly name: string; readonly id?: string;
    readonly passphrase?: Uint8Array | undefined; readonly cost?: PassphraseCost;
  }): Promise<Vault> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (await readIfThere(descriptorPath(folder)) !== null) throw new AppError('internal', { message: `${folder} already holds a library` });
    const dataKey = randomBytes(32);
    const facts: VaultFacts = { format: 1, id, name, createdMs: Date.now() };
    const descriptor = await store(folder, facts, dataKey, passphrase, cost);
    return new Vault(folder, descriptor, dataKey);
  }

  /**
   * Opens the key of a library. Errors: library-unknown (there is none), library-locked (it has a passphrase and none was
   * given), passphrase-wrong, vault-damaged.
   */
  static async open({ folder, passphrase }: { readonly folder: string; readonly passphrase?: Uint8Array | undefined }): Promise<Vault> {
    const descriptor = await readDescriptor(folder);
    const dataKey = await openKey(folder, descriptor, passphrase);
    if (!isMadeBy(descriptor, dataKey)) {
      dataKey.fill(0);
      throw new AppError('vault-damaged', { path: descriptorPath(folder) });
    }
    // A change of passphrase that was cut short leaves a key file nobody needs, or half a descriptor.
    await rm(`${descriptorPath(folder)}.new`, { force: true });
    if (descriptor.protection.kind === 'passphrase') await removeKeyFile(folder);
    return new Vault(folder, descriptor, dataKey);
  }

  get summary(): VaultSummary {
    return summarise(this.#descriptor);
  }

  /** 32 bytes for one purpose; the caller wipes them. */
  deriveKey(purpose: KeyPurpose): Buffer {
    return deriveKey(this.#dataKey, purpose);
  }

  /**
   * Sets, changes or (`null`) takes off the passphrase; at any moment the old or the new one opens. The data key stays: one that
   * lay open in a file before may have been copied, and only a new library undoes that. `current` is asked for again where there
   * is one. Errors: passphrase-wrong, library-locked (`current` missing).
   */
  async changePassphrase({ current, next, cost }: {
    readonly current?: Uint8Array | undefined; readonly next: Uint8Array | null; readonly cost?: PassphraseCost;
  }): Promise<void> {
    if (this.#descriptor.protection.kind === 'passphrase') (await openKey(this.#folder, this.#descriptor, current)).fill(0);
    this.#descriptor = await store(this.#folder, this.#descriptor, this.#dataKey, next ?? undefined, cost);
  }

  async close(): Promise<void> {
    this.#dataKey.fill(0);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Writes key and descriptor so that a stop between any two steps leaves a library that opens. */
async function store(folder: string, facts: VaultFacts, dataKey: Uint8Array, passphrase: Uint8Array | undefined, cost?: PassphraseCost): Promise<Descriptor> {
  if (passphrase === undefined) {
    const descriptor = describeOpenKey(facts, dataKey);
    await writeAtomically(keyPath(folder), dataKey);
    await writeDescriptor(folder, descriptor);
    return descriptor;
  }
  const descriptor = await describeWrappedKey(facts, dataKey, passphrase, cost ?? await measurePassphraseCost());
  await writeDescriptor(folder, descriptor);
  await removeKeyFile(folder);
  return descriptor;
}

async function openKey(folder: string, descriptor: Descriptor, passphrase: Uint8Array | undefined): Promise<Buffer> {
  if (descriptor.protection.kind === 'passphrase') {
    if (passphrase === undefined) throw new AppError('library-locked', { name: descriptor.name });
    return unwrapKey(descriptor, passphrase);
  }
  const key = await readIfThere(keyPath(folder));
  if (key?.length !== 32) throw new AppError('vault-damaged', { path: keyPath(folder) });
  return key;
}

async function readDescriptor(folder: string): Promise<Descriptor> {
  const path = descriptorPath(folder);
  const bytes = await readIfThere(path);
  if (bytes === null) throw new AppError('library-unknown', { path: folder });
  return parseDescriptor(bytes.toString(), path);
}

async function writeDescriptor(folder: string, descriptor: Descriptor): Promise<void> {
  await writeAtomically(descriptorPath(folder), Buffer.from(`${JSON.stringify(descriptor, null, 2)}\n`));
}

async function removeKeyFile(folder: string): Promise<void> {
  await rm(keyPath(folder), { force: true });
  await rm(`${keyPath(folder)}.new`, { force: true });
  await syncFolder(folder);
}

async function readIfThere(path: string): Promise<Buffer | null> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new AppError('file-not-readable', { path }, { cause: error });
  });
}

function descriptorPath(folder: string): string {
  return join(folder, 'vault.json');
}

function keyPath(folder: string): string {
  return join(folder, 'data.key');
}

function summarise({ id, name, protection }: Descriptor): VaultSummary {
  return { id, name, protection: protection.kind === 'passphrase' ? 'passphrase' : 'none' };
}
