import { createHash } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';
import type { GoThroughAccount, GoThroughRun, GoThroughVerdict, GoThroughWhy } from '../../shared/goThroughContract.ts';
import type { Scope } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';

export type GoThroughRuns = ReturnType<typeof createGoThroughRuns>;
/** Where a sentence stands in its document. Offsets count UTF-16 units of the page's text. */
export type VerdictPlace = { readonly page: number; readonly start: number; readonly end: number };
export type StoredVerdict = { readonly documentId: number; readonly revisionId: number | null; readonly verdict: GoThroughVerdict; readonly why: GoThroughWhy; readonly places: readonly VerdictPlace[] };

type RunRow = Omit<GoThroughRun, 'account'>;
type LightRow = { documentId: number; verdict: GoThroughVerdict; quotes: number };
type VerdictRow = Omit<StoredVerdict, 'places'> & { places: string };

/** Runs through all documents by one criterion, and the verdicts given in them. */
export function createGoThroughRuns(connection: Connection) {
  const columns = 'SELECT id, criterion, state, created_ms AS createdMs, updated_ms AS updatedMs FROM go_through_runs';
  const one = connection.prepare<[number], RunRow>(`${columns} WHERE id = ?`);
  const all = connection.prepare<[], { id: number; digest: string }>('SELECT id, scope_digest AS digest FROM go_through_runs ORDER BY id DESC');
  const same = connection.prepare<[string, string, string], { id: number }>('SELECT id FROM go_through_runs WHERE criterion = ? AND scope_digest = ? AND judge = ? ORDER BY id DESC LIMIT 1');
  const insert = connection.prepare<[string, string, string, number, number]>(`INSERT INTO go_through_runs (criterion, scope_digest, judge, state, created_ms, updated_ms) VALUES (?, ?, ?, 'running', ?, ?)`);
  const setState = connection.prepare<[string, number, number]>('UPDATE go_through_runs SET state = ?, updated_ms = ? WHERE id = ?');
  const remove = connection.prepare<[number]>('DELETE FROM go_through_runs WHERE id = ?');
  const live = connection.prepare<[number], { revision: number | null }>('SELECT live_revision AS revision FROM contents WHERE id = ?');
  // A verdict holds as long as the document says what it said: on another reading, or once an unread one can be read, it is to be judged again.
  const holding = connection.prepare<[number], VerdictRow>(`
    SELECT v.document_id AS documentId, v.revision_id AS revisionId, v.verdict, v.why, v.places FROM go_through_verdicts v
    JOIN locations l ON l.id = v.document_id LEFT JOIN contents c ON c.id = l.content_id
    WHERE v.run_id = ? AND l.missing = 0 AND v.revision_id IS c.live_revision ORDER BY l.path`);
  // The same, without what they rest on: for lists of any length.
  const light = connection.prepare<[number], LightRow>(`
    SELECT v.document_id AS documentId, v.verdict, json_array_length(v.places) AS quotes FROM go_through_verdicts v
    JOIN locations l ON l.id = v.document_id LEFT JOIN contents c ON c.id = l.content_id
    WHERE v.run_id = ? AND l.missing = 0 AND v.revision_id IS c.live_revision
    ORDER BY CASE v.verdict WHEN 'yes' THEN 0 WHEN 'unclear' THEN 1 WHEN 'unread' THEN 2 ELSE 3 END, l.path`);
  const ofDocument = connection.prepare<[number, number], VerdictRow>(
    'SELECT document_id AS documentId, revision_id AS revisionId, verdict, why, places FROM go_through_verdicts WHERE run_id = ? AND document_id = ?');
  const changes = connection.prepare<[], { total: number }>('SELECT total_changes() AS total');
  const upsert = connection.prepare<[number, number, number | null, string, string, string]>(`
    INSERT INTO go_through_verdicts (run_id, document_id, revision_id, verdict, why, places) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (run_id, document_id) DO UPDATE SET revision_id = excluded.revision_id, verdict = excluded.verdict, why = excluded.why, places = excluded.places`);

  const toVerdict = (row: VerdictRow): StoredVerdict => ({ ...row, places: (JSON.parse(row.places) as [number, number, number][]).map(([page, start, end]) => ({ page, start, end })) });
  const verdicts = (runId: number): StoredVerdict[] => holding.all(runId).map(toVerdict);
  // Whoever scrolls asks for one stretch after the other.
  let kept: { readonly runId: number; readonly changes: number; readonly rows: readonly LightRow[] } | null = null;
  const lightRows = (runId: number): readonly LightRow[] => {
    const total = changes.get()?.total ?? 0;
    if (kept?.runId !== runId || kept.changes !== total) kept = { runId, changes: total, rows: light.all(runId) };
    return kept.rows;
  };
  const run = (id: number): GoThroughRun => {
    const row = one.get(id);
    if (row === undefined) throw new AppError('run-unknown', { run: id });
    return { ...row, account: countVerdicts(verdicts(id)) };
  };
  return {
    /** The run to go on with, or a new one. `judge` names how documents are judged: verdicts of another judge are not mixed with its own. */
    begin({ criterion, scope, judge, anew }: { readonly criterion: string; readonly scope: Scope | undefined; readonly judge: string; readonly anew: boolean }): number {
      const digest = digestOf(scope);
      const known = anew ? undefined : same.get(criterion, digest, judge);
      const id = known?.id ?? insert.run(criterion, digest, judge, Date.now(), Date.now()).id;
      setState.run('running', Date.now(), id);
      return id;
    },
    /** Stores verdicts, in one transaction. */
    store(runId: number, judged: readonly StoredVerdict[]): void {
      connection.transaction(() => {
        for (const { documentId, revisionId, verdict, why, places } of judged) {
          upsert.run(runId, documentId, revisionId, verdict, why, JSON.stringify(places.map(({ page, start, end }) => [page, start, end])));
        }
      });
    },
    /** A stretch of those that still hold, as `goThroughResults` of the contract lists and counts them. */
    stretch(runId: number, { verdict, quoted, offset, limit }: { readonly verdict?: GoThroughVerdict | undefined; readonly quoted: boolean; readonly offset: number; readonly limit: number }) {
      const rows = lightRows(runId).filter((row) => (verdict === undefined || row.verdict === verdict) && (!quoted || row.quotes > 0));
      const before = rows.slice(0, offset);
      return {
        verdicts: rows.slice(offset, offset + limit).flatMap(({ documentId }) => ofDocument.get(runId, documentId) ?? []).map(toVerdict),
        total: rows.length, quotes: quotesIn(rows), quotedBefore: before.filter(({ quotes }) => quotes > 0).length, quotesBefore: quotesIn(before),
      };
    },
    end(runId: number, state: 'stopped' | 'complete'): void {
      setState.run(state, Date.now(), runId);
    },
    /** Those that still hold, by path. */
    verdicts,
    /** The reading of a content that is live now; null where there is none. */
    liveRevision(contentId: number | null): number | null {
      return contentId === null ? null : live.get(contentId)?.revision ?? null;
    },
    /** Errors: run-unknown. */
    run,
    /** Newest first. `isSameScope`: whether a run was asked of this scope. */
    list(scope?: Scope): (GoThroughRun & { readonly isSameScope: boolean })[] {
      const asked = digestOf(scope);
      return all.all().map(({ id, digest }) => ({ ...run(id), isSameScope: digest === asked }));
    },
    /** Errors: run-unknown. */
    delete(id: number): void {
      run(id);
      remove.run(id);
    },
  };
}

export function countVerdicts(verdicts: readonly Pick<StoredVerdict, 'verdict'>[]): GoThroughAccount {
  const count = (meant: GoThroughVerdict): number => verdicts.filter(({ verdict }) => verdict === meant).length;
  return { documents: verdicts.length, yes: count('yes'), no: count('no'), unclear: count('unclear'), unread: count('unread') };
}

function quotesIn(rows: readonly LightRow[]): number {
  return rows.reduce((sum, { quotes }) => sum + quotes, 0);
}

function digestOf(scope: Scope | undefined): string {
  return createHash('sha256').update(JSON.stringify([[...scope?.paths ?? []].sort(), [...scope?.folderIds ?? []].sort((a, b) => a - b)])).digest('hex');
}
