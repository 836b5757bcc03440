import { useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { AuditVerdict } from '../../../electron/shared/securityContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useAllWords } from '../../words/later.ts';

/** Goes through the audit log when asked to, and says whether it is as it was written. */
export function AuditCheck(props: { readonly engine: Client<EngineContract> }): ReactNode {
  const { say } = useAllWords();
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<PlainError | null>(null);
  const verify = (): void => {
    setIsRunning(true);
    setError(null);
    setVerdict(null);
    props.engine.auditVerify({}).then(setVerdict, (reason: unknown) => { setError(toPlainError(reason)); }).finally(() => { setIsRunning(false); });
  };
  return (
    <section className="privacy-part" aria-label={say('audit.title')}>
      <h3>{say('audit.title')}</h3>
      <p className="quiet">{say('audit.intro')}</p>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <div role="status">{isRunning && <p className="quiet">{say('audit.verifying')}</p>}{verdict !== null && <Verdict verdict={verdict} />}</div>
      <div className="room-actions"><button type="button" className="button" disabled={isRunning} onClick={verify}>{say('audit.verify')}</button></div>
    </section>
  );
}

function Verdict({ verdict: { entries, head, broken } }: { readonly verdict: AuditVerdict }): ReactNode {
  const { say, count } = useAllWords();
  if (broken !== null) return <p className="change-note worse"><strong>{say(`audit.broken.${broken.problem}`, { id: broken.id })}</strong> {say('audit.brokenNext')}</p>;
  return (
    <div className="change-note">
      <p><strong>{count('audit.whole', entries)}</strong></p>
      {head !== null && <p className="quiet">{say('audit.seal')} <code>{head.hash}</code></p>}
    </div>
  );
}
