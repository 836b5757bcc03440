import type { Migration } from './migrate.ts';

/** Version 6: what a person says of an answer, and evaluation runs that are kept by name to compare with. */
export const answerChecks: Migration = {
  version: 6,
  sql: `
CREATE TABLE answer_verdicts (
  message_id INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE, verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong')),
  reason TEXT NOT NULL, at_ms INTEGER NOT NULL
) STRICT;
ALTER TABLE evaluation_runs ADD COLUMN name TEXT;
CREATE UNIQUE INDEX evaluation_runs_by_name ON evaluation_runs(name);
`,
};
