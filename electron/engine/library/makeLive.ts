import type { Connection } from './Connection.ts';
import type { Contents } from './contents.ts';
import type { DocumentStateRule } from './documentState.ts';
import type { DocumentText } from './documentText.ts';
import { sumTerms, type Vocabulary } from './vocabulary.ts';
import type { RevisionDraft } from './writeRecords.ts';

export type MakeLive = (drafts: readonly RevisionDraft[]) => { readonly live: readonly RevisionDraft[]; readonly dropped: readonly RevisionDraft[] };

/** Builds the one step by which anything becomes searchable. */
export function createMakeLive(
  connection: Connection,
  { contents, vocabulary, documentText, states, staged, onLive }: {
    readonly contents: Contents; readonly vocabulary: Vocabulary; readonly documentText: DocumentText; readonly states: DocumentStateRule;
    readonly staged: Map<number, Map<string, number>>; readonly onLive: (firstRevision: number) => void;
  },
): MakeLive {
  const isWanted = connection.prepare<[number, number, number]>(`
    SELECT 1 FROM revisions r JOIN contents c ON c.id = r.content_id WHERE r.id = ? AND r.state = 'staged' AND r.outcome IS NOT NULL AND c.removed = 0
      AND (EXISTS (SELECT 1 FROM locations WHERE content_id = ?) OR EXISTS (SELECT 1 FROM locations WHERE staged_content_id = ?))`);
  const retire = connection.prepare<[number]>(`UPDATE revisions SET state = 'garbage' WHERE id = (SELECT live_revision FROM contents WHERE id = ?)`);
  const toLive = connection.prepare<[number]>(`UPDATE revisions SET state = 'live', counted = 1 WHERE id = ?`);
  const toGarbage = connection.prepare<[number]>(`UPDATE revisions SET state = 'garbage' WHERE id = ? AND state = 'staged'`);
  const point = connection.prepare<[number, number]>('UPDATE contents SET live_revision = ? WHERE id = ?');
  const replaced = connection.prepare<[number, number], { id: number }>(`
    SELECT content_id AS id FROM locations WHERE staged_content_id = ? AND content_id IS NOT NULL AND content_id <> ?`);
  const settleStaged = connection.prepare<[number, number]>(`
    UPDATE locations SET content_id = ?, staged_content_id = NULL, state = 'searchable' WHERE staged_content_id = ?`);

  return (drafts) => {
    const result = connection.transaction(() => {
      const live: RevisionDraft[] = [];
      const dropped: RevisionDraft[] = [];
      const orphans = new Set<number>();
      for (const draft of drafts) {
        const { contentId, revision } = draft;
        if (isWanted.get(revision, contentId, contentId) === undefined) {
          toGarbage.run(revision);
          orphans.add(contentId);
          dropped.push(draft);
          continue;
        }
        retire.run(contentId);
        toLive.run(revision);
        point.run(revision, contentId);
        for (const { id } of replaced.all(contentId, contentId)) orphans.add(id);
        settleStaged.run(contentId, contentId);
        states.settle(contentId);
        live.push(draft);
      }
      vocabulary.add(sumTerms(live.flatMap(({ revision }) => staged.get(revision) ?? [])));
      contents.hideOrphans(orphans);
      // Last and in a row: any statement in between makes full text write out what it has gathered, ten times the work.
      for (const { revision } of live) documentText.write(revision);
      return { live, dropped };
    });
    for (const { revision } of drafts) staged.delete(revision);
    onLive(Math.min(...result.live.map(({ revision }) => revision)));
    return result;
  };
}
