import { randomBytes } from 'node:crypto';
import { AppError } from '../shared/AppError.ts';
import type { LibrarySummary } from '../shared/schemas.ts';
import { Changes } from './Changes.ts';
import { finishErasures } from './erase/finishErasures.ts';
import { IdleLock } from './IdleLock.ts';
import { restoreBackup } from './library/backups.ts';
import { OpenLibrary, type SharedParts } from './OpenLibrary.ts';
import type { PolicyInForce } from './policy/PolicyInForce.ts';
import type { Profile } from './Profile.ts';
import { Vault, type Secret, type VaultSummary } from './vault/Vault.ts';

/** The library a profile begins with, and the one meant when none is named. */
const firstLibrary = { id: 'main', name: 'My library' } as const;

/** `onLocked`: lets go of what other processes know of the library. */
export type LibrariesOptions = SharedParts & { readonly onLocked?: () => void };

/** The libraries of a profile, of which at most one is open. */
export class Libraries {
  /** Told after every change that shows in `status`, of whichever library is open. */
  readonly changes = new Changes();
  readonly #profile: Profile;
  readonly #parts: LibrariesOptions;
  readonly #idle: IdleLock;
  /** The key is held as long as the library is open. */
  #held: { readonly opened: OpenLibrary; readonly vault: Vault } | null = null;
  #usual: VaultSummary = { ...firstLibrary, protection: 'none' };
  #refusals = 0;
  #lastStep: Promise<unknown> = Promise.resolve();

