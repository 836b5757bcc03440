import { AppError } from '../../shared/AppError.ts';
import type { Backup } from '../../shared/schemas.ts';
import { listBackups, makeBackup } from './backups.ts';
import type { Library } from './Library.ts';

export type BackupClockOptions = {
  readonly library: Library;
  /** Whether there is nothing else to do. */
  readonly isIdle: () => boolean;
  /** Told of each backup made. */
  readonly onMade?: (backup: Backup) => void;
  /** How often it is looked whether a backup is due. Default 10 min. */
  readonly lookEveryMs?: number;
  /** How old the newest backup may become. Default a day. */
  readonly oldestMs?: number;
};

/** Makes a backup once a day while the library is open and nothing else is to be done. Call `close` before the library is closed. */
export class BackupClock {
  readonly #options: BackupClockOptions;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  #failure: AppError | null = null;

  constructor(options: BackupClockOptions) {
    this.#options = options;
    this.#timer = setInterval(() => { this.#running ??= this.#look().finally(() => { this.#running = null; }); }, options.lookEveryMs ?? 10 * 60_000).unref();
  }

  /** Why the last try failed; null where it did not. */
  get failure(): AppError | null {
    return this.#failure;
  }

  /** Waits for a backup under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #look(): Promise<void> {
    const { library, isIdle, oldestMs = 24 * 60 * 60_000 } = this.#options;
    try {
      if (!isIdle() || library.documents.totals(null).documentsTotal === 0) return;
      const [newest] = await listBackups(library.folder);
      if (newest !== undefined && Date.now() - newest.madeMs < oldestMs) return;
      const made = await makeBackup(library);
      this.#options.onMade?.(made);
      this.#failure = null;
    } catch (error) {
      this.#failure = error instanceof AppError ? error : new AppError('internal', { message: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
  }
}
