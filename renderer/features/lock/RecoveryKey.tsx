import { useEffect, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { useAllWords } from '../../words/later.ts';

/** The recovery key, this once: nothing of Carrel can show it again. It can be left only once someone says that they have it; `isAsked`: they tried before. */
export function RecoveryKey(props: { readonly engine: Client<EngineContract>; readonly recoveryKey: string; readonly isKept: boolean; readonly isAsked: boolean; readonly onKept: (isKept: boolean) => void; readonly onDone: () => void }): ReactNode {
  const { say } = useAllWords();
  const { engine, isKept } = props;
  useEffect(() => {
    const controller = new AbortController();
    const stayOpen = async (): Promise<void> => { for await (const held of engine.stayOpen({}, { signal: controller.signal })) void held; };
    // An engine that goes takes its clock with it.
    stayOpen().catch(() => undefined);
    return () => { controller.abort(); };
  }, [engine]);
  const keep = (kept: boolean): void => {
    props.onKept(kept);
    // Where this is not heard, it is asked for again once the key is gone (UnkeptKey.tsx).
    engine.noteRecoveryKey({ kept }).catch(() => undefined);
  };
  return (
    <section className="guard-form" aria-label={say('guard.recoveryKey')}>
      <p>{say('guard.recoveryBody')}</p>
      <output className="recovery-key" aria-label={say('guard.recoveryKey')}>{props.recoveryKey}</output>
      <p className="quiet">{say('guard.recoveryOnce')} {say('guard.staysOpen')}</p>
      <label className="guard-check"><input type="checkbox" data-focus checked={isKept} onChange={(event) => { keep(event.target.checked); }} /><span>{say('guard.kept')}</span></label>
      <p role="alert" className="warn">{props.isAsked && !isKept && say('guard.keptFirst')}</p>
      <div className="dialog-actions"><button type="button" className="button primary" disabled={!isKept} onClick={props.onDone}>{say('guard.done')}</button></div>
    </section>
  );
}
