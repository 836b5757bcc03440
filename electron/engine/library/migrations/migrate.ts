import { AppError } from '../../../shared/AppError.ts';
import type { Connection } from '../Connection.ts';
import { initial } from './001-initial.ts';
import { recognition } from './002-recognition.ts';
import { hiddenPages } from './003-hidden-pages.ts';
import { goThrough } from './004-go-through.ts';
import { addressedPages } from './005-addressed-pages.ts';
import { answerChecks } from './006-answer-checks.ts';
import { checkQuestions } from './007-check-questions.ts';
import { removals } from './008-removals.ts';
import { auditContents } from './009-audit-contents.ts';

/** One step of the schema. `version` is what the library is at afterwards; steps are never changed once released. */
export type Migration = { readonly version: number; readonly sql: string };

const migrations: readonly Migration[] = [initial, recognition, hiddenPages, goThrough, addressedPages, answerChecks, checkQuestions, removals, auditContents];

/** The schema version this program writes. */
export const schemaVersion = Math.max(...migrations.map(({ version }) => version));

/** Whether there are steps to go for a library an older program wrote. */
export function needsMigration({ schemaVersion: found }: Pick<Connection, 'schemaVersion'>): boolean {
  return found > 0 && found < schemaVersion;
}

/**
 * Brings a library to `target`, one transaction a step. Errors: library-too-new where a newer program wrote it; it is then
 * left as it is.
 */
export function migrate(connection: Connection, target = schemaVersion): void {
  const found = connection.schemaVersion;
  if (found > schemaVersion) throw new AppError('library-too-new', { path: connection.path, found, supported: schemaVersion });
  for (const migration of migrations) {
    if (migration.version <= found || migration.version > target) continue;
    connection.transaction(() => {
      connection.exec(migration.sql);
      connection.schemaVersion = migration.version;
    });
  }
}
