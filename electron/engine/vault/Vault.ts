import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { deriveKey, markOfKey, type KeyPurpose } from './deriveKey.ts';
import { describeOpenKey, describeWrappedKey, isMadeBy, describeKeptKey, unwrapKey, unwrapWith, wrapFor, type Descriptor, type KeyWrap, type VaultFacts } from './descriptor.ts';
import { measurePassphraseCost, type PassphraseCost } from './passphraseKey.ts';
import { settleReplacements } from './replacements.ts';
import { descriptorPath, keyPath, readDescriptor, readIfThere, readKeyFile, removeKeyFile, writeDescriptor, writeKeyFile } from './vaultFiles.ts';

export type VaultSummary = { readonly id: string; readonly name: string; readonly protection: 'none' | 'passphrase' };
/** What opens a locked library, as bytes that whoever made them wipes: the passphrase (UTF-8), or the 32 bytes of the recovery key or of the one a key store keeps. */
export type Secret = { readonly passphrase?: Uint8Array | undefined; readonly recoveryKey?: Uint8Array | undefined; readonly keptKey?: Uint8Array | undefined };
/** Keys by purpose; the caller wipes them. */
export type Keys = { readonly mark: string; deriveKey(purpose: KeyPurpose): Buffer };

/**
 * The key of one library. A random 256-bit data key lies in `data.key` (mode 0600: not locked) or wrapped in `vault.json`, by the
 * passphrase and by the recovery key. Held in memory until `close`, which wipes it.
 */
export class Vault implements AsyncDisposable {
  readonly #folder: string;
  #dataKey: Buffer;
  #descriptor: Descriptor;

  private constructor(folder: string, descriptor: Descriptor, dataKey: Buffer) {
    this.#folder = folder;
    this.#descriptor = descriptor;
    this.#dataKey = dataKey;
  }

  /** What one try of the passphrase costs; null without one. */
  get passphraseCost(): PassphraseCost | null {
    const { protection } = this.#descriptor;
    return protection.kind === 'passphrase' ? protection.cost : null;
  }

  /** What can be said of a library without its key. Errors: library-unknown, vault-damaged. */
  static async describe(folder: string): Promise<VaultSummary> {
    return summarise(await readDescriptor(folder));
  }

