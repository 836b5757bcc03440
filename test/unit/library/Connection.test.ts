import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Connection } from '../../../electron/engine/library/Connection.ts';
import { makeFolder } from './testLibrary.ts';

async function connect(): Promise<Connection> {
  const connection = new Connection(join(await makeFolder(), 'library.db'), randomBytes(32));
  onTestFinished(() => connection.close());
  connection.exec('CREATE TABLE things (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)');
  return connection;
}

const pragma = (connection: Connection, name: string): unknown => Object.values(connection.prepare<[], Record<string, unknown>>(`PRAGMA ${name}`).get() ?? {})[0];

describe('a connection', () => {
  it('writes so that a power cut loses nothing, keeps nothing deleted and puts nothing into temporary files', async () => {
    const connection = await connect();
    const settings = Object.fromEntries(['journal_mode', 'synchronous', 'secure_delete', 'temp_store', 'foreign_keys', 'cipher', 'legacy', 'cache_size'].map((name) => [name, pragma(connection, name)]));
    expect(settings).toEqual({ journal_mode: 'wal', synchronous: 2, secure_delete: 1, temp_store: 2, foreign_keys: 1, cipher: 'sqlcipher', legacy: '4', cache_size: -65_536 });
  });

  it('says that the disk is full, loses nothing that was written before, and goes on when there is space', async () => {
    const connection = await connect();
    const insert = connection.prepare<[Uint8Array]>('INSERT INTO things (bytes) VALUES (?)');
    const count = connection.prepare<[], { things: number }>('SELECT count(*) AS things FROM things');
    insert.run(randomBytes(1_000));
    connection.exec('PRAGMA max_page_count=100');
    expect(() => connection.transaction(() => {
      insert.run(randomBytes(1_000));
      connection.transaction(() => insert.run(randomBytes(1_000_000)));
    })).toThrow(expect.objectContaining({ code: 'disk-full' }));
    expect(count.get()?.things).toBe(1);
    connection.exec('PRAGMA max_page_count=100000');
    connection.transaction(() => insert.run(randomBytes(1_000_000)));
    expect(count.get()?.things).toBe(2);
  });

  it('says which file it may not open', async () => {
    const path = await makeFolder();
    expect(() => new Connection(path, randomBytes(32))).toThrow(expect.objectContaining({ code: 'file-not-readable', details: { path } }));
  });
});
