import Database from 'better-sqlite3-multiple-ciphers';
import { AppError } from '../../shared/AppError.ts';

export type Value = string | number | bigint | Uint8Array | null;

/** A statement, prepared when it is first used (opening a library prepares few of its two hundred) and kept for the life of the connection. */
export type Statement<Parameters extends readonly Value[], Row> = {
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
  /** Rows one at a time; no other statement may write meanwhile. */
  each(...parameters: Parameters): IterableIterator<Row>;
  run(...parameters: Parameters): { readonly changes: number; readonly id: number };
};

/**
 * One connection to an encrypted library file (SQLCipher 4 format). Everything SQLite may throw becomes `disk-full`,
 * `file-not-readable` or `library-damaged` here, once.
 */
export class Connection {
  readonly path: string;
  readonly #database: Database;
  #depth = 0;

  /** `key`: 32 bytes, left untouched. The file is made when missing. Errors: library-damaged (a wrong key included), file-not-readable. */
  constructor(path: string, key: Uint8Array) {
    this.path = path;
    this.#database = openFile(path);
    try {
      this.#database.pragma(`cipher='sqlcipher'`);
      this.#database.pragma('legacy=4');
      // As bytes, so that no copy of the key lives on as an unerasable string.
      const rawKey = Buffer.concat([Buffer.from('raw:'), key]);
      this.#database.key(rawKey);
      rawKey.fill(0);
      this.#database.pragma('temp_store=MEMORY');
      this.#database.pragma('secure_delete=ON');
      this.#database.pragma('foreign_keys=ON');
      this.#database.pragma('cache_size=-65536');
      this.#database.pragma('journal_mode=WAL');
      this.#database.pragma('synchronous=FULL');
      this.#database.pragma('fullfsync=ON');
      this.#database.pragma('journal_size_limit=67108864');
      this.#database.prepare('SELECT count(*) FROM sqlite_master').get();
    } catch (error) {
      this.#database.close();
      throw toAppError(error, path);
    }
  }

  prepare<Parameters extends readonly Value[] = [], Row = unknown>(sql: string): Statement<Parameters, Row> {
    let prepared: Database.Statement<Value[], Row> | undefined;
    const statement = (): Database.Statement<Value[], Row> => prepared ??= this.#database.prepare<Value[], Row>(sql);
    return {
      get: (...parameters) => this.#guard(() => statement().get(...parameters)),
      all: (...parameters) => this.#guard(() => statement().all(...parameters)),
      each: (...parameters) => this.#guard(() => statement().iterate(...parameters)),
      run: (...parameters) => this.#guard(() => {
        const { changes, lastInsertRowid } = statement().run(...parameters);
        return { changes, id: Number(lastInsertRowid) };
      }),
    };
  }

  exec(sql: string): void {
    this.#guard(() => this.#database.exec(sql));
  }

  get schemaVersion(): number {
    return Number(this.#guard(() => this.#database.pragma('user_version', { simple: true })));
  }

  set schemaVersion(version: number) {
    this.#guard(() => this.#database.pragma(`user_version=${Math.trunc(version)}`));
  }

  /**
   * Runs `work` as one transaction: all of it is on the disk when this returns, or none of it where it throws. Inside another
   * one it is a part that can fail by itself.
   */
  transaction<Result>(work: () => Result): Result {
    const depth = this.#depth;
    this.exec(depth === 0 ? 'BEGIN IMMEDIATE' : `SAVEPOINT nested${depth}`);
    this.#depth = depth + 1;
    try {
      const result = work();
      this.exec(depth === 0 ? 'COMMIT' : `RELEASE nested${depth}`);
      return result;
    } catch (error) {
      // On a full disk SQLite has rolled everything back by itself; then there is nothing left to undo.
      if (this.#database.inTransaction) this.exec(depth === 0 ? 'ROLLBACK' : `ROLLBACK TO nested${depth}; RELEASE nested${depth}`);
      throw error;
    } finally {
      this.#depth = depth;
    }
  }

  get isInTransaction(): boolean {
    return this.#depth > 0;
  }

  /** Moves the log into the file and empties it. */
  checkpoint(): void {
    this.#guard(() => this.#database.pragma('wal_checkpoint(TRUNCATE)'));
  }

  close(): void {
    this.#database.close();
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw toAppError(error, this.path);
    }
  }
}

function openFile(path: string): Database {
  try {
    return new Database(path);
  } catch (error) {
    throw toAppError(error, path);
  }
}

function toAppError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code === 'SQLITE_FULL') return new AppError('disk-full', { path }, { cause: error });
  if (/^SQLITE_(CANTOPEN|READONLY|PERM)/.test(error.code)) return new AppError('file-not-readable', { path }, { cause: error });
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code)) {
    return new AppError('library-damaged', { path, finding: `${error.code}: ${error.message}` }, { cause: error });
  }
  return error;
}
