import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Connection } from '../../../electron/engine/library/Connection.ts';
import { Library } from '../../../electron/engine/library/Library.ts';
import { migrate, schemaVersion } from '../../../electron/engine/library/migrations/migrate.ts';
import { makeFolder } from './testLibrary.ts';

async function connect(): Promise<{ connection: Connection; folder: string; key: Buffer }> {
  const folder = await makeFolder();
  const key = randomBytes(32);
  const connection = new Connection(join(folder, 'library.db'), key);
  onTestFinished(() => connection.close());
  return { connection, folder, key };
}

function tables(connection: Connection): string[] {
  return connection.prepare<[], { name: string }>(`
    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_text_%' ORDER BY name`).all().map((row) => row.name);
}

/** One document that was read, as every schema since the first keeps it; its revision is 1. */
function addRevision(connection: Connection): void {
  connection.exec(`INSERT INTO contents (sha256, size_bytes, home_folder_id) VALUES ('a', 1, 1);
    INSERT INTO revisions (content_id, state, reader_version, context_name, begun_ms) VALUES (1, 'live', 1, '', 1)`);
}

describe('migrations', () => {
  it('1 makes the first schema', async () => {
    const { connection } = await connect();
    migrate(connection, 1);
    expect(connection.schemaVersion).toBe(1);
    expect(tables(connection)).toEqual([
      'audit', 'citations', 'contents', 'conversations', 'document_text', 'embedding_progress', 'evaluation_runs', 'exclusions', 'folders',
      'installed_models', 'jobs', 'locations', 'message_text', 'messages', 'pages', 'parts', 'passages', 'reader_deaths', 'revisions',
      'rotations', 'settings', 'vocabulary', 'word_boxes',
    ]);
  });

  it('2 keeps what was read, and makes room for text recognised in pictures', async () => {
    const { connection } = await connect();
    migrate(connection, 1);
    addRevision(connection);
    connection.exec(`INSERT INTO pages (revision_id, number, locator, hash, text) VALUES (1, 1, '{}', 'h', 'text')`);
    migrate(connection, 2);
    expect(connection.schemaVersion).toBe(2);
    expect(connection.prepare('SELECT text, picture, recognised FROM pages').all()).toEqual([{ text: 'text', picture: null, recognised: 0 }]);
    expect(tables(connection)).toContain('recognised');
    expect(tables(connection)).not.toContain('word_boxes');
  });

  it('3 tells pages of hidden text, and lets them go with their revision', async () => {
    const { connection } = await connect();
    migrate(connection, 1);
    addRevision(connection);
    migrate(connection, 3);
    connection.exec(`INSERT INTO hidden_pages (revision_id, page, kind) VALUES (1, 2, 'white'); DELETE FROM revisions WHERE id = 1`);
    expect(connection.prepare('SELECT * FROM hidden_pages').all()).toEqual([]);
  });

  it('4 keeps verdicts on documents, and lets them go with the document or with what it said', async () => {
    const { connection } = await connect();
    migrate(connection, 3);
    connection.exec(`INSERT INTO folders (path, added_ms) VALUES ('/docs', 1);
      INSERT INTO contents (sha256, size_bytes, home_folder_id) VALUES ('a', 1, 1), ('b', 1, 1);
      INSERT INTO revisions (content_id, state, reader_version, context_name, begun_ms) VALUES (1, 'live', 1, '', 1), (2, 'live', 1, '', 1);
      INSERT INTO locations (folder_id, path, size_bytes, modified_ms, inode, state, content_id) VALUES (1, '/docs/a', 1, 1, '', 'indexed', 1), (1, '/docs/b', 1, 1, '', 'indexed', 2), (1, '/docs/c', 1, 1, '', 'failed', NULL)`);
    migrate(connection, 4);
    connection.exec(`INSERT INTO go_through_runs (criterion, scope_digest, judge, state, created_ms, updated_ms) VALUES ('c', 'd', 'j', 'running', 1, 1);
      INSERT INTO go_through_verdicts (run_id, document_id, revision_id, verdict, why, places) VALUES (1, 1, 1, 'yes', 'says', '[]'), (1, 2, 2, 'no', 'nothing', '[]'), (1, 3, NULL, 'unread', 'not-read', '[]')`);
    const judged = (): number[] => connection.prepare<[], { id: number }>('SELECT document_id AS id FROM go_through_verdicts ORDER BY document_id').all().map(({ id }) => id);
    connection.exec('DELETE FROM revisions WHERE id = 1');
    expect(judged()).toEqual([2, 3]);
    connection.exec('DELETE FROM locations WHERE id = 3');
    expect(judged()).toEqual([2]);
    connection.exec('DELETE FROM go_through_runs');
    expect(judged()).toEqual([]);
  });

  it('5 notes pages that address a program, and lets them go with their revision', async () => {
    const { connection } = await connect();
    migrate(connection, 4);
    addRevision(connection);
    migrate(connection, 5);
    connection.exec('INSERT INTO addressed_pages (revision_id, page) VALUES (1, 2); DELETE FROM revisions WHERE id = 1');
    expect(connection.prepare('SELECT * FROM addressed_pages').all()).toEqual([]);
  });

  it('7 makes room for questions to check answers with', async () => {
    const { connection } = await connect();
    migrate(connection, 6);
    migrate(connection, 7);
    expect(tables(connection)).toContain('check_questions');
  });

  it('8 makes room for removals that can be taken back, and lets them go with their folder', async () => {
    const { connection } = await connect();
    migrate(connection, 7);
    connection.exec(`INSERT INTO folders (path, added_ms) VALUES ('/docs', 1);
      INSERT INTO locations (folder_id, path, size_bytes, modified_ms, inode, state) VALUES (1, '/docs/a', 1, 1, '', 'waiting')`);
    migrate(connection, 8);
    expect(connection.prepare('SELECT path, missing, removal FROM locations').all()).toEqual([{ path: '/docs/a', missing: 0, removal: null }]);
    connection.exec(`INSERT INTO removals (path, folder_id, whole) VALUES ('/docs', 1, 1); DELETE FROM locations; DELETE FROM folders`);
    expect(connection.prepare('SELECT * FROM removals').all()).toEqual([]);
  });

  it('9 makes room for words beside the audit log, and puts none there', async () => {
    const { connection } = await connect();
    migrate(connection, 8);
    connection.exec(`INSERT INTO audit (at_ms, kind, detail, previous_hash, hash) VALUES (1, 'question-asked', '{}', '', '')`);
    migrate(connection, 9);
    expect(connection.prepare('SELECT * FROM audit_contents').all()).toEqual([]);
    expect(connection.prepare('SELECT id FROM audit').all()).toEqual([{ id: 1 }]);
  });

  it('run once: a library that is up to date is left as it is', async () => {
    const { connection } = await connect();
    migrate(connection);
    connection.exec(`INSERT INTO folders (path, added_ms) VALUES ('/docs', 1)`);
    migrate(connection);
    expect(connection.schemaVersion).toBe(schemaVersion);
    expect(connection.prepare<[], { path: string }>('SELECT path FROM folders').all()).toEqual([{ path: '/docs' }]);
  });

  it('R12: that fail leave the version before, whole', async () => {
    const { connection } = await connect();
    connection.exec('CREATE TABLE passages (a)');
    expect(() => migrate(connection)).toThrow('already exists');
    expect(connection.schemaVersion).toBe(0);
    expect(tables(connection)).toEqual(['passages']);
  });

  it('R12: refuse a library a newer program wrote, and leave it untouched', async () => {
    const { connection, folder, key } = await connect();
    migrate(connection);
    connection.schemaVersion = schemaVersion + 1;
    await expect(Library.open({ folder, key })).rejects.toMatchObject({ code: 'library-too-new', details: { found: schemaVersion + 1, supported: schemaVersion } });
    expect(connection.schemaVersion).toBe(schemaVersion + 1);
  });
});
