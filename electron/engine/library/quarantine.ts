import { readerVersion } from '../../shared/readerContract.ts';
import type { Connection } from './Connection.ts';

export type Quarantine = ReturnType<typeof createQuarantine>;

/** Bytes that stopped the reader, by hash, so that renaming a file does not bring the trouble back. A newer reader begins at zero. */
export function createQuarantine(connection: Connection) {
  const add = connection.prepare<[string, number], { deaths: number }>(`
    INSERT INTO reader_deaths (sha256, reader_version, deaths) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET deaths = deaths + 1 RETURNING deaths`);
  const read = connection.prepare<[string, number], { deaths: number }>('SELECT deaths FROM reader_deaths WHERE sha256 = ? AND reader_version = ?');
  const clear = connection.prepare<[]>('DELETE FROM reader_deaths');
  return {
    /** Counts a death of the reader over these bytes; gives how many there have been. */
    strike(sha256: string): number {
      return add.get(sha256, readerVersion)?.deaths ?? 1;
    },
    /** Lets all bytes be tried again, by a person's wish. */
    clear(): void {
      clear.run();
    },
    deaths(sha256: string): number {
      return read.get(sha256, readerVersion)?.deaths ?? 0;
    },
  };
}
