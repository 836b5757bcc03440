import type { Migration } from './migrate.ts';

/** Version 1. The page text in `pages` is the only copy of any document's text; everything else points into it or counts it. */
export const initial: Migration = {
  version: 1,
  sql: `
CREATE TABLE folders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, away INTEGER NOT NULL DEFAULT 0, paused INTEGER NOT NULL DEFAULT 0,
  last_scan_ms INTEGER, added_ms INTEGER NOT NULL
) STRICT;

-- Paths taken out of a folder that stays; what lies beneath them is not read either.
CREATE TABLE exclusions (
  path TEXT PRIMARY KEY, folder_id INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX exclusions_by_folder ON exclusions(folder_id);

-- What bytes say, once however many places hold them. A removed row frees its sha256, so that its id never gets new index rows.
CREATE TABLE contents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL, home_folder_id INTEGER NOT NULL,
  live_revision INTEGER, removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX contents_by_sha256 ON contents(sha256) WHERE removed = 0;

-- One reading of a content. 'staged' is being written, 'garbage' is hidden and waits for its index rows to go; 'counted' once in the vocabulary.
CREATE TABLE revisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, content_id INTEGER NOT NULL REFERENCES contents(id),
  state TEXT NOT NULL CHECK (state IN ('staged', 'live', 'garbage')), reader_version INTEGER NOT NULL, context_name TEXT NOT NULL,
  begun_ms INTEGER NOT NULL, format TEXT NOT NULL DEFAULT 'unknown', title TEXT NOT NULL DEFAULT '', language TEXT, document_date TEXT,
  declared_pages INTEGER NOT NULL DEFAULT 0, pages INTEGER NOT NULL DEFAULT 0, passages INTEGER NOT NULL DEFAULT 0,
  counted INTEGER NOT NULL DEFAULT 0, outcome TEXT, reason_code TEXT, reason_detail TEXT
) STRICT;
CREATE INDEX revisions_by_content ON revisions(content_id);
CREATE INDEX revisions_garbage ON revisions(id) WHERE state = 'garbage';
CREATE INDEX revisions_staged ON revisions(id) WHERE state = 'staged';

-- A file at a place: what people call a document. 'staged_content_id' is what it will hold once that is live; 'missing' was not there at the last scan.
CREATE TABLE locations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, folder_id INTEGER NOT NULL REFERENCES folders(id), path TEXT NOT NULL UNIQUE,
  size_bytes INTEGER NOT NULL, modified_ms INTEGER NOT NULL, inode TEXT NOT NULL, format TEXT NOT NULL DEFAULT 'unknown',
  content_id INTEGER REFERENCES contents(id), staged_content_id INTEGER REFERENCES contents(id),
  state TEXT NOT NULL, reason_code TEXT, reason_detail TEXT, reader_version INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX locations_by_folder ON locations(folder_id, missing, state);
CREATE INDEX locations_by_content ON locations(content_id);
CREATE INDEX locations_by_staged_content ON locations(staged_content_id) WHERE staged_content_id IS NOT NULL;
CREATE INDEX locations_waiting ON locations(id) WHERE state = 'waiting';
CREATE INDEX locations_unreadable ON locations(path) WHERE state IN ('skipped', 'failed') OR reason_code IS NOT NULL;
CREATE INDEX locations_missing ON locations(folder_id) WHERE missing = 1;

-- An attachment or archive member: a content of its own, at a path inside its parent.
CREATE TABLE parts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, parent_content_id INTEGER NOT NULL REFERENCES contents(id), position INTEGER NOT NULL,
  path_inside TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('attachment', 'member')), content_id INTEGER REFERENCES contents(id),
  state TEXT NOT NULL, reason_code TEXT, reason_detail TEXT, UNIQUE (parent_content_id, position)
) STRICT;
CREATE INDEX parts_by_content ON parts(content_id);

CREATE TABLE pages (
  id INTEGER PRIMARY KEY, revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE, number INTEGER NOT NULL,
  printed_label TEXT, locator TEXT NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (revision_id, number)
) STRICT;

-- Only where the original cannot give the boxes again, as after text recognition.
CREATE TABLE word_boxes (
  page_id INTEGER PRIMARY KEY REFERENCES pages(id) ON DELETE CASCADE, boxes BLOB NOT NULL
) STRICT;

-- start and finish count UTF-16 units of the page's text.
CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE, page INTEGER NOT NULL,
  start INTEGER NOT NULL, finish INTEGER NOT NULL, heading_path TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_page ON passages(revision_id, page);

CREATE TABLE vocabulary (
  term TEXT PRIMARY KEY, passages INTEGER NOT NULL, documents INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- rowid is a revision. Contentless: the words are found, the text is not stored a second time.
CREATE VIRTUAL TABLE document_text USING fts5(
  name, title, first_page, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
);

CREATE TABLE embedding_progress (
  embedder_id TEXT NOT NULL, revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE,
  last_passage_id INTEGER NOT NULL, embedded INTEGER NOT NULL, complete INTEGER NOT NULL, PRIMARY KEY (embedder_id, revision_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX embedding_progress_by_revision ON embedding_progress(revision_id);

CREATE TABLE rotations (
  embedder_id TEXT PRIMARY KEY, dimensions INTEGER NOT NULL, matrix BLOB NOT NULL
) STRICT;

-- Bytes that stopped the reader before: read no more after two times.
CREATE TABLE reader_deaths (
  sha256 TEXT NOT NULL, reader_version INTEGER NOT NULL, deaths INTEGER NOT NULL, PRIMARY KEY (sha256, reader_version)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, pinned INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  asked_ms INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT, error TEXT
) STRICT;
CREATE INDEX messages_by_conversation ON messages(conversation_id);
-- Which places an answer shows, so that an erasure can find every answer that quotes a document.
CREATE TABLE citations (
  message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE, list TEXT NOT NULL CHECK (list IN ('source', 'evidence', 'closest')),
  position INTEGER NOT NULL, document_id INTEGER NOT NULL, path TEXT NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL,
  finish INTEGER NOT NULL, PRIMARY KEY (message_id, list, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_by_document ON citations(document_id);
CREATE VIRTUAL TABLE message_text USING fts5(
  question, answer, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
);

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, state TEXT NOT NULL, input TEXT NOT NULL, progress TEXT NOT NULL,
  error TEXT, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE installed_models (
  sha256 TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, role TEXT NOT NULL, size_bytes INTEGER NOT NULL, facts TEXT NOT NULL, verified_ms INTEGER
) STRICT;

CREATE TABLE evaluation_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, model TEXT, report TEXT NOT NULL
) STRICT;

-- Each entry's hash covers the one before it.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL, previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
`,
};
