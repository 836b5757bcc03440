import type { Migration } from './migrate.ts';

/**
 * Version 8: what was taken out of the library and can still come back, or is on its way out. Its documents keep their rows, with `missing` 2 and the
 * removal they belong to: hidden from everything like those missing at a scan (1), and untouched by scans.
 */
export const removals: Migration = {
  version: 8,
  sql: `
-- 'whole': the folder itself is taken out, not only what lies at or beneath a path in it.
CREATE TABLE removals (
  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, folder_id INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE, whole INTEGER NOT NULL
) STRICT;
ALTER TABLE locations ADD COLUMN removal INTEGER;
CREATE INDEX locations_by_removal ON locations(removal) WHERE removal IS NOT NULL;
`,
};
