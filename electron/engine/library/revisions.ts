import { hash } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';
import { readerVersion, type DocumentFacts, type ExtractedPage, type Outcome } from '../../shared/readerContract.ts';
import { findAddressedAi } from '../text/addressesAi.ts';
import type { Connection } from './Connection.ts';
import type { Contents } from './contents.ts';
import type { RevisionDraft, StagedPassage, StoredPassage } from './writeRecords.ts';

export type Revisions = ReturnType<typeof createRevisions>;

/** What is being read now: everything is written beside what is live and found by nothing until `makeLive`. */
export function createRevisions(connection: Connection, contents: Contents, staged: Map<number, Map<string, number>>) {
  const content = connection.prepare<[string], { id: number; folderId: number }>(
    'SELECT id, home_folder_id AS folderId FROM contents WHERE sha256 = ? AND removed = 0');
  const insertContent = connection.prepare<[string, number, number]>('INSERT INTO contents (sha256, size_bytes, home_folder_id) VALUES (?, ?, ?)');
  const insert = connection.prepare<[number, number, string, number]>(`
    INSERT INTO revisions (content_id, state, reader_version, context_name, begun_ms) VALUES (?, 'staged', ?, ?, ?)`);
  const insertPage = connection.prepare<[number, number, string | null, string, string, string, string | null, number]>(
    'INSERT INTO pages (revision_id, number, printed_label, locator, hash, text, picture, recognised) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const hidePage = connection.prepare<[number, number, string]>('INSERT INTO hidden_pages (revision_id, page, kind) VALUES (?, ?, ?)');
  const addressPage = connection.prepare<[number, number]>('INSERT INTO addressed_pages (revision_id, page) VALUES (?, ?)');
  const insertPassage = connection.prepare<[number, number, number, number, string]>(
    'INSERT INTO passages (revision_id, page, start, finish, heading_path) VALUES (?, ?, ?, ?, ?)');
  const grow = connection.prepare<[number, number, number]>(
    `UPDATE revisions SET pages = pages + ?, passages = passages + ? WHERE id = ? AND state = 'staged'`);
  const finish = connection.prepare<[string, string, string | null, string | null, number, string, string | null, string | null, number]>(`
    UPDATE revisions SET format = ?, title = ?, language = ?, document_date = ?, declared_pages = ?, outcome = ?, reason_code = ?, reason_detail = ?
    WHERE id = ? AND state = 'staged'`);
  const toGarbage = connection.prepare<[number]>(`UPDATE revisions SET state = 'garbage' WHERE id = ? AND state = 'staged'`);
  const unstage = connection.prepare<[number]>(`
    UPDATE locations SET staged_content_id = NULL, state = CASE state WHEN 'reading' THEN 'waiting' ELSE state END WHERE staged_content_id = ?`);
  const abandoned = connection.prepare<[], { contentId: number; revision: number; folderId: number }>(`
    SELECT r.content_id AS contentId, r.id AS revision, c.home_folder_id AS folderId
    FROM revisions r JOIN contents c ON c.id = r.content_id WHERE r.state = 'staged' ORDER BY r.id`);
  const requeue = connection.prepare<[]>(`UPDATE locations SET state = 'waiting', staged_content_id = NULL WHERE state = 'reading'`);

  const discard = (draft: RevisionDraft): void => {
    connection.transaction(() => {
      staged.delete(draft.revision);
      if (toGarbage.run(draft.revision).changes === 0) return;
      unstage.run(draft.contentId);
      contents.hideOrphans([draft.contentId]);
    });
  };

  return {
    /**
     * Begins a revision of the content with these bytes. `contextName`: the words of the file's name, which stand in front of
     * embedded text. The draft's `folderId` is what index rows carry: it is an older folder's where the content is known already.
     */
    begin({ sha256, sizeBytes, contextName, folderId, version = readerVersion }: {
      readonly sha256: string; readonly sizeBytes: number; readonly contextName: string; readonly folderId: number; readonly version?: number;
    }): RevisionDraft {
      return connection.transaction(() => {
        const known = content.get(sha256) ?? { id: insertContent.run(sha256, sizeBytes, folderId).id, folderId };
        const { id } = insert.run(known.id, version, contextName, Date.now());
        staged.set(id, new Map());
        return { contentId: known.id, revision: id, folderId: known.folderId };
      });
    },

    /**
     * Stores pages and passages, in reading order over all calls for a draft; a passage's page is in this call or an earlier
     * one. Gives the passages with their ids, which are never used again for anything else.
     */
    addPages(draft: RevisionDraft, pages: readonly (ExtractedPage & { readonly recognised?: boolean })[], passages: readonly StagedPassage[]): StoredPassage[] {
      const counts = staged.get(draft.revision);
      if (counts === undefined) throw new AppError('internal', { message: `revision ${draft.revision} is not being written` });
      return connection.transaction(() => {
        for (const page of pages) {
          // UTF-8 has no lone surrogates; replaced here, the text keeps its length and its hash is that of what is stored.
          const text = page.text.toWellFormed();
          const label = page.locator.kind === 'pdf-page' ? page.locator.label ?? null : null;
          insertPage.run(draft.revision, page.number, label, JSON.stringify(page.locator), hash('sha256', text), text,
            page.picture === undefined ? null : JSON.stringify(page.picture), page.recognised === true ? 1 : 0);
        }
        for (const { number, hidden } of pages) if (hidden !== undefined) hidePage.run(draft.revision, number, hidden);
        for (const { number, text } of pages) if (findAddressedAi(text).length > 0) addressPage.run(draft.revision, number);
        const stored = passages.map(({ page, start, end, headingPath, terms }) => {
          for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
          return { id: insertPassage.run(draft.revision, page, start, end, JSON.stringify(headingPath)).id, page, start, end, headingPath };
        });
        grow.run(pages.length, passages.length, draft.revision);
        return stored;
      });
    },

    /** Ends writing: `facts` and how reading ended. The draft is ready for `makeLive`. */
    finish(draft: RevisionDraft, facts: DocumentFacts, outcome: Outcome): void {
      finish.run(facts.format, facts.title, facts.language, facts.documentDate, facts.pageCount, outcome.state,
        outcome.reason?.code ?? null, outcome.reason?.detail ?? null, draft.revision);
    },

    /** Gives a draft up; what was written of it, index rows included, is swept as garbage. Documents meant to hold it wait again. */
    discard,

    /** Drafts of a program that ended before it made them live. Call before beginning any. */
    abandoned(): RevisionDraft[] {
      return abandoned.all();
    },

    /** Discards all abandoned drafts, and puts every document that was being read back to `waiting`. Call before beginning any. */
    discardAbandoned(): { readonly drafts: number } {
      return connection.transaction(() => {
        const drafts = abandoned.all();
        for (const draft of drafts) discard(draft);
        requeue.run();
        return { drafts: drafts.length };
      });
    },
  };
}
