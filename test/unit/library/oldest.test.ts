import { randomBytes } from 'node:crypto';
import { cpSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Connection } from '../../../electron/engine/library/Connection.ts';
import { listBackups } from '../../../electron/engine/library/backups.ts';
import { Library } from '../../../electron/engine/library/Library.ts';
import { migrate, schemaVersion } from '../../../electron/engine/library/migrations/migrate.ts';
import { columnsOf, contentsOf, copyOldest, schemaOf } from '../../fixtures/copyOldest.ts';
import { oldest } from '../../fixtures/oldestLibrary.ts';
import { makeFolder } from './testLibrary.ts';

// Bytes written once by the first schema: whatever later versions change, they must bring all of it along.
const steps = Array.from({ length: schemaVersion - 1 }, (_, at) => at + 2);
/** The one table a step has given up: it held what nothing had written yet. */
const givenUp = 'word_boxes';

async function openOldest(version = 1): Promise<{ connection: Connection; folder: string; key: Buffer; before: Record<string, unknown>; columns: Map<string, string[]> }> {
  const folder = join(await makeFolder(), 'library');
  const key = await copyOldest(folder);
  const connection = new Connection(join(folder, 'library.db'), key);
  onTestFinished(() => connection.close());
  const columns = columnsOf(connection);
  columns.delete(givenUp);
  const before = contentsOf(connection, columns);
  migrate(connection, version);
  return { connection, folder, key, before, columns };
}

/** A library that was never older than this version. */
async function schemaAt(version: number): Promise<Connection> {
  const connection = new Connection(join(await makeFolder(), 'library.db'), randomBytes(32));
  onTestFinished(() => connection.close());
  migrate(connection, version);
  return connection;
}

describe('a library of the first schema', () => {
  it('R12: is kept as it was, checked, before the first step is taken', async () => {
    const folder = join(await makeFolder(), 'library');
    const key = await copyOldest(folder);
    const library = await Library.open({ folder, key });
    await library.close();
    const [kept, ...others] = await listBackups(folder);
    expect(others).toEqual([]);
    const connection = new Connection(join(folder, 'backups', `${kept?.madeMs ?? 0}.db`), key);
    onTestFinished(() => connection.close());
    expect(connection.schemaVersion).toBe(1);
    const { before, columns } = await openOldest();
    expect(contentsOf(connection, columns)).toEqual(before);
    // One of today's schema needs none.
    await (await Library.open({ folder, key })).close();
    expect(await listBackups(folder)).toHaveLength(1);
  });

  it('R12: that cannot be kept stays as it was', async () => {
    const folder = join(await makeFolder(), 'library');
    const key = await copyOldest(folder);
    // A file where the folder of backups should be.
    writeFileSync(join(folder, 'backups'), '');
    await expect(Library.open({ folder, key })).rejects.toThrow();
    const connection = new Connection(join(folder, 'library.db'), key);
    onTestFinished(() => connection.close());
    expect(connection.schemaVersion).toBe(1);
  });

  it('R12: is what the first step still makes: a released step is never changed', async () => {
    const { connection } = await openOldest();
    expect(connection.schemaVersion).toBe(1);
    expect(schemaOf(connection)).toEqual(schemaOf(await schemaAt(1)));
    expect(connection.prepare('SELECT count(*) AS boxes FROM word_boxes').get()).toEqual({ boxes: 4 });
  });

  it.each(steps)('R12: holds every row at version %i as before, in the schema a new library has', async (version) => {
    const { connection, before, columns } = await openOldest(version);
    expect(connection.schemaVersion).toBe(version);
    expect(contentsOf(connection, columns)).toEqual(before);
    expect(connection.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    expect(schemaOf(connection)).toEqual(schemaOf(await schemaAt(version)));
  });

  it.each(steps)('R12: that fails in the middle of the step to %i stays as it was, and is brought along once the cause is gone', async (version) => {
    const { connection, before, columns } = await openOldest(version - 1);
    const known = columnsOf(connection);
    const [table] = [...columnsOf(await schemaAt(version)).keys()].filter((name) => !known.has(name));
    connection.exec(`CREATE TABLE ${table ?? ''} (in_the_way)`);
    expect(() => { migrate(connection); }).toThrow('already exists');
    expect(connection.schemaVersion).toBe(version - 1);
    expect(contentsOf(connection, columns)).toEqual(before);
    connection.exec(`DROP TABLE ${table ?? ''}`);
    migrate(connection);
    expect(connection.schemaVersion).toBe(schemaVersion);
    expect(contentsOf(connection, columns)).toEqual(before);
  });

  it.each(steps)('R12: left by a process that ended in the middle of the step to %i opens, complete', async (version) => {
    const { connection, folder, key, before, columns } = await openOldest(version - 1);
    const left = join(await makeFolder(), 'left');
    // Pages go to the log as they change, so that half the step lies there as it does at the moment of a kill.
    connection.exec('PRAGMA cache_size=1');
    expect(() => {
      connection.transaction(() => {
        migrate(connection, version);
        cpSync(folder, left, { recursive: true });
        throw new Error('killed');
      });
    }).toThrow('killed');
    expect(statSync(join(left, 'library.db-wal')).size).toBeGreaterThan(0);
    const library = await Library.open({ folder: left, key });
    expect(await library.check()).toEqual([]);
    expectWhole(library);
    await library.close();
    const again = new Connection(join(left, 'library.db'), key);
    onTestFinished(() => again.close());
    expect(again.schemaVersion).toBe(schemaVersion);
    expect(contentsOf(again, columns)).toEqual(before);
  });
});

/** What a person would look for, through the library's own reading. */
function expectWhole(library: Library): void {
  const documents = library.documents.all();
  const expected = [...oldest.documents, ...oldest.alsoIn].map(({ path }) => [join(oldest.folder, path), 'indexed']);
  expect(documents.map(({ path, state }) => [path, state]).sort()).toEqual([...expected, [join(oldest.folder, oldest.unreadable), 'failed']].sort());
  for (const { path, title, pages } of oldest.documents) {
    const document = library.documents.byPath(join(oldest.folder, path));
    expect(document).toMatchObject({ title, pages: pages.length });
    const contentId = document?.contentId ?? 0;
    expect(pages.map((_, at) => library.pages.get(contentId, at + 1)?.text)).toEqual(pages);
    expect(pages.map((_, at) => library.passages.ofPage(contentId, at + 1).map(({ text }) => text))).toEqual(pages.map((text) => [text]));
  }
  const { conversationId, question, answer, unanswered } = oldest.asked;
  expect(library.conversations.list().map(({ id, messages, pinned }) => ({ id, messages, pinned }))).toEqual([{ id: 'pinned', messages: 0, pinned: true }, { id: conversationId, messages: 2, pinned: false }]);
  expect(library.conversations.messages(conversationId).map((message) => [message.question, message.answer])).toEqual([[question, answer], [unanswered, null]]);
  expect(library.conversations.search('four months', 5)).toHaveLength(1);
}
