import * as z from 'zod';
import { EraseCertificate } from '../../shared/securityContract.ts';
import type { Connection } from './Connection.ts';
import { pathRange } from './isWithin.ts';

/** Ids of everything some paths hold, and what nothing but them holds: that goes. */
export type Erasable = {
  readonly documents: readonly { readonly path: string; readonly modifiedMs: number }[];
  readonly documentIds: readonly number[]; readonly contentIds: readonly number[]; readonly revisionIds: readonly number[]; readonly passageIds: readonly number[];
  /** Contents other places hold too: they stay. */
  readonly sharedContents: number; readonly pages: number;
};

/** All a later start needs to end an erasure, and to know that it is ended. In the library until then, encrypted like the rest. */
export const ErasePlan = z.object({
  paths: z.array(z.string()).min(1), begunMs: z.int(), removeConversations: z.boolean(), hadBackups: z.boolean(), documentIds: z.array(z.int()), contentIds: z.array(z.int()),
  revisionIds: z.array(z.int()), passageIds: z.array(z.int()), pages: z.int(), fromBackups: z.int().default(0), messagesRemoved: z.int(), sha256: z.array(z.string()), shingles: z.array(z.number()),
  terms: z.array(z.string()), before: z.array(z.object({ place: z.string(), what: z.string(), count: z.int() })), kept: z.array(z.string()),
});
export type ErasePlan = z.infer<typeof ErasePlan>;

/** Documents as conversations know them. */
type Meant = Pick<Erasable, 'documentIds'> & { readonly paths: readonly string[] };

