import type { Migration } from './migrate.ts';

/**
 * Version 4: runs in which every document is judged by one criterion. A verdict keeps places, never words: the page's text stays the only copy, and a
 * verdict goes with what it was given on. A scope is kept as a digest, so that no path stays behind when its document is erased.
 */
export const goThrough: Migration = {
  version: 4,
  sql: `
CREATE TABLE go_through_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, criterion TEXT NOT NULL, scope_digest TEXT NOT NULL, judge TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'stopped', 'complete')), created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX go_through_runs_by_criterion ON go_through_runs(criterion, scope_digest);

-- 'places': JSON, [page, start, end] each, best first. 'revision_id' is null where nothing of the document could be read.
CREATE TABLE go_through_verdicts (
  run_id INTEGER NOT NULL REFERENCES go_through_runs(id) ON DELETE CASCADE, document_id INTEGER NOT NULL REFERENCES locations(id) ON DELETE CASCADE,
  revision_id INTEGER REFERENCES revisions(id) ON DELETE CASCADE, verdict TEXT NOT NULL CHECK (verdict IN ('yes', 'no', 'unclear', 'unread')),
  why TEXT NOT NULL, places TEXT NOT NULL, PRIMARY KEY (run_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX go_through_verdicts_by_document ON go_through_verdicts(document_id);
CREATE INDEX go_through_verdicts_by_revision ON go_through_verdicts(revision_id);
`,
};
