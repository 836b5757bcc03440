import type { Connection } from './Connection.ts';
import { createPassageText } from './passageText.ts';
import type { PendingPassage } from './writeRecords.ts';

export type IndexRows = ReturnType<typeof createIndexRows>;

export type EmbeddedPassage = { readonly id: number; readonly contentId: number; readonly revision: number };

/** What the search index should hold, for comparing it with what it does hold and filling what is missing. */
export function createIndexRows(connection: Connection) {
  const liveIds = connection.prepare<[number, number], { id: number }>(`
    SELECT p.id FROM passages p JOIN revisions r ON r.id = p.revision_id WHERE p.id > ? AND r.state = 'live' ORDER BY p.id LIMIT ?`);
  const embeddedIds = connection.prepare<[string, number, number], EmbeddedPassage>(`
    SELECT p.id, r.content_id AS contentId, p.revision_id AS revision FROM passages p JOIN revisions r ON r.id = p.revision_id
    JOIN embedding_progress e ON e.revision_id = p.revision_id AND e.embedder_id = ?
    WHERE p.id > ? AND r.state = 'live' AND p.id <= e.last_passage_id ORDER BY p.id LIMIT ?`);
  const uncommitted = connection.prepare<[string, string], { contentId: number; afterId: number }>(`
    SELECT DISTINCT r.content_id AS contentId, coalesce(e.last_passage_id, 0) AS afterId
    FROM json_each(?) j JOIN passages p ON p.id = j.value JOIN revisions r ON r.id = p.revision_id
    LEFT JOIN embedding_progress e ON e.revision_id = p.revision_id AND e.embedder_id = ?
    WHERE p.id > coalesce(e.last_passage_id, 0)`);
  const passage = connection.prepare<[number], Omit<PendingPassage, 'text' | 'headingPath'> & { headingPath: string; page: number; start: number; finish: number }>(`
    SELECT p.id, r.content_id AS contentId, c.home_folder_id AS folderId, p.revision_id AS revision, r.title, r.context_name AS contextName,
      p.heading_path AS headingPath, p.page, p.start, p.finish
    FROM passages p JOIN revisions r ON r.id = p.revision_id JOIN contents c ON c.id = r.content_id WHERE p.id = ? AND r.state = 'live'`);
  const lastGiven = connection.prepare<[], { id: number }>(`SELECT seq AS id FROM sqlite_sequence WHERE name = 'passages'`);
  const passageText = createPassageText(connection);
  const embedders = connection.prepare<[], { id: string }>('SELECT DISTINCT embedder_id AS id FROM embedding_progress');

  return {
    /** Ids of live passages above `afterId`, ascending. */
    liveIds(afterId: number, limit: number): number[] {
      return liveIds.all(afterId, limit).map(({ id }) => id);
    },
    /** The highest id ever given to a passage; 0 before the first. */
    lastId(): number {
      return lastGiven.get()?.id ?? 0;
    },
    /** Live passages above `afterId` whose vectors were committed, ascending. */
    embedded(embedderId: string, afterId: number, limit: number): EmbeddedPassage[] {
      return embeddedIds.all(embedderId, afterId, limit);
    },
    /** The contents among whose passages `ids` are some beyond the embedder's mark, each with that mark. */
    uncommitted(embedderId: string, ids: readonly number[]): { readonly contentId: number; readonly afterId: number }[] {
      return uncommitted.all(JSON.stringify(ids), embedderId);
    },
    /** Live passages with what index terms are made of; unknown ids are left out. */
    passages(ids: readonly number[]): PendingPassage[] {
      const textOf = passageText();
      return ids.flatMap((id) => {
        const row = passage.get(id);
        if (row === undefined) return [];
        const { page, start, finish, headingPath, ...rest } = row;
        return [{ ...rest, headingPath: JSON.parse(headingPath) as string[], text: textOf({ revision: rest.revision, page, start, finish }) }];
      });
    },
    /** Every embedder any vectors were ever committed for. */
    embedders(): string[] {
      return embedders.all().map(({ id }) => id);
    },
  };
}