/** Erasures under way and done, kept as jobs. */
export function createErasures(connection: Connection) {
  const documents = connection.prepare<[string, string, string], { id: number; path: string; modifiedMs: number; contentId: number | null; stagedId: number | null }>(`
    SELECT id, path, modified_ms AS modifiedMs, content_id AS contentId, staged_content_id AS stagedId FROM locations WHERE path = ? OR (path > ? AND path < ?)`);
  const holders = connection.prepare<[number, number], { id: number }>('SELECT id FROM locations WHERE content_id = ? OR staged_content_id = ?');
  const isPart = connection.prepare<[number], { id: number }>('SELECT id FROM parts WHERE content_id = ? LIMIT 1');
  const live = connection.prepare<[string], { sha256: string }>('SELECT sha256 FROM contents WHERE removed = 0 AND sha256 IN (SELECT value FROM json_each(?))');
  const revisions = connection.prepare<[string], { id: number }>('SELECT id FROM revisions WHERE content_id IN (SELECT value FROM json_each(?)) ORDER BY id');
  const passages = connection.prepare<[string], { id: number }>('SELECT id FROM passages WHERE revision_id IN (SELECT value FROM json_each(?)) ORDER BY id');
  const pages = connection.prepare<[string], { pages: number }>('SELECT count(*) AS pages FROM pages WHERE revision_id IN (SELECT value FROM json_each(?))');
  const texts = connection.prepare<[string], { text: string }>('SELECT text FROM pages WHERE revision_id IN (SELECT value FROM json_each(?))');
  const shas = connection.prepare<[string], { sha256: string }>('SELECT sha256 FROM contents WHERE id IN (SELECT value FROM json_each(?))');
  const frequency = connection.prepare<[string], { passages: number }>('SELECT passages FROM vocabulary WHERE term = ?');
  const passageRows = connection.prepare<[string], { page: number; start: number; finish: number; headingPath: string; title: string; contextName: string; text: string }>(`
    SELECT p.page, p.start, p.finish, p.heading_path AS headingPath, r.title, r.context_name AS contextName, g.text FROM passages p
    JOIN revisions r ON r.id = p.revision_id JOIN pages g ON g.revision_id = p.revision_id AND g.number = p.page
    WHERE p.revision_id IN (SELECT value FROM json_each(?)) AND r.counted = 1`);
  const removeDeaths = connection.prepare<[string]>('DELETE FROM reader_deaths WHERE sha256 IN (SELECT value FROM json_each(?))');
  const insert = connection.prepare<[string, number, number]>(`INSERT INTO jobs (kind, state, input, progress, created_ms, updated_ms) VALUES ('erase', 'begun', ?, '{}', ?, ?)`);
  const pending = connection.prepare<[], { id: number; input: string }>(`SELECT id, input FROM jobs WHERE kind = 'erase' AND state = 'begun' ORDER BY id LIMIT 1`);
  const finish = connection.prepare<[string, number, number]>(`UPDATE jobs SET state = 'done', input = '{}', progress = ?, updated_ms = ? WHERE id = ?`);
  const update = connection.prepare<[string, number]>('UPDATE jobs SET input = ? WHERE id = ?');
  const citing = connection.prepare<[string], { id: number }>('SELECT DISTINCT message_id AS id FROM citations WHERE document_id IN (SELECT value FROM json_each(?))');
  const citingAt = connection.prepare<[string, string, string], { id: number }>('SELECT DISTINCT message_id AS id FROM citations WHERE path = ? OR (path > ? AND path < ?)');
  const messages = connection.prepare<[], { id: number; text: string }>(`SELECT id, question || ' ' || coalesce(answer, '') AS text FROM messages`);
  const conversations = connection.prepare<[], { id: string; title: string; messages: number }>(
    'SELECT c.id, c.title, count(m.id) AS messages FROM conversations c LEFT JOIN messages m ON m.conversation_id = c.id GROUP BY c.id');
  const removeText = connection.prepare<[number]>('DELETE FROM message_text WHERE rowid = ?');
  const removeMessage = connection.prepare<[number]>('DELETE FROM messages WHERE id = ?');
  const removeConversation = connection.prepare<[string]>('DELETE FROM conversations WHERE id = ?');
  const retitle = connection.prepare<[string]>(`UPDATE conversations SET title = '…' WHERE id = ?`);
  const done = connection.prepare<[], { progress: string }>(`SELECT progress FROM jobs WHERE kind = 'erase' AND state = 'done' ORDER BY id`);

  const fullText = ['document_text', 'message_text'] as const;
  const revisionsOf = (contentIds: readonly number[]): number[] => revisions.all(JSON.stringify(contentIds)).map(({ id }) => id);
  /** By id, and by path where a document was taken out before. */
  const messagesCiting = ({ documentIds, paths }: Meant): number[] => {
    const at = paths.flatMap((path) => {
      const { from, to } = pathRange(path);
      return citingAt.all(path, from, to);
    });
    return [...citing.all(JSON.stringify(documentIds)), ...at].map(({ id }) => id);
  };

  return {
    revisionsOf,
    /** Of these contents, those the library has. */
    liveAmong: (sha256: readonly string[]) => new Set(live.all(JSON.stringify(sha256)).map((row) => row.sha256)),
    /** Words of the full text that stand there for another document (in its name, say) or in a message that does not cite what is meant: they are no traces of them. `isMeant`: which words are asked about. */
    wordsElsewhere({ revisionIds, ...meant }: Meant & Pick<Erasable, 'revisionIds'>, isMeant: (word: string) => boolean): string[] {
      const own = { document_text: new Set(revisionIds), message_text: new Set(messagesCiting(meant)) };
      return fullText.flatMap((table) => {
        connection.exec(`CREATE VIRTUAL TABLE temp.words_meant USING fts5vocab('main', '${table}', 'row')`);
        const words = connection.prepare<[], { term: string }>('SELECT term FROM temp.words_meant').all().map(({ term }) => term).filter(isMeant);
        connection.exec('DROP TABLE temp.words_meant');
        const rows = connection.prepare<[string], { id: number }>(`SELECT rowid AS id FROM ${table} WHERE ${table} MATCH ?`);
        return words.filter((word) => rows.all(`"${word.replaceAll('"', '""')}"`).some(({ id }) => !own[table].has(id)));
      });
    },
    /** What lies at some paths or beneath them. */
    find(paths: readonly string[]): Erasable {
      const found = paths.flatMap((path) => {
        const { from, to } = pathRange(path);
        return documents.all(path, from, to);
      });
      const rows = [...new Map(found.map((row) => [row.id, row])).values()];
      const documentIds = rows.map(({ id }) => id);
      const isMeant = new Set(documentIds);
      const held = [...new Set(rows.flatMap(({ contentId, stagedId }) => [contentId, stagedId]).filter((id) => id !== null))];
      const contentIds = held.filter((id) => isPart.get(id) === undefined && holders.all(id, id).every((holder) => isMeant.has(holder.id)));
      const revisionIds = revisionsOf(contentIds);
      const list = JSON.stringify(revisionIds);
      return {
        documents: rows.map(({ path, modifiedMs }) => ({ path, modifiedMs })), documentIds, contentIds, revisionIds, passageIds: passages.all(list).map(({ id }) => id), sharedContents: held.length - contentIds.length, pages: pages.get(list)?.pages ?? 0,
      };
    },
    pageTexts: (revisionIds: readonly number[]) => texts.all(JSON.stringify(revisionIds)).map(({ text }) => text),
    passageRows: (revisionIds: readonly number[]) => passageRows.all(JSON.stringify(revisionIds)),
    sha256: (contentIds: readonly number[]) => shas.all(JSON.stringify(contentIds)).map(({ sha256 }) => sha256),
    /** In how many passages a term stands, what waits to be swept included. */
    frequency: (term: string) => frequency.get(term)?.passages ?? 0,
    forgetDeaths: (sha256: readonly string[]) => { removeDeaths.run(JSON.stringify(sha256)); },

    begin(plan: ErasePlan): void {
      insert.run(JSON.stringify(plan), plan.begunMs, plan.begunMs);
    },
    messagesCiting,
    messageTexts: () => messages.all(),
    /** Removes messages, conversations left without any, and titles `isTelling` says tell of the document. Gives how many messages went. */
    removeMessages(ids: readonly number[], isTelling: (title: string) => boolean): number {
      return connection.transaction(() => {
        for (const id of ids) {
          removeText.run(id);
          removeMessage.run(id);
        }
        for (const { id, title, messages: count } of conversations.all()) {
          if (count === 0 && ids.length > 0) removeConversation.run(id);
          else if (isTelling(title)) retitle.run(id);
        }
        return ids.length;
      });
    },
    /** Full text keeps words of what was deleted until its parts are merged. */
    compactFullText(): void {
      for (const table of ['document_text', 'message_text']) connection.exec(`INSERT INTO ${table}(${table}) VALUES('optimize')`);
    },
    update(id: number, plan: ErasePlan): void {
      update.run(JSON.stringify(plan), id);
    },

    /** The erasure to end; null when none is under way. */
    pending(): { readonly id: number; readonly plan: ErasePlan } | null {
      const row = pending.get();
      return row === undefined ? null : { id: row.id, plan: ErasePlan.parse(withPaths(JSON.parse(row.input))) };
    },
    /** Ends it: what the plan knew of the document goes, the certificate (without its path) stays. */
    finish(id: number, certificate: EraseCertificate): void {
      finish.run(JSON.stringify({ ...certificate, path: null, others: certificate.others.map((other) => ({ ...other, path: null })) }), Date.now(), id);
    },
    done: () => done.all().map(({ progress }) => EraseCertificate.parse(JSON.parse(progress))),
  };
}

/** A plan of a program that erased one path at a time. */
function withPaths(plan: unknown): unknown {
  return typeof plan === 'object' && plan !== null && 'path' in plan ? { ...plan, paths: [plan.path] } : plan;
}
