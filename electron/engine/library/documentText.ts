import { basename } from 'node:path';
import type { Connection } from './Connection.ts';

export type DocumentText = ReturnType<typeof createDocumentText>;

/** Words of a first page that tell what a document is stand at its top. In UTF-16 units. */
const firstPageLength = 2_000;
const maxQueryWords = 64;

/** Full text over file name, title and first page of each live content: which documents a question is about. */
export function createDocumentText(connection: Connection) {
  const match = connection.prepare<[string, number], { contentId: number; score: number }>(`
    SELECT r.content_id AS contentId, -bm25(document_text, 4.0, 4.0, 1.0) AS score
    FROM document_text JOIN revisions r ON r.id = document_text.rowid
    WHERE document_text MATCH ? AND r.state = 'live' AND EXISTS (SELECT 1 FROM locations l WHERE l.content_id = r.content_id AND l.missing = 0)
    ORDER BY score DESC, r.content_id LIMIT ?`);
  const insert = connection.prepare<[number, string, string, string]>('INSERT INTO document_text (rowid, name, title, first_page) VALUES (?, ?, ?, ?)');
  const remove = connection.prepare<[number]>('DELETE FROM document_text WHERE rowid = ?');
  const facts = connection.prepare<[number], { title: string; contextName: string }>(
    'SELECT title, context_name AS contextName FROM revisions WHERE id = ?');
  const firstPage = connection.prepare<[number], { text: string }>(`
    SELECT g.text FROM pages g WHERE g.revision_id = ? AND NOT EXISTS (SELECT 1 FROM hidden_pages h WHERE h.revision_id = g.revision_id AND h.page = g.number)
    ORDER BY g.number LIMIT 1`);
  const names = connection.prepare<[number], { path: string }>(`
    SELECT l.path FROM revisions r JOIN locations l ON l.content_id = r.content_id WHERE r.id = ? AND l.missing = 0 ORDER BY l.id LIMIT 20`);
  const live = connection.prepare<[number], { revision: number | null }>('SELECT live_revision AS revision FROM contents WHERE id = ?');

  const write = (revision: number): void => {
    const fact = facts.get(revision);
    if (fact === undefined) return;
    const called = [fact.contextName, ...names.all(revision).map((row) => basename(row.path))].join(' ');
    insert.run(revision, toWords(called), toWords(fact.title), toWords(firstPage.get(revision)?.text.slice(0, firstPageLength) ?? ''));
  };

  const wordsOf = (query: string): string[] => [...new Set(toWords(query).toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])].slice(0, maxQueryWords);

  return {
    /** Contents whose name, title or first page has words of the query, best first; a higher score is better. Any text is a safe query. */
    match(query: string, limit: number): { readonly contentId: number; readonly score: number }[] {
      const words = wordsOf(query);
      if (words.length === 0) return [];
      return match.all(words.map((word) => `"${word}"`).join(' OR '), limit);
    },
    /** Contents whose name, title and first page have all words of the query between them, best first. Any text is a safe query. */
    matchAll(query: string, limit: number): number[] {
      const words = wordsOf(query);
      return words.length === 0 ? [] : match.all(words.map((word) => `"${word}"`).join(' AND '), limit).map(({ contentId }) => contentId);
    },
    /** Enters a revision whose pages are stored. Belongs inside a transaction. */
    write,
    remove(revision: number): void {
      remove.run(revision);
    },
    /** Enters a content again after a place that holds it came or got another name. */
    refresh(contentId: number): void {
      const revision = live.get(contentId)?.revision ?? null;
      if (revision === null) return;
      remove.run(revision);
      write(revision);
    },
  };
}

/** The tokenizer splits at blanks only where letters do not: scripts written without blanks go in letter by letter. */
function toWords(text: string): string {
  return text.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, ' $& ');
}
