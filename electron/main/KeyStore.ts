import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../shared/AppError.ts';
import { isMissing } from '../shared/emptyWhenMissing.ts';

/** Electron's `safeStorage`, of which older versions cannot say what they keep their key in. */
export type SafeStorage = {
  isEncryptionAvailable(): boolean; encryptString(text: string): Buffer; decryptString(encrypted: Buffer): string;
  getSelectedStorageBackend?(): string;
};
type Options = {
  readonly safeStorage: SafeStorage; readonly platform: NodeJS.Platform;
  /** Where what it sealed lies; made when there is something. */
  readonly folder: string;
};

/** On Linux: no store at all, and one that seals with a password anybody can read in Chromium's source. */
const noStores: readonly string[] = ['basic_text', 'unknown'];

/**
 * Keeps keys of libraries sealed by the key store of the system: the login keychain, DPAPI, a secret service. A convenience for opening one without its
 * passphrase; the engine knows nothing of it. Errors of every method but `isThere` and `forget`: key-store-missing.
 */
export class KeyStore {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether the system has one that keeps anything secret. False before Electron is ready. */
  get isThere(): boolean {
    const { safeStorage, platform } = this.#options;
    if (!safeStorage.isEncryptionAvailable()) return false;
    return platform !== 'linux' || !noStores.includes(safeStorage.getSelectedStorageBackend?.() ?? 'unknown');
  }

  /** `library`: the folder it lies in. */
  holds(library: string): boolean {
    return this.#sealed(library) !== null;
  }

  /** `key` is left untouched. */
  keep(library: string, key: Uint8Array): void {
    this.#require();
    const { folder, safeStorage } = this.#options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = this.#path(library);
    writeFileSync(`${path}.new`, safeStorage.encryptString(Buffer.from(key).toString('base64')), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** The key, for the caller to wipe. Errors: kept-key-wrong where none is kept, or the system can no longer open it. */
  take(library: string): Uint8Array<ArrayBuffer> {
    this.#require();
    const sealed = this.#sealed(library);
    if (sealed === null) throw new AppError('kept-key-wrong', { detail: 'none is kept' });
    try {
      return Uint8Array.from(Buffer.from(this.#options.safeStorage.decryptString(sealed), 'base64'));
    } catch (cause) {
      throw new AppError('kept-key-wrong', {}, { cause });
    }
  }

  forget(library: string): void {
    for (const suffix of ['', '.new']) rmSync(this.#path(library) + suffix, { force: true });
  }

  #require(): void {
    if (!this.isThere) throw new AppError('key-store-missing');
  }

  #sealed(library: string): Buffer | null {
    try {
      return readFileSync(this.#path(library));
    } catch (error) {
      if (isMissing(error)) return null;
      throw new AppError('file-not-readable', { path: this.#path(library) }, { cause: error });
    }
  }

  /** Names of libraries and people stand in paths of folders; here they would tell whose it is. */
  #path(library: string): string {
    return join(this.#options.folder, `${createHash('sha256').update(library).digest('hex').slice(0, 32)}.key`);
  }
}