  constructor(profile: Profile, parts: LibrariesOptions) {
    this.#profile = profile;
    this.#parts = parts;
    this.#idle = new IdleLock({
      minutes: () => (this.opened?.summary.protection === 'passphrase' ? parts.policy.idleLockMinutes(this.opened.library.security.settings.get('idleLockMinutes')) : 0),
      isBusy: () => this.opened?.running.hasStreams === true,
      lock: () => { this.lock().catch(() => undefined); },
    });
  }

  get opened(): OpenLibrary | null {
    return this.#held?.opened ?? null;
  }

  /** Resolves once no library is being opened, closed or written anew. */
  async settled(): Promise<void> {
    await this.#lastStep;
  }

  /** The library meant while none is open. */
  get usual(): VaultSummary {
    return this.#usual;
  }

  get policy(): PolicyInForce {
    return this.#parts.policy;
  }

  /** Someone asks for something: the idle lock waits anew. Errors: library-locked while none is open. */
  current(): OpenLibrary {
    this.#idle.touch();
    if (this.opened === null) throw new AppError('library-locked', { name: this.#usual.name });
    return this.opened;
  }

  /** The key of the open library. Errors: library-locked while none is open. */
  vault(): Vault {
    if (this.#held === null) throw new AppError('library-locked', { name: this.#usual.name });
    return this.#held.vault;
  }

  async list(): Promise<LibrarySummary[]> {
    const ids = await this.#profile.libraryIds();
    const found = await Promise.all(ids.map((id) => Vault.describe(this.#profile.libraryFolder(id))));
    return found.map((summary) => ({ ...summary, open: summary.id === this.opened?.summary.id }));
  }

  /** Opens the library named, or the usual one, making the first of a new profile. One with a passphrase is left locked. Errors: library-unknown. */
  openUsual(id: string | null): Promise<void> {
    return this.#inTurn(async () => {
      const ids = await this.#profile.libraryIds();
      if (ids.length === 0 && (id === null || id === firstLibrary.id)) {
        return await this.#change(await Vault.create({ folder: this.#profile.libraryFolder(firstLibrary.id), ...firstLibrary }));
      }
      const chosen = id ?? ids.find((known) => known === firstLibrary.id) ?? ids[0] ?? firstLibrary.id;
      const folder = this.#profile.libraryFolder(chosen);
      this.#usual = await Vault.describe(folder);
      if (this.#usual.protection === 'none') await this.#change(await Vault.open({ folder }));
    });
  }

  /** Opens a library in place of the one open now, which stays where the key cannot be had. Errors: library-unknown, library-locked, passphrase-wrong, recovery-key-wrong, kept-key-wrong. */
  open(id: string, secret: Secret): Promise<LibrarySummary> {
    return this.#inTurn(async () => {
      const vault = await Vault.open({ folder: this.#profile.libraryFolder(id), ...secret }).catch((error: unknown) => {
        if (error instanceof AppError && /-wrong$/.test(error.code)) this.#refusals += 1;
        throw error;
      });
      if (this.opened?.summary.id === id) await vault.close();
      else await this.#change(vault, { with: secret.recoveryKey !== undefined ? 'recovery key' : secret.keptKey !== undefined ? 'kept key' : 'passphrase' });
      return this.current().summary;
    });
  }

  /** Makes a library and opens it. */
  create(name: string, secret: Secret): Promise<LibrarySummary> {
    return this.#inTurn(async () => {
      const id = randomBytes(6).toString('hex');
      await this.#change(await Vault.create({ folder: this.#profile.libraryFolder(id), id, name, ...secret }));
      return this.current().summary;
    });
  }

  /** Makes a library's folder by `make` and opens it; what was made goes again where that fails. */
  adopt(make: (folder: string, id: string) => Promise<Vault>): Promise<LibrarySummary> {
    return this.#inTurn(async () => {
      const id = randomBytes(6).toString('hex');
      await this.#change(await make(this.#profile.libraryFolder(id), id));
      return this.current().summary;
    });
  }

  /** Errors: passphrase-missing for a library whose key lies open: it would open again by itself. */
  lock(): Promise<LibrarySummary> {
    return this.#inTurn(async () => {
      const { opened } = this;
      if (opened === null) return { ...this.#usual, open: false };
      if (opened.summary.protection === 'none') throw new AppError('passphrase-missing');
      opened.audit.append('library-locked');
      await this.#closeHeld(new AppError('library-locked', { name: opened.summary.name }));
      this.#parts.onLocked?.();
      this.changes.tell();
      return { ...this.#usual, open: false };
    });
  }

  /** Works on the key of the open library, which stays open; its protection may be another afterwards. */
  withVault<T>(work: (vault: Vault, opened: OpenLibrary) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const [vault, opened] = [this.vault(), this.current()];
      const result = await work(vault, opened);
      this.#usual = vault.summary;
      opened.summary = { ...this.#usual, open: true };
      this.changes.tell();
      return result;
    });
  }

  get profileFolder(): string {
    return this.#profile.folder;
  }

  /** Where a library lies, open or not. */
  folderOf(id: string): string {
    return this.#profile.libraryFolder(id);
  }

  /** Puts a backup in the place of a library, open or not, and opens it. Errors: see `restoreBackup`, and those of `open`. */
  restore(id: string, madeMs: number, passphrase: Uint8Array | undefined): Promise<LibrarySummary> {
    return this.#inTurn(async () => {
      const folder = this.folderOf(id);
      const isHeld = this.opened?.summary.id === id;
      const vault = isHeld ? this.vault() : await Vault.open({ folder, passphrase });
      // The log goes back to what it was when the backup was made; what it came to since is told by its head alone.
      const head = this.opened?.summary.id === id ? this.opened.audit.verify().head : null;
      if (isHeld) await this.#setAside();
      else await this.#closeHeld();
      const key = vault.deriveKey('sqlite');
      try {
        await restoreBackup(folder, madeMs, key);
      } catch (error) {
        if (isHeld) await this.#change(vault);
        else await vault.close();
        throw error;
      } finally {
        key.fill(0);
      }
      await this.#change(vault);
      this.current().audit.append('restored', { madeMs, ...(head === null ? {} : { headBefore: head.hash, entriesBefore: head.id }) });
      return this.current().summary;
    });
  }

  /** Closes the open library, works on its files, and opens it again whatever came of that. What was asked of it ends with `library-closed`. */
  withClosed<T>(work: (vault: Vault, folder: string) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const vault = this.vault();
      const { folder } = this.current().library;
      try {
        await this.#setAside();
        return await work(vault, folder);
      } finally {
        await this.#change(vault);
      }
    });
  }

  close(): Promise<void> {
    this.#idle.close();
    return this.#inTurn(() => this.#closeHeld());
  }

  /** Takes the vault over: it is closed with the library, or here where that cannot be opened. */
  async #change(vault: Vault, unlocked: { readonly with: string } | null = null): Promise<void> {
    try {
      await this.#closeHeld();
      const { summary } = vault;
      const folder = this.#profile.libraryFolder(summary.id);
      this.#usual = summary;
      const unfinished = await endErasures(folder, vault);
      const opened = await OpenLibrary.open({ ...this.#parts, folder, vault });
      if (unfinished !== null) opened.audit.append('erase-unfinished', { code: unfinished.code });
      opened.changes.listen(() => { this.changes.tell(); });
      this.#held = { opened, vault };
      this.#idle.touch();
      if (unlocked !== null && summary.protection === 'passphrase') this.#noteUnlocking(opened, unlocked.with);
    } catch (error) {
      await vault.close();
      throw error;
    } finally {
      this.changes.tell();
    }
  }

  /** Refusals are noted once there is a key to note them with. */
  #noteUnlocking({ audit }: OpenLibrary, how: string): void {
    if (this.#refusals > 0) audit.append('unlock-refused', { times: this.#refusals });
    this.#refusals = 0;
    audit.append('library-opened', { with: how });
  }

  /** Closes the open library and keeps its key for whoever opens it again. Nobody finds it open while it closes. */
  async #setAside(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.opened.close(new AppError('library-closed'));
  }

  async #closeHeld(reason?: AppError): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.opened.close(reason);
    await held?.vault.close();
  }

  /** Opening and closing never overlap. */
  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const next = this.#lastStep.then(step, step);
    this.#lastStep = next.catch(() => undefined);
    return next;
  }
}

/** What keeps an erasure from its end, which must not keep the library closed: it is tried again at each start, and nothing certifies it meanwhile. */
async function endErasures(folder: string, vault: Vault): Promise<AppError | null> {
  try {
    await finishErasures(folder, vault);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
