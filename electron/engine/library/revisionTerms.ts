import type { Connection } from './Connection.ts';
import { createPassageText } from './passageText.ts';
import type { PassageText } from './writeRecords.ts';

type PassageRow = { page: number; start: number; finish: number; headingPath: string; title: string; contextName: string };

/** In how many passages of a revision each term stands. The vocabulary keeps no list of what each revision added: the text is analysed once more. */
export function createRevisionTerms(connection: Connection) {
  const passages = connection.prepare<[number], PassageRow>(`
    SELECT p.page, p.start, p.finish, p.heading_path AS headingPath, r.title, r.context_name AS contextName
    FROM passages p JOIN revisions r ON r.id = p.revision_id WHERE p.revision_id = ? ORDER BY p.page, p.id`);
  const passageText = createPassageText(connection);
  return (revision: number, termsOf: (passage: PassageText) => readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    const textOf = passageText();
    for (const { page, start, finish, title, contextName, headingPath } of passages.all(revision)) {
      const terms = termsOf({ text: textOf({ revision, page, start, finish }), title, contextName, headingPath: JSON.parse(headingPath) as string[] });
      for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    return counts;
  };
}
