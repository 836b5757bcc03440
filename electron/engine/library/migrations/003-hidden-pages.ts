import type { Migration } from './migrate.ts';

/** Version 3: which pages hold text that does not show to who looks at the document. They have no passages, so nothing but a search that asks for them finds them. */
export const hiddenPages: Migration = {
  version: 3,
  sql: `
CREATE TABLE hidden_pages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE, page INTEGER NOT NULL,
  kind TEXT NOT NULL, UNIQUE (revision_id, page)
) STRICT;
`,
};
