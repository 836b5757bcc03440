import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allEntries } from '../../../electron/cli/commands/auditLibrary.ts';
import { Connection } from '../../../electron/engine/library/Connection.ts';
import { Library } from '../../../electron/engine/library/Library.ts';
import type { Audit } from '../../../electron/engine/library/audit.ts';
import { makeFolder } from '../library/testLibrary.ts';

/** A library with twenty entries, and a hand on its rows that has the library's key but not the log's. */
async function makeLog(): Promise<{ audit: Audit; tamper: (sql: string) => void; library: Library; auditKey: Buffer; key: Buffer }> {
  const folder = await makeFolder();
  const [key, auditKey] = [randomBytes(32), randomBytes(32)];
  const library = await Library.open({ folder, key });
  const audit = library.security.audit(auditKey);
  for (let at = 1; at <= 20; at += 1) audit.append('removed', { documents: at, path: audit.digest(`/d/${at}`) });
  const tamper = (sql: string): void => {
    const connection = new Connection(join(folder, 'library.db'), key);
    connection.exec(sql);
    connection.close();
  };
  return { audit, tamper, library, auditKey, key };
}

describe('the audit log', () => {
  it('holds while nobody touches it, and gives its head', async () => {
    const { audit } = await makeLog();
    const { entries, head, broken } = audit.verify();
    expect({ entries, broken, id: head?.id }).toEqual({ entries: 20, broken: null, id: 20 });
    expect(audit.verify(audit.list(3)[0]?.hash).broken).toBeNull();
    expect(audit.list(2).map(({ detail }) => detail['documents'])).toEqual([19, 20]);
    expect(audit.list(2, 19).map(({ id }) => id)).toEqual([17, 18]);
    // Its export is whole however many entries there are.
    const engine = { auditEntries: async ({ limit = 100, before }: { readonly limit?: number | undefined; readonly before?: number | undefined }) => await Promise.resolve(audit.list(limit, before)) };
    for (const limit of [1, 3, 10, 20, 21]) expect((await allEntries(engine, new AbortController().signal, { limit })).map(({ id }) => id), String(limit)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  it.each([
    ['one byte of a detail', `UPDATE audit SET detail = replace(detail, ':7,', ':8,') WHERE id = 7`, 7, 'changed'],
    ['a time', 'UPDATE audit SET at_ms = at_ms + 1 WHERE id = 3', 3, 'changed'],
    ['a kind', `UPDATE audit SET kind = 'erased' WHERE id = 20`, 20, 'changed'],
    ['a seal', `UPDATE audit SET hash = substr(hash, 1, 63) || CASE substr(hash, 64) WHEN '0' THEN '1' ELSE '0' END WHERE id = 5`, 5, 'changed'],
    ['an entry taken out', 'DELETE FROM audit WHERE id = 9', 9, 'missing'],
    ['the first taken out', 'DELETE FROM audit WHERE id = 1', 1, 'missing'],
    ['the tail cut off', 'DELETE FROM audit WHERE id > 15', 16, 'missing'],
    ['everything gone', 'DELETE FROM audit', 1, 'missing'],
    ['two entries changed over', 'UPDATE audit SET id = 100 WHERE id = 4; UPDATE audit SET id = 4 WHERE id = 5; UPDATE audit SET id = 5 WHERE id = 100', 4, 'out-of-chain'],
    ['one put in', `INSERT INTO audit (at_ms, kind, detail, previous_hash, hash) SELECT at_ms, kind, detail, hash, hash FROM audit WHERE id = 20`, 21, 'changed'],
  ])('names the first broken entry: %s', async (_what, sql, id, problem) => {
    const { audit, tamper } = await makeLog();
    tamper(sql);
    expect(audit.verify().broken).toEqual({ id, problem });
  });

  it('misses a head that is nowhere: a tail cut off with the count put back', async () => {
    const { audit, tamper } = await makeLog();
    const head = audit.verify().head?.hash;
    tamper(`DELETE FROM audit WHERE id > 15; UPDATE sqlite_sequence SET seq = 15 WHERE name = 'audit'`);
    expect(audit.verify().broken).toBeNull();
    expect(audit.verify(head).broken).toEqual({ id: 16, problem: 'head-missing' });
  });

  it('holds over a change of key, whose entries keep their seals', async () => {
    const { audit, library, auditKey, tamper } = await makeLog();
    const next = library.security.audit(randomBytes(32));
    library.security.settings.set('formerAuditKeys', [{ upToId: audit.lastId(), key: auditKey.toString('hex') }]);
    next.append('key-replaced');
    expect(next.verify()).toMatchObject({ entries: 21, broken: null });
    tamper('UPDATE audit SET at_ms = 0 WHERE id = 2');
    expect(next.verify().broken).toEqual({ id: 2, problem: 'changed' });
  });

  const words = { question: 'Who pays the zqadvocate?', answer: 'The tenant pays the zqadvocate within 30 days.' };
  /** Every text of the database, whatever table it stands in, but those the log keeps words in. */
  const textsOf = (folder: string, key: Uint8Array): string => {
    const connection = new Connection(join(folder, 'library.db'), key);
    const tables = connection.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_text%' AND name <> 'audit_contents'`).all();
    const texts = tables.map(({ name }) => JSON.stringify(connection.prepare(`SELECT * FROM "${name}"`).all()));
    connection.close();
    return texts.join();
  };

  it('holds no word of a question or an answer; the rows beside it hold them where they are given, and are shown to who asks for them', async () => {
    const { audit, library, key } = await makeLog();
    audit.append('question-asked', { question: audit.digest(words.question) });
    expect(library.security.auditContents.list()).toEqual([]);
    audit.append('question-asked', { question: audit.digest(words.question), documents: [7] }, words);
    expect(library.security.auditContents.list()).toEqual([{ id: 22, ...words, documentIds: [7] }]);
    expect(textsOf(library.folder, key)).not.toContain('zqadvocate');
    expect(JSON.stringify(audit.list(100))).not.toContain('zqadvocate');
    expect(audit.list(2, undefined, { content: true }).map(({ content }) => content)).toEqual([null, words]);
    expect(audit.verify()).toMatchObject({ entries: 22, broken: null });
  });

  it('stays whole when the words are erased, of one question or of all, and names the entry whose words were changed', async () => {
    const { audit, library, tamper } = await makeLog();
    for (let at = 0; at < 3; at += 1) audit.append('question-asked', {}, { ...words, question: `${words.question} ${at}` });
    expect(library.security.auditContents.erase(22)).toBe(1);
    expect(library.security.auditContents.erase(22)).toBe(0);
    expect(audit.verify()).toMatchObject({ entries: 23, broken: null });
    for (const column of ['question', 'answer']) {
      tamper(`UPDATE audit_contents SET ${column} = ${column} || '!' WHERE audit_id = 23`);
      expect(audit.verify().broken, column).toEqual({ id: 23, problem: 'changed' });
      tamper(`UPDATE audit_contents SET ${column} = rtrim(${column}, '!') WHERE audit_id = 23`);
      expect(audit.verify().broken).toBeNull();
    }
    // Words put in beside an entry that knows none.
    tamper(`UPDATE audit SET kind = kind; INSERT INTO audit_contents (audit_id, question, answer) VALUES (22, 'x', 'y')`);
    expect(audit.verify().broken).toEqual({ id: 22, problem: 'changed' });
    expect(library.security.auditContents.erase(null)).toBe(3);
    expect(audit.verify()).toMatchObject({ entries: 23, broken: null });
  });

  it('knows its words over a change of key', async () => {
    const { audit, library, auditKey } = await makeLog();
    audit.append('question-asked', {}, words);
    const next = library.security.audit(randomBytes(32));
    library.security.settings.set('formerAuditKeys', [{ upToId: audit.lastId(), key: auditKey.toString('hex') }]);
    next.append('question-asked', {}, words);
    expect(next.verify()).toMatchObject({ entries: 22, broken: null });
  });

  it('digests tell the same text again and nothing of it', async () => {
    const { audit, library } = await makeLog();
    expect(audit.digest('/secret/file.pdf')).toBe(audit.digest('/secret/file.pdf'));
    expect(library.security.audit(randomBytes(32)).digest('/secret/file.pdf')).not.toBe(audit.digest('/secret/file.pdf'));
    expect(JSON.stringify(audit.list(100))).not.toContain('/d/');
  });
});
