// What is used of the package, whose own types its export map hides from the compiler.
declare module 'better-sqlite3-multiple-ciphers' {
  class Database {
    constructor(path: string, options?: { readonly readonly?: boolean; readonly fileMustExist?: boolean; readonly timeout?: number });
    readonly inTransaction: boolean;
    key(key: Uint8Array): number;
    rekey(key: Uint8Array): number;
    pragma(source: string, options?: { readonly simple?: boolean }): unknown;
    prepare<Parameters extends readonly unknown[], Row>(sql: string): Database.Statement<Parameters, Row>;
    exec(sql: string): this;
    close(): this;
  }
  namespace Database {
    type Statement<Parameters extends readonly unknown[], Row> = {
      get(...parameters: Parameters): Row | undefined;
      all(...parameters: Parameters): Row[];
      iterate(...parameters: Parameters): IterableIterator<Row>;
      run(...parameters: Parameters): { readonly changes: number; readonly lastInsertRowid: number | bigint };
    };
    class SqliteError extends Error {
      readonly code: string;
    }
  }
  export = Database;
}
