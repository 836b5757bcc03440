import { createHmac } from 'node:crypto';
import { userInfo } from 'node:os';
import type { AuditEntry, AuditKind, AuditVerdict } from '../../shared/securityContract.ts';
import { createAuditContents, type AuditContent } from './auditContents.ts';
import type { Connection } from './Connection.ts';
import type { SecuritySettings } from './securitySettings.ts';

export type Audit = ReturnType<typeof createAudit>;
export type AuditDetail = AuditEntry['detail'];

type Row = { id: number; atMs: number; kind: string; detail: string; previousHash: string; hash: string };

const beforeFirst = '0'.repeat(64);

/**
 * What was done with a library, each entry sealed (HMAC-SHA256) together with the seal before it: an entry that was changed, taken
 * out or put in breaks the chain where it stands, and a tail cut off shows in the count that never goes back. Entries hold ids,
 * counts, digests and the account at work, never a document's name or text: those go when a document is erased, entries stay. Where the policy wants the words of
 * questions, they stand in rows of their own, which the entry knows by digests: what is erased of them is missed by nothing, what is changed is. `key`: 32 bytes, kept by the caller.
 */
export function createAudit(connection: Connection, key: Uint8Array, settings: Pick<SecuritySettings, 'get'>) {
  const columns = 'SELECT id, at_ms AS atMs, kind, detail, previous_hash AS previousHash, hash FROM audit';
  const last = connection.prepare<[], { id: number; hash: string }>('SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1');
  const everGiven = connection.prepare<[], { id: number }>(`SELECT seq AS id FROM sqlite_sequence WHERE name = 'audit'`);
  const some = connection.prepare<[number, number], Row>(`${columns} WHERE id > ? ORDER BY id LIMIT ?`);
  const newest = connection.prepare<[number, number], Row>(`SELECT * FROM (${columns} WHERE id < ? ORDER BY id DESC LIMIT ?) ORDER BY id`);
  const insert = connection.prepare<[number, number, string, string, string, string]>(
    'INSERT INTO audit (id, at_ms, kind, detail, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?)');

  const contents = createAuditContents(connection);
  const isOther = (row: Row, ofTime: Uint8Array): boolean => {
    const content = row.kind === 'question-asked' ? contents.of(row.id) : null;
    if (content === null) return false;
    const { question, answer } = JSON.parse(row.detail) as AuditDetail;
    return question !== digestUnder(ofTime, content.question) || answer !== digestUnder(ofTime, content.answer);
  };

  return {
    /** `content`: words of a question to keep beside the entry, which is then given their digests. */
    append(kind: AuditKind, detail: AuditDetail = {}, content: AuditContent | null = null): void {
      connection.transaction(() => {
        const id = (everGiven.get()?.id ?? 0) + 1;
        const digests = content === null ? {} : { question: digestUnder(key, content.question), answer: digestUnder(key, content.answer) };
        if (content !== null) contents.keep(id, content);
        const row = { id, atMs: Date.now(), kind, detail: JSON.stringify({ by: account(), ...detail, ...digests }), previousHash: last.get()?.hash ?? beforeFirst };
        insert.run(id, row.atMs, kind, row.detail, row.previousHash, seal(row, key));
      });
    },

    /** One entry; null where there is none of this id. */
    entry(id: number): AuditEntry | null {
      const [row] = some.all(id - 1, 1);
      return row?.id === id ? toEntry(row) : null;
    },

    /** The newest `limit` entries, or the newest before an id; oldest first. `content`: with the words that are kept of questions. */
    list(limit: number, before = Number.MAX_SAFE_INTEGER, { content = false } = {}): AuditEntry[] {
      return newest.all(before, limit).map((row) => ({ ...toEntry(row), ...(content ? { content: contents.of(row.id) } : {}) }));
    },

    /** Goes through the whole chain. `head`: a seal noted before, which must be among the entries. */
    verify(head?: string): AuditVerdict {
      const former = settings.get('formerAuditKeys').map(({ upToId, key: hex }) => ({ upToId, key: Buffer.from(hex, 'hex') }));
      let [previous, expectedId, isHeadThere] = [beforeFirst, 1, head === undefined];
      const verdict = (broken: AuditVerdict['broken']): AuditVerdict => ({
        entries: expectedId - 1, head: expectedId === 1 ? null : { id: expectedId - 1, hash: previous }, broken,
      });
      for (let rows = some.all(0, 1_000); rows.length > 0; rows = some.all(expectedId - 1, 1_000)) {
        for (const row of rows) {
          if (row.id !== expectedId) return verdict({ id: expectedId, problem: 'missing' });
          if (row.previousHash !== previous) return verdict({ id: row.id, problem: 'out-of-chain' });
          const ofTime = former.find(({ upToId }) => row.id <= upToId)?.key ?? key;
          if (row.hash !== seal(row, ofTime) || isOther(row, ofTime)) return verdict({ id: row.id, problem: 'changed' });
          previous = row.hash;
          isHeadThere ||= head === previous;
          expectedId += 1;
        }
      }
      if ((everGiven.get()?.id ?? 0) >= expectedId) return verdict({ id: expectedId, problem: 'missing' });
      return verdict(isHeadThere ? null : { id: expectedId, problem: 'head-missing' });
    },

    /** Stands for a text in an entry: the same text gives the same digest in this library and in no other. */
    digest(text: string): string {
      return digestUnder(key, text);
    },

    /** Where the chain stands. */
    lastId(): number {
      return last.get()?.id ?? 0;
    },
  };
}

function digestUnder(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update('digest ').update(text, 'utf8').digest('hex').slice(0, 32);
}

/** Who is at work, as the system says; its number where the system has no name for it. */
function account(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

function seal({ id, atMs, kind, detail, previousHash }: Omit<Row, 'hash'>, key: Uint8Array): string {
  return createHmac('sha256', key).update(JSON.stringify([id, atMs, kind, detail, previousHash])).digest('hex');
}

function toEntry({ id, atMs, kind, detail, hash }: Row): AuditEntry {
  return { id, atMs, kind: kind as AuditKind, detail: JSON.parse(detail) as AuditDetail, hash };
}
