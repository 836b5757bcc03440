import type { Migration } from './migrate.ts';

/**
 * Version 2: text recognised in pictures. It is kept by the bytes it was recognised in, page by page, so that the work survives the program
 * ending anywhere; a page whose `recognised` is 0 was read before its picture was. Word boxes are part of it: no other page has any.
 */
export const recognition: Migration = {
  version: 2,
  sql: `
DROP TABLE word_boxes;

-- JSON: which picture of the page may hold text.
ALTER TABLE pages ADD COLUMN picture TEXT;
ALTER TABLE pages ADD COLUMN recognised INTEGER NOT NULL DEFAULT 0;
CREATE INDEX pages_to_recognise ON pages(revision_id, number) WHERE picture IS NOT NULL AND recognised = 0;

-- 'words': deflated JSON, see recognised.ts. 'failure' is the code of what went wrong where nothing could be recognised.
CREATE TABLE recognised (
  sha256 TEXT NOT NULL, page INTEGER NOT NULL, ocr_version INTEGER NOT NULL, text TEXT NOT NULL, words BLOB NOT NULL, width REAL NOT NULL,
  height REAL NOT NULL, confidence REAL NOT NULL, language TEXT NOT NULL, failure TEXT, PRIMARY KEY (sha256, page)
) STRICT, WITHOUT ROWID;
`,
};