  /**
   * Makes the key of a new library. `cost` is measured on this machine when not given. With a passphrase `recoveryKey` opens it too.
   * Errors: vault-damaged where a library lies that has lost its descriptor: a new key would make it unreadable for good.
   */
  static async create({ folder, name, id = randomUUID(), passphrase, recoveryKey, cost }: {
    readonly folder: string; readonly name: string; readonly id?: string; readonly cost?: PassphraseCost;
  } & Omit<Secret, 'keptKey'>): Promise<Vault> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (await readIfThere(descriptorPath(folder)) !== null) throw new AppError('internal', { message: `${folder} already holds a library` });
    for (const name of ['data.key', 'library.db']) {
      if (await stat(join(folder, name)).then(() => true, () => false)) throw new AppError('vault-damaged', { path: descriptorPath(folder) });
    }
    const dataKey = randomBytes(32);
    const facts: VaultFacts = { format: 1, id, name, createdMs: Date.now() };
    const recovery = recoveryKey === undefined ? undefined : wrapFor('recovery', facts, dataKey, recoveryKey);
    const descriptor = await store(folder, facts, dataKey, passphrase === undefined ? null : { passphrase, cost, recovery });
    return new Vault(folder, descriptor, dataKey);
  }

  /** Makes the key of a library that was brought from elsewhere: its own, taken over and lying in a file until a passphrase is set. */
  static async adopt({ folder, id, name, dataKey }: { readonly folder: string; readonly id: string; readonly name: string; readonly dataKey: Buffer }): Promise<Vault> {
    const facts: VaultFacts = { format: 1, id, name, createdMs: Date.now() };
    return new Vault(folder, await store(folder, facts, dataKey, null), dataKey);
  }

  /**
   * Opens the key of a library, and ends a change of key or passphrase that was cut short. Errors: library-unknown (there is none),
   * library-locked (it has a passphrase and nothing was given), passphrase-wrong, recovery-key-wrong, kept-key-wrong, vault-damaged.
   */
  static async open({ folder, ...secret }: { readonly folder: string } & Secret): Promise<Vault> {
    const descriptor = await readDescriptor(folder);
    const dataKey = await openKey(folder, descriptor, secret);
    if (!isMadeBy(descriptor, dataKey)) {
      dataKey.fill(0);
      throw new AppError('vault-damaged', { path: descriptorPath(folder) });
    }
    // A change of passphrase that was cut short leaves a key file nobody needs, or half of one.
    for (const path of [descriptorPath(folder), keyPath(folder)]) await rm(`${path}.new`, { force: true });
    if (descriptor.protection.kind === 'passphrase') await removeKeyFile(folder);
    await settleReplacements(folder, markOfKey(dataKey));
    return new Vault(folder, descriptor, dataKey);
  }

  get summary(): VaultSummary {
    return summarise(this.#descriptor);
  }

  /** Whether a printed recovery key opens it. */
  get hasRecoveryKey(): boolean {
    return this.#descriptor.protection.kind === 'passphrase' && this.#descriptor.protection.recovery !== undefined;
  }

  /** Whether a key that a key store keeps opens it. */
  get hasKeptKey(): boolean {
    return this.#descriptor.protection.kind === 'passphrase' && this.#descriptor.protection.keyStore !== undefined;
  }

  /**
   * Makes the key that a key store of the system may keep, 32 bytes the caller wipes; one made before opens nothing any more. `current` is asked
   * for again: an open library alone is no leave to let it be opened without. Errors: passphrase-wrong, recovery-key-wrong, library-locked
   * (`current` missing), passphrase-missing where nothing locks the library.
   */
  async makeKeptKey(current: Omit<Secret, 'keptKey'>): Promise<Buffer> {
    if (this.#descriptor.protection.kind !== 'passphrase') throw new AppError('passphrase-missing');
    (await openKey(this.#folder, this.#descriptor, current)).fill(0);
    const kept = randomBytes(32);
    const descriptor = describeKeptKey(this.#descriptor, this.#dataKey, wrapFor('keyStore', this.#descriptor, this.#dataKey, kept));
    await writeDescriptor(this.#folder, descriptor);
    this.#descriptor = descriptor;
    return kept;
  }

  /** From then on no kept key opens it. */
  async forgetKeptKey(): Promise<void> {
    if (!this.hasKeptKey) return;
    const descriptor = describeKeptKey(this.#descriptor, this.#dataKey, null);
    await writeDescriptor(this.#folder, descriptor);
    this.#descriptor = descriptor;
  }

  /** The data key itself, for an export that is sealed by another passphrase. */
  copyKey(): Buffer {
    return Buffer.from(this.#dataKey);
  }

  /** 32 bytes for one purpose; the caller wipes them. */
  deriveKey(purpose: KeyPurpose): Buffer {
    return deriveKey(this.#dataKey, purpose);
  }

  /**
   * Sets, changes or (`null`) takes off the passphrase; at any moment the old or the new one opens. The data key stays, and with it
   * a recovery key printed before; `newRecoveryKey` (32 bytes) takes its place. A kept key opens nothing any more. `current` is asked for again where there is a
   * passphrase. Errors: passphrase-wrong, recovery-key-wrong, library-locked (`current` missing).
   */
  async changePassphrase({ current = {}, next, newRecoveryKey, cost }: {
    readonly current?: Omit<Secret, 'keptKey'>; readonly next: Uint8Array | null; readonly newRecoveryKey?: Uint8Array; readonly cost?: PassphraseCost;
  }): Promise<void> {
    const { protection } = this.#descriptor;
    if (protection.kind === 'passphrase') (await openKey(this.#folder, this.#descriptor, current)).fill(0);
    const kept = protection.kind === 'passphrase' ? protection.recovery : undefined;
    const recovery = newRecoveryKey === undefined ? kept : wrapFor('recovery', this.#descriptor, this.#dataKey, newRecoveryKey);
    this.#descriptor = await store(this.#folder, this.#descriptor, this.#dataKey, next === null ? null : { passphrase: next, cost, recovery });
  }

  /**
   * Puts a new data key in the place of the one that lay open, locked by `passphrase` and `recoveryKey`. `prepare` makes what the new
   * key belongs to at `replacementPath(folder, …, next.mark)`; where it fails, or the process ends before it is done, all stays as it
   * was. The library must be closed.
   */
  async replaceKey({ passphrase, recoveryKey, cost, prepare }: {
    readonly passphrase: Uint8Array; readonly recoveryKey: Uint8Array; readonly cost?: PassphraseCost; readonly prepare: (old: Keys, next: Keys) => Promise<void>;
  }): Promise<void> {
    const dataKey = randomBytes(32);
    try {
      const protection = { passphrase, cost: cost ?? await measurePassphraseCost(), recovery: wrapFor('recovery', this.#descriptor, dataKey, recoveryKey) };
      const descriptor = await describeWrappedKey(this.#descriptor, dataKey, protection);
      await prepare(keysOf(this.#dataKey), keysOf(dataKey));
      await writeDescriptor(this.#folder, descriptor);
      this.#dataKey.fill(0);
      this.#dataKey = Buffer.from(dataKey);
      this.#descriptor = descriptor;
      await removeKeyFile(this.#folder);
    } finally {
      dataKey.fill(0);
      await settleReplacements(this.#folder, markOfKey(this.#dataKey));
    }
  }

  async close(): Promise<void> {
    this.#dataKey.fill(0);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

type Lock = { readonly passphrase: Uint8Array; readonly cost?: PassphraseCost | undefined; readonly recovery?: KeyWrap | undefined };

/** Writes key and descriptor so that a stop between any two steps leaves a library that opens. */
async function store(folder: string, facts: VaultFacts, dataKey: Uint8Array, lock: Lock | null): Promise<Descriptor> {
  if (lock === null) {
    const descriptor = describeOpenKey(facts, dataKey);
    await writeKeyFile(folder, dataKey);
    await writeDescriptor(folder, descriptor);
    return descriptor;
  }
  const descriptor = await describeWrappedKey(facts, dataKey, { ...lock, cost: lock.cost ?? await measurePassphraseCost() });
  await writeDescriptor(folder, descriptor);
  await removeKeyFile(folder);
  return descriptor;
}

async function openKey(folder: string, descriptor: Descriptor, { passphrase, recoveryKey, keptKey }: Secret): Promise<Buffer> {
  if (descriptor.protection.kind === 'file') return await readKeyFile(folder);
  if (recoveryKey !== undefined) return unwrapWith('recovery', descriptor, recoveryKey);
  if (keptKey !== undefined) return unwrapWith('keyStore', descriptor, keptKey);
  if (passphrase === undefined) throw new AppError('library-locked', { name: descriptor.name });
  return await unwrapKey(descriptor, passphrase);
}

function keysOf(dataKey: Uint8Array): Keys {
  return { mark: markOfKey(dataKey), deriveKey: (purpose) => deriveKey(dataKey, purpose) };
}

function summarise({ id, name, protection }: Descriptor): VaultSummary {
  return { id, name, protection: protection.kind === 'passphrase' ? 'passphrase' : 'none' };
}
