import { useState, type ReactNode } from 'react';
import { useAllWords } from '../../words/later.ts';

/** The recovery key, this once: nothing of Carrel can show it again. It can be left only once someone says that they have it. */
export function RecoveryKey(props: { readonly recoveryKey: string; readonly onDone: () => void }): ReactNode {
  const { say } = useAllWords();
  const [isKept, setIsKept] = useState(false);
  return (
    <section className="guard-form" aria-label={say('guard.recoveryKey')}>
      <p>{say('guard.recoveryBody')}</p>
      <output className="recovery-key" aria-label={say('guard.recoveryKey')}>{props.recoveryKey}</output>
      <p className="quiet">{say('guard.recoveryOnce')}</p>
      <label className="guard-check"><input type="checkbox" data-focus checked={isKept} onChange={(event) => { setIsKept(event.target.checked); }} /><span>{say('guard.kept')}</span></label>
      <div className="dialog-actions"><button type="button" className="button primary" disabled={!isKept} onClick={props.onDone}>{say('guard.done')}</button></div>
    </section>
  );
}
