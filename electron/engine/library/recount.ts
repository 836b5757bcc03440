import type { Connection } from './Connection.ts';
import { createRevisionTerms } from './revisionTerms.ts';
import type { Settings } from './settings.ts';
import { sumTerms, type Vocabulary } from './vocabulary.ts';
import type { PassageText } from './writeRecords.ts';

export type Recount = ReturnType<typeof createRecount>;

/** Counts the vocabulary anew once terms are made otherwise than they were, in steps that can be cut short. */
export function createRecount(connection: Connection, { settings, vocabulary }: { readonly settings: Settings; readonly vocabulary: Vocabulary }) {
  const clear = connection.prepare<[]>('DELETE FROM vocabulary');
  const uncount = connection.prepare<[]>('UPDATE revisions SET counted = 0 WHERE counted = 1');
  const next = connection.prepare<[number], { id: number }>(`SELECT id FROM revisions WHERE state = 'live' AND counted = 0 ORDER BY id LIMIT ?`);
  const counted = connection.prepare<[number]>('UPDATE revisions SET counted = 1 WHERE id = ?');
  const termsOfRevision = createRevisionTerms(connection);
  return {
    /** Forgets all counts where they were made by another version. */
    begin(version: number): void {
      if (settings.get('analysisVersion') === version) return;
      connection.transaction(() => {
        clear.run();
        uncount.run();
        settings.set('analysisVersion', version);
      });
    },
    /** Counts up to `revisions` live revisions more; false when all are counted. */
    step(revisions: number, termsOf: (passage: PassageText) => readonly string[]): boolean {
      return connection.transaction(() => {
        const ids = next.all(revisions).map(({ id }) => id);
        vocabulary.add(sumTerms(ids.map((id) => termsOfRevision(id, termsOf))));
        for (const id of ids) counted.run(id);
        return ids.length > 0;
      });
    },
  };
}
