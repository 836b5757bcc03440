import type { Connection } from './Connection.ts';
import type { DocumentText } from './documentText.ts';
import { createPassageText } from './passageText.ts';
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
  const passages = connection.prepare<[number], PassageRow>(`
    SELECT p.page, p.start, p.finish, p.heading_path AS headingPath, r.title, r.context_name AS contextName
    FROM passages p JOIN revisions r ON r.id = p.revision_id WHERE p.revision_id = ? ORDER BY p.page, p.id`);
  const passageText = createPassageText(connection);
  const remove = connection.prepare<[number]>('DELETE FROM revisions WHERE id = ?');
  const removeContent = connection.prepare<[number, number]>(`
    DELETE FROM contents WHERE id = ? AND removed = 1 AND NOT EXISTS (SELECT 1 FROM revisions WHERE content_id = ?)`);

  /** The vocabulary keeps no list of what each revision added: the text is analysed once more as it goes. */
  const countTerms = (revision: number, termsOf: (passage: PassageText) => readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    const textOf = passageText();
    for (const { page, start, finish, title, contextName, headingPath } of passages.all(revision)) {
      const terms = termsOf({ text: textOf({ revision, page, start, finish }), title, contextName, headingPath: JSON.parse(headingPath) as string[] });
      for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    return counts;
  };

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
          if (row.counted === 1) counted.push(countTerms(revision, termsOf));
          remove.run(revision);
          removeContent.run(row.contentId, row.contentId);
        }
        vocabulary.subtract(sumTerms(counted));
        // Last and in a row, as in `makeLive`.
        for (const revision of gone) documentText.remove(revision);
      });
    },
  };
}
