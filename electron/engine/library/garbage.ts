import type { Connection } from './Connection.ts';
import type { DocumentText } from './documentText.ts';
import { createPassageText } from './passageText.ts';
import { createRevisionTerms } from './revisionTerms.ts';
import { sumTerms, type Vocabulary } from './vocabulary.ts';
import type { GarbageRevision, PassageText } from './writeRecords.ts';

export type Garbage = ReturnType<typeof createGarbage>;

type PassageRow = { page: number; start: number; finish: number; headingPath: string; title: string; contextName: string };

/**
 * What is hidden but still there. It stays listed until its index rows are gone, however often the program ends in between:
 * take `next`, delete the rows from every index table, then `delete`.
 */
export function createGarbage(connection: Connection, vocabulary: Vocabulary, documentText: DocumentText) {
  const next = connection.prepare<[number], { revision: number; contentId: number; contentGone: number }>(`
    SELECT r.id AS revision, r.content_id AS contentId, c.removed AS contentGone FROM revisions r JOIN contents c ON c.id = r.content_id
    WHERE r.state = 'garbage' ORDER BY r.id LIMIT ?`);
  const ids = connection.prepare<[number], { id: number }>('SELECT id FROM passages WHERE revision_id = ? ORDER BY id');
  const count = connection.prepare<[], { revisions: number }>(`SELECT count(*) AS revisions FROM revisions WHERE state = 'garbage'`);
  const one = connection.prepare<[number], { contentId: number; counted: number }>(
    `SELECT content_id AS contentId, counted FROM revisions WHERE id = ? AND state = 'garbage'`);
  const passageText = createPassageText(connection);
  const somePassages = connection.prepare<[number, number], PassageRow & { id: number; counted: number }>(`
    SELECT p.id, p.page, p.start, p.finish, p.heading_path AS headingPath, r.title, r.context_name AS contextName, r.counted
    FROM passages p JOIN revisions r ON r.id = p.revision_id WHERE p.revision_id = ? AND r.state = 'garbage' ORDER BY p.page, p.id LIMIT ?`);
  const removePassage = connection.prepare<[number]>('DELETE FROM passages WHERE id = ?');
  const removePages = connection.prepare<[number, number]>('DELETE FROM pages WHERE revision_id = ? AND number < ?');
  const remove = connection.prepare<[number]>('DELETE FROM revisions WHERE id = ?');
  const removeContent = connection.prepare<[number, number]>(`
    DELETE FROM contents WHERE id = ? AND removed = 1 AND NOT EXISTS (SELECT 1 FROM revisions WHERE content_id = ?)`);
  const removeRecognised = connection.prepare<[]>('DELETE FROM recognised WHERE sha256 NOT IN (SELECT sha256 FROM contents WHERE removed = 0)');

  /** Terms already taken off a revision that goes part by part: each counts one document, once. */
  const takenOff = new Map<number, Set<string>>();

  const countTerms = createRevisionTerms(connection);

  return {
    /** Hidden revisions, oldest first. */
    next(limit: number): GarbageRevision[] {
      return next.all(limit).map((row) => ({
        contentId: row.contentId, revision: row.revision, contentGone: row.contentGone === 1,
        passageIds: ids.all(row.revision).map(({ id }) => id),
      }));
    },

    /** Hidden revisions in all. */
    count(): number {
      return count.get()?.revisions ?? 0;
    },

    /**
     * Deletes the first `limit` passages of a hidden revision with their counts, and the pages before the last of them, in one
     * transaction: a long document goes in steps none of which keeps a question waiting. False when none are left; then `delete`.
     */
    deleteSome(revision: number, limit: number, termsOf: (passage: PassageText) => readonly string[]): boolean {
      return connection.transaction(() => {
        const rows = somePassages.all(revision, limit);
        const seen = takenOff.get(revision) ?? new Set();
        takenOff.set(revision, seen);
        const counts = new Map<string, { passages: number; documents: number }>();
        const textOf = passageText();
        for (const { id, page, start, finish, title, contextName, headingPath, counted } of rows) {
          const terms = counted === 1 ? termsOf({ text: textOf({ revision, page, start, finish }), title, contextName, headingPath: JSON.parse(headingPath) as string[] }) : [];
          for (const term of new Set(terms)) {
            const count = counts.get(term) ?? { passages: 0, documents: seen.has(term) ? 0 : 1 };
            count.passages += 1;
            counts.set(term, count);
          }
          removePassage.run(id);
        }
        for (const term of counts.keys()) seen.add(term);
        vocabulary.subtract(counts);
        const last = rows.at(-1);
        if (last !== undefined) removePages.run(revision, last.page);
        return rows.length === limit;
      });
    },

    /**
     * Deletes pages, passages and counts of hidden revisions, in one transaction; anything else is passed over. `termsOf` gives
     * a passage's terms as they were given to `addPages`, so that the vocabulary loses what it got.
     */
    delete(revisions: readonly number[], termsOf: (passage: PassageText) => readonly string[]): void {
      connection.transaction(() => {
        const gone: number[] = [];
        const counted: Map<string, number>[] = [];
        for (const revision of revisions) {
          const row = one.get(revision);
          if (row === undefined) continue;
          gone.push(revision);
          takenOff.delete(revision);
          if (row.counted === 1) counted.push(countTerms(revision, termsOf));
          remove.run(revision);
          removeContent.run(row.contentId, row.contentId);
        }
        removeRecognised.run();
        vocabulary.subtract(sumTerms(counted));
        // Last and in a row, as in `makeLive`.
        for (const revision of gone) documentText.remove(revision);
      });
    },
  };
}
