import { randomBytes } from 'node:crypto';
import { AppError } from '../shared/AppError.ts';
import type { LibrarySummary } from '../shared/schemas.ts';
import { Changes } from './Changes.ts';
import { OpenLibrary, type SharedParts } from './OpenLibrary.ts';
import type { Profile } from './Profile.ts';
import { Vault, type VaultSummary } from './vault/Vault.ts';

/** The library a profile begins with, and the one meant when none is named. */
const firstLibrary = { id: 'main', name: 'My library' } as const;

/** The libraries of a profile, of which at most one is open. */
export class Libraries {
  /** Told after every change that shows in `status`, of whichever library is open. */
  readonly changes = new Changes();
  readonly #profile: Profile;
  readonly #parts: SharedParts;
  #opened: OpenLibrary | null = null;
  #usual: VaultSummary = { ...firstLibrary, protection: 'none' };
  #lastStep: Promise<unknown> = Promise.resolve();

  constructor(profile: Profile, parts: SharedParts) {
    this.#profile = profile;
    this.#parts = parts;
  }

  get opened(): OpenLibrary | null {
    return this.#opened;
  }

  /** The library meant while none is open. */
  get usual(): VaultSummary {
    return this.#usual;
  }

  /** Errors: library-locked while none is open. */
  current(): OpenLibrary {
    if (this.#opened === null) throw new AppError('library-locked', { name: this.#usual.name });
    return this.#opened;
  }

  async list(): Promise<LibrarySummary[]> {
    const ids = await this.#profile.libraryIds();
    const found = await Promise.all(ids.map((id) => Vault.describe(this.#profile.libraryFolder(id))));
    return found.map((summary) => ({ ...summary, open: summary.id === this.#opened?.summary.id }));
  }

  /** Opens the library named, or the usual one, making the first of a new profile. One with a passphrase is left locked. Errors: library-unknown. */
  openUsual(id: string | null): Promise<void> {
    return this.#inTurn(async () => {
      const ids = await this.#profile.libraryIds();
      if (ids.length === 0 && (id === null || id === firstLibrary.id)) {
        await using vault = await Vault.create({ folder: this.#profile.libraryFolder(firstLibrary.id), ...firstLibrary });
        return await this.#change(vault);
      }
      const chosen = id ?? ids.find((known) => known === firstLibrary.id) ?? ids[0] ?? firstLibrary.id;
      const folder = this.#profile.libraryFolder(chosen);
      this.#usual = await Vault.describe(folder);
      if (this.#usual.protection === 'passphrase') return;
      await using vault = await Vault.open({ folder });
      await this.#change(vault);
    });
  }

  /** Opens a library in place of the one open now, which stays where the key cannot be had. Errors: library-unknown, library-locked, passphrase-wrong. */
  open(id: string, passphrase: Uint8Array | undefined): Promise<LibrarySummary> {
    return this.#inTurn(async () => {
      await using vault = await Vault.open({ folder: this.#profile.libraryFolder(id), passphrase });
      if (this.#opened?.summary.id !== id) await this.#change(vault);
      return this.current().summary;
    });
  }

  /** Makes a library and opens it. */
  create(name: string, passphrase: Uint8Array | undefined): Promise<LibrarySummary> {
    return this.#inTurn(async () => {
      const id = randomBytes(6).toString('hex');
      await using vault = await Vault.create({ folder: this.#profile.libraryFolder(id), id, name, passphrase });
      await this.#change(vault);
      return this.current().summary;
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#closeOpened());
  }

  async #change(vault: Vault): Promise<void> {
    await this.#closeOpened();
    const { summary } = vault;
    this.#usual = summary;
    const opened = await OpenLibrary.open({ ...this.#parts, folder: this.#profile.libraryFolder(summary.id), vault });
    opened.changes.listen(() => { this.changes.tell(); });
    this.#opened = opened;
    this.changes.tell();
  }

  async #closeOpened(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    await opened?.close();
  }

  /** Opening and closing never overlap. */
  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const next = this.#lastStep.then(step, step);
    this.#lastStep = next.catch(() => undefined);
    return next;
  }
}
