import type { Connection } from './Connection.ts';

export type AuditContent = { readonly question: string; readonly answer: string };

/** The words of questions the audit log notes, where the policy wants them: rows of their own beside the chain, which holds their digests and stays whole when they go. */
export function createAuditContents(connection: Connection) {
  const insert = connection.prepare<[number, string, string]>('INSERT INTO audit_contents (audit_id, question, answer) VALUES (?, ?, ?)');
  const one = connection.prepare<[number], AuditContent>('SELECT question, answer FROM audit_contents WHERE audit_id = ?');
  const all = connection.prepare<[], AuditContent & { readonly id: number; readonly detail: string | null }>(
    'SELECT c.audit_id AS id, c.question, c.answer, a.detail FROM audit_contents c LEFT JOIN audit a ON a.id = c.audit_id ORDER BY c.audit_id');
  const remove = connection.prepare<[number]>('DELETE FROM audit_contents WHERE audit_id = ?');
  const removeAll = connection.prepare<[]>('DELETE FROM audit_contents');
  return {
    keep(entryId: number, { question, answer }: AuditContent): void {
      insert.run(entryId, question, answer);
    },
    /** Null where none was kept, or it was erased. */
    of(entryId: number): AuditContent | null {
      return one.get(entryId) ?? null;
    },
    /** Every row, with the ids of the documents its answer showed. */
    list(): (AuditContent & { readonly id: number; readonly documentIds: readonly number[] })[] {
      return all.all().map(({ detail, ...row }) => {
        const { documents } = JSON.parse(detail ?? '{}') as { readonly documents?: unknown };
        return { ...row, documentIds: Array.isArray(documents) ? documents.map(Number) : [] };
      });
    },
    /** Erases those of one entry, or all; gives how many went. */
    erase(entryId: number | null): number {
      return entryId === null ? removeAll.run().changes : remove.run(entryId).changes;
    },
  };
}
