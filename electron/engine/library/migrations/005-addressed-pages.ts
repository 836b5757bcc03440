import type { Migration } from './migrate.ts';

/** Version 5: which pages address a program that answers questions. Noted as pages are read; what was read before is noted when it is read again. */
export const addressedPages: Migration = {
  version: 5,
  sql: `
CREATE TABLE addressed_pages (
  revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE, page INTEGER NOT NULL, PRIMARY KEY (revision_id, page)
) STRICT, WITHOUT ROWID;
`,
};
