import type { Migration } from './migrate.ts';

/** Version 7: questions a person writes to check answers with. 'question' is JSON. */
export const checkQuestions: Migration = {
  version: 7,
  sql: `
CREATE TABLE check_questions (id INTEGER PRIMARY KEY AUTOINCREMENT, question TEXT NOT NULL) STRICT;
`,
};
