import type { Connection } from './Connection.ts';
import type { DocumentText } from './documentText.ts';
import { unpackTerms } from './packTerms.ts';
import { sumTerms, type Vocabulary } from './vocabulary.ts';
import type { GarbageRevision } from './writeRecords.ts';

export type Garbage = ReturnType<typeof createGarbage>;

/**
 * What is hidden but still there. It stays listed until its index rows are gone, however often the program ends in between:
 * take `next`, delete the rows from every index table, then `delete`.
 */
export function createGarbage(connection: Connection, vocabulary: Vocabulary, documentText: DocumentText) {
  const next = connection.prepare<[number], { revision: number; contentId: number; contentGone: number }>(`
    SELECT r.id AS revision, r.content_id AS contentId, c.removed AS contentGone FROM revisions r JOIN contents c ON c.id = r.content_id
    WHERE r.state = 'garbage' ORDER BY r.id LIMIT ?`);
  const passages = connection.prepare<[number], { id: number }>('SELECT id FROM passages WHERE revision_id = ? ORDER BY id');
  const count = connection.prepare<[], { revisions: number }>(`SELECT count(*) AS revisions FROM revisions WHERE state = 'garbage'`);
  // Only what has been live was counted; a revision that never was must not be taken off.
  const terms = connection.prepare<[number], { terms: Uint8Array; counted: number }>(`
    SELECT t.terms, r.counted FROM revision_terms t JOIN revisions r ON r.id = t.revision_id WHERE t.revision_id = ?`);
  const content = connection.prepare<[number], { contentId: number }>(`SELECT content_id AS contentId FROM revisions WHERE id = ? AND state = 'garbage'`);
  const remove = connection.prepare<[number]>('DELETE FROM revisions WHERE id = ?');
  const removeContent = connection.prepare<[number, number]>(`
    DELETE FROM contents WHERE id = ? AND removed = 1 AND NOT EXISTS (SELECT 1 FROM revisions WHERE content_id = ?)`);

  return {
    /** Hidden revisions, oldest first. */
    next(limit: number): GarbageRevision[] {
      return next.all(limit).map((row) => ({
        contentId: row.contentId, revision: row.revision, contentGone: row.contentGone === 1,
        passageIds: passages.all(row.revision).map(({ id }) => id),
      }));
    },
    /** Hidden revisions in all. */
    count(): number {
      return count.get()?.revisions ?? 0;
    },
    /** Deletes pages, passages and counts of hidden revisions, in one transaction. Ids of anything else are passed over. */
    delete(revisions: readonly number[]): void {
      connection.transaction(() => {
        for (const revision of revisions) {
          const row = content.get(revision);
          if (row === undefined) continue;
          const packed = terms.get(revision);
          if (packed?.counted === 1) vocabulary.subtract(sumTerms([unpackTerms(packed.terms)]));
          documentText.remove(revision);
          remove.run(revision);
          removeContent.run(row.contentId, row.contentId);
        }
      });
    },
  };
}
