import type { Connection } from './Connection.ts';
import type { DocumentStateRule } from './documentState.ts';
import type { LiveTotals } from './liveTotals.ts';
import { createPassageText } from './passageText.ts';
import type { Settings } from './settings.ts';
import type { EmbeddingMark, PendingPassage } from './writeRecords.ts';

/** So many documents are embedded side by side: a long one does not hold up the short ones behind it. */
const documentsAtOnce = 8;

type RevisionRow = { revision: number; contentId: number; lastPassageId: number; passages: number };
type PassageRow = Omit<PendingPassage, 'headingPath' | 'text'> & { headingPath: string; page: number; start: number; finish: number };

/** How far meaning search has got, for each embedder apart. */
export function createEmbedding(connection: Connection, settings: Settings, states: DocumentStateRule, live: { get(): LiveTotals }) {
  const incomplete = connection.prepare<[string, number, number], RevisionRow>(`
    SELECT r.id AS revision, r.content_id AS contentId, coalesce(e.last_passage_id, 0) AS lastPassageId, r.passages
    FROM revisions r LEFT JOIN embedding_progress e ON e.embedder_id = ? AND e.revision_id = r.id
    WHERE r.id >= ? AND r.state = 'live' AND r.passages > 0 AND coalesce(e.complete, 0) = 0 ORDER BY r.id LIMIT ?`);
  const passages = connection.prepare<[number, number, number, number], PassageRow>(`
    SELECT p.id, r.content_id AS contentId, c.home_folder_id AS folderId, p.revision_id AS revision, r.title, r.context_name AS contextName,
      p.heading_path AS headingPath, p.page, p.start, p.finish
    FROM passages p JOIN revisions r ON r.id = p.revision_id JOIN contents c ON c.id = r.content_id
    WHERE p.revision_id = ? AND (p.page, p.id) > (coalesce((SELECT page FROM passages WHERE id = ?), 0), ?) ORDER BY p.page, p.id LIMIT ?`);
  const passageText = createPassageText(connection);
  const mark = connection.prepare<[string, number, number, number, number]>(`
    INSERT INTO embedding_progress (embedder_id, revision_id, last_passage_id, embedded, complete)
    SELECT ?, r.id, ?, (SELECT count(*) FROM passages p WHERE p.revision_id = r.id AND p.id <= ?), ?
    FROM revisions r WHERE r.id = ? AND r.state = 'live'
    ON CONFLICT DO UPDATE SET last_passage_id = excluded.last_passage_id, embedded = excluded.embedded, complete = excluded.complete`);
  const embedded = connection.prepare<[string], { passages: number }>(`
    SELECT coalesce(sum(e.embedded), 0) AS passages FROM embedding_progress e JOIN revisions r ON r.id = e.revision_id
    WHERE e.embedder_id = ? AND r.state = 'live'`);
  const forget = connection.prepare<[string]>('DELETE FROM embedding_progress WHERE embedder_id = ?');
  const contents = connection.prepare<[], { id: number }>('SELECT id FROM contents WHERE live_revision IS NOT NULL');

  /** The lowest live revision that may still lack vectors, so that finished ones are not gone through for each batch. */
  const firstIncomplete = new Map<string, number>();
  const share = new Map<string, number>();

  const complete = (rows: readonly PassageRow[]): PendingPassage[] => {
    const textOf = passageText();
    return rows.map(({ page, start, finish, headingPath, ...row }) => (
      { ...row, headingPath: JSON.parse(headingPath) as string[], text: textOf({ revision: row.revision, page, start, finish }) }));
  };

  return {
    /** Live passages without vectors: in order within a document, several documents side by side. */
    pending(embedderId: string, limit: number): PendingPassage[] {
      const revisions = incomplete.all(embedderId, firstIncomplete.get(embedderId) ?? 0, documentsAtOnce);
      const lowest = revisions[0];
      if (lowest === undefined) return [];
      firstIncomplete.set(embedderId, lowest.revision);
      const found: PendingPassage[] = [];
      for (const [index, { revision, lastPassageId }] of revisions.entries()) {
        const part = Math.ceil((limit - found.length) / (revisions.length - index));
        if (part > 0) found.push(...complete(passages.all(revision, lastPassageId, lastPassageId, part)));
      }
      return found;
    },

    /** Records that vectors are safely in the index, in one transaction; documents whose vectors are all there end as reading ended. */
    commit(embedderId: string, upTo: readonly (EmbeddingMark & { readonly complete: boolean })[]): void {
      connection.transaction(() => {
        for (const { contentId, revision, lastPassageId, complete } of upTo) {
          mark.run(embedderId, lastPassageId, lastPassageId, complete ? 1 : 0, revision);
          if (complete) states.settle(contentId);
        }
      });
      share.delete(embedderId);
    },

    /** Live revisions whose vectors are not all there: anything in the index beyond the mark was never committed. */
    progress(embedderId: string): EmbeddingMark[] {
      return incomplete.all(embedderId, 0, -1).map(({ contentId, revision, lastPassageId }) => ({ contentId, revision, lastPassageId }));
    },

    /** Forgets an embedder's progress after its vectors were dropped. */
    forget(embedderId: string): void {
      connection.transaction(() => {
        forget.run(embedderId);
        if (settings.get('embedder') === embedderId) for (const { id } of contents.all()) states.settle(id);
      });
      firstIncomplete.delete(embedderId);
      share.delete(embedderId);
    },

    /** Makes an embedder the one in use (null: none) and every document's state that of its vectors, in one transaction. */
    use(embedderId: string | null): void {
      connection.transaction(() => {
        settings.set('embedder', embedderId);
        for (const { id } of contents.all()) states.settle(id);
      });
    },

    /** Share of live passages that have their vectors, 0..1; 1 for a library without passages. */
    share(embedderId: string): number {
      const known = share.get(embedderId);
      if (known !== undefined) return known;
      const total = live.get().passages;
      const value = total === 0 ? 1 : Math.min(1, (embedded.get(embedderId)?.passages ?? 0) / total);
      share.set(embedderId, value);
      return value;
    },

    /** What is live changed, from this revision on (Infinity: none came): called by the library itself. */
    liveChanged(firstRevision: number): void {
      for (const [embedderId, first] of firstIncomplete) firstIncomplete.set(embedderId, Math.min(first, firstRevision));
      share.clear();
    },
  };
}
