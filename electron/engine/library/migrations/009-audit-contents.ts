import type { Migration } from './migrate.ts';

/** Version 9: the words of questions and answers that entries of the audit log are about, where the policy wants them kept. They can be erased; the entries, which hold digests of them, stay. */
export const auditContents: Migration = {
  version: 9,
  sql: 'CREATE TABLE audit_contents (audit_id INTEGER PRIMARY KEY, question TEXT NOT NULL, answer TEXT NOT NULL) STRICT;',
};
