import type { HealthMonth } from '../../shared/reportContract.ts';
import type { Connection } from './Connection.ts';

type Row = { month: string; verdict: string | null; totalMs: number | null; sentences: number; supported: number };

/** How questions went, month by month, of those still kept: figures alone, which leave the library only where a person takes them. */
export function createHealth(connection: Connection) {
  const rows = connection.prepare<[], Row>(`
    SELECT strftime('%Y-%m', asked_ms / 1000, 'unixepoch') AS month, answer ->> '$.verdict' AS verdict, answer ->> '$.timings.totalMs' AS totalMs,
      coalesce(json_array_length(answer, '$.sentences'), 0) AS sentences,
      (SELECT count(*) FROM json_each(coalesce(answer, '{}'), '$.sentences') WHERE value ->> '$.support' = 'supported') AS supported
    FROM messages ORDER BY month`);
  return {
    months(): HealthMonth[] {
      return [...Map.groupBy(rows.all(), ({ month }) => month)].map(([month, asked]) => {
        const answered = asked.filter(({ verdict }) => verdict !== null);
        const sentences = answered.reduce((sum, row) => sum + row.sentences, 0);
        const times = answered.flatMap(({ totalMs }) => (totalMs === null ? [] : [totalMs])).sort((a, b) => a - b);
        return {
          month, questions: asked.length, failed: asked.length - answered.length,
          refusedShare: answered.length === 0 ? null : answered.filter(({ verdict }) => verdict === 'not-in-documents').length / answered.length,
          supportedShare: sentences === 0 ? null : answered.reduce((sum, row) => sum + row.supported, 0) / sentences,
          medianMs: times[Math.floor(times.length / 2)] ?? null,
        };
      });
    },
  };
}
