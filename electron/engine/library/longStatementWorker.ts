import { parentPort, workerData } from 'node:worker_threads';
import { AppError, toPlainError } from '../../shared/AppError.ts';
import { Connection } from './Connection.ts';
import { rekeyFile } from './rekeyFile.ts';
import type { LongStatement, LongStatementResult } from './runLongStatement.ts';

/** The thread for statements that take seconds: the engine goes on answering beside it. */
function run({ path, key, statement }: LongStatement): LongStatementResult {
  const connection = new Connection(path, key);
  try {
    if (statement.kind === 'check') return { findings: findDamage(connection) };
    connection.prepare<[string]>('VACUUM INTO ?').run(statement.to);
  } finally {
    connection.close();
  }
  if (statement.newKey !== undefined) rekeyFile(statement.to, key, statement.newKey);
  const copy = new Connection(statement.to, statement.newKey ?? key);
  try {
    return { findings: findDamage(copy) };
  } finally {
    copy.close();
  }
}

function findDamage(connection: Connection): string[] {
  try {
    const integrity = connection.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all().map((row) => row.integrity_check);
    const orphans = connection.prepare<[], { table: string; rowid: number }>('PRAGMA foreign_key_check').all();
    return [...integrity.filter((line) => line !== 'ok'), ...orphans.map((row) => `${row.table} ${row.rowid} points nowhere`)];
  } catch (error) {
    // A page whose authentication fails stops the check: that is its finding.
    if (error instanceof AppError && error.code === 'library-damaged') return [error.message];
    throw error;
  }
}

const input = workerData as LongStatement;
try {
  parentPort?.postMessage(run(input));
} catch (error) {
  parentPort?.postMessage({ error: toPlainError(error) } satisfies LongStatementResult);
} finally {
  input.key.fill(0);
  if (input.statement.kind === 'backup') input.statement.newKey?.fill(0);
}
