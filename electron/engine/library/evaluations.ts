import { EvaluationReport, type EvaluationRun } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';

export type Evaluations = ReturnType<typeof createEvaluations>;

/** Evaluation runs kept by name. Their figures are kept, not the words of the answers, which would outlive the erasure of what they quote. */
export function createEvaluations(connection: Connection) {
  const write = connection.prepare<[number, string | null, string, string]>(
    'INSERT INTO evaluation_runs (at_ms, model, report, name) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET at_ms = excluded.at_ms, model = excluded.model, report = excluded.report');
  const named = connection.prepare<[string], { report: string }>('SELECT report FROM evaluation_runs WHERE name = ?');
  const all = connection.prepare<[], EvaluationRun>(
    "SELECT name, at_ms AS atMs, model, json_array_length(report, '$.outcomes') AS questions, json_extract(report, '$.strength') AS strength FROM evaluation_runs WHERE name IS NOT NULL ORDER BY at_ms DESC, id DESC");
  const remove = connection.prepare<[string]>('DELETE FROM evaluation_runs WHERE name = ?');
  return {
    /** One of the same name is replaced. */
    save(name: string, report: EvaluationReport): void {
      const bare = { ...report, outcomes: report.outcomes.map((outcome) => ({ ...outcome, answer: '', cited: [] })) };
      write.run(Math.round(report.atMs), report.model, JSON.stringify(bare), name);
    },
    named(name: string): EvaluationReport | null {
      const row = named.get(name);
      return row === undefined ? null : EvaluationReport.parse(JSON.parse(row.report));
    },
    /** The last kept first. */
    list: () => all.all(),
    /** Whether there was one. */
    delete: (name: string): boolean => remove.run(name).changes > 0,
  };
}
