import Database from 'better-sqlite3-multiple-ciphers';

/** Encrypts a library file that nothing else has open with another key, every page of it. Keys: 32 bytes, left untouched. */
export function rekeyFile(path: string, key: Uint8Array, newKey: Uint8Array): void {
  const database = new Database(path, { fileMustExist: true });
  const [raw, newRaw] = [Buffer.concat([Buffer.from('raw:'), key]), Buffer.concat([Buffer.from('raw:'), newKey])];
  try {
    database.pragma(`cipher='sqlcipher'`);
    database.pragma('legacy=4');
    database.key(raw);
    // A log written beside would stay with the old key.
    database.pragma('journal_mode=DELETE');
    database.rekey(newRaw);
  } finally {
    raw.fill(0);
    newRaw.fill(0);
    database.close();
  }
}
