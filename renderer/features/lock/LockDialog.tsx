import { useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { SecurityState } from '../../../electron/shared/securityContract.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import '../../styles/guard.css';
import { useAllWords } from '../../words/later.ts';
import { GuardSettings } from './GuardSettings.tsx';
import { KeptKey } from './KeptKey.tsx';
import { NewPassphrase } from './NewPassphrase.tsx';
import { bytesOf, nothingProven, Proof, type Proven } from './Proof.tsx';
import { ProofForm } from './ProofForm.tsx';
import { RecoveryKey } from './RecoveryKey.tsx';

type Task = 'set' | 'change' | 'remove' | 'keep';

/** How the library is locked: its passphrase set, changed or taken away, with the recovery key shown once; locked now, and when by itself; whether the system's key store opens it too. */
export function LockDialog(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract>; readonly onClose: () => void }): ReactNode {
  const { say } = useAllWords();
  const { engine, shell } = props;
  const [state, setState] = useState<SecurityState | null>(null);
  const [task, setTask] = useState<Task | null>(null);
  const [proven, setProven] = useState(nothingProven);
  const [wantsKey, setWantsKey] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  const [kept, setKept] = useState<'no' | 'asked' | 'yes'>('no');
  const [error, setError] = useState<PlainError | null>(null);
  const look = (): Promise<void> => engine.security({}).then(setState);
  const fail = (reason: unknown): void => { setError(toPlainError(reason)); };
  useEffect(() => { look().catch(fail); }, [engine]);
  const run = (work: () => Promise<string | null>): void => {
    setError(null);
    setIsBusy(true);
    work().then(async (key) => {
      setRecoveryKey(key);
      setKept('no');
      setTask(null);
      await look();
    }).catch((reason: unknown) => { setError(toPlainError(reason)); }).finally(() => {
      setIsBusy(false);
      setProven(nothingProven);
    });
  };
  const proof = (given: Proven) => (given.kind === 'passphrase' ? { current: bytesOf(given) } : { recoveryKey: bytesOf(given) });
  const asked = { isBusy, proven, onProven: setProven };
  const isLocked = state?.protection === 'passphrase';
  const begin = (chosen: Task): void => {
    setError(null);
    setProven(nothingProven);
    setTask(chosen);
  };
  return (
    <Dialog title={say('guard.title')} onHeld={isBusy || (recoveryKey !== null && kept !== 'yes') ? () => { setKept('asked'); } : undefined} onClose={props.onClose}>
      {recoveryKey !== null ? <RecoveryKey engine={engine} recoveryKey={recoveryKey} isKept={kept === 'yes'} isAsked={kept === 'asked'} onKept={(isKept) => { setKept(isKept ? 'yes' : 'no'); }} onDone={() => { setRecoveryKey(null); }} /> : (
        <>
          {state !== null && <p>{say(isLocked ? 'privacy.passphrase' : 'privacy.none')}</p>}
          {state !== null && task === null && (
            <div className="guard-actions">
              {!isLocked && <button type="button" className="button primary" onClick={() => { begin('set'); }}>{say('guard.set')}</button>}
              {isLocked && <button type="button" className="button primary" data-focus onClick={() => { engine.lockLibrary({}).then(props.onClose, (reason: unknown) => { setError(toPlainError(reason)); }); }}>{say('guard.lockNow')}</button>}
              {isLocked && <button type="button" className="button" onClick={() => { begin('change'); }}>{say('guard.change')}</button>}
              {isLocked && <button type="button" className="button" onClick={() => { begin('remove'); }}>{say('guard.remove')}</button>}
            </div>
          )}
          {task === 'set' && (
            <NewPassphrase action={say('guard.set')} isBusy={isBusy} isFocused onPassphrase={(passphrase) => { run(async () => (await engine.setPassphrase({ passphrase })).recoveryKey); }}>
              <p className="quiet">{say('guard.setBody')}</p>
            </NewPassphrase>
          )}
          {task === 'change' && (
            <NewPassphrase action={say('guard.change')} isBusy={isBusy} canSend={proven.secret !== ''}
              onPassphrase={(next) => { run(async () => (await engine.changePassphrase({ ...proof(proven), next, newRecoveryKey: wantsKey })).recoveryKey); }}>
              <Proof label={say('guard.current')} proven={proven} isFocused onChange={setProven} />
              <label className="guard-check"><input type="checkbox" checked={wantsKey} onChange={(event) => { setWantsKey(event.target.checked); }} /><span>{say('guard.newKey')}</span></label>
            </NewPassphrase>
          )}
          {task === 'remove' && <ProofForm {...asked} body={say('guard.removeBody')} action={say('guard.remove')} isDanger onSend={() => { run(async () => { await engine.removePassphrase(proof(proven)); return null; }); }} />}
          {task === 'keep' && <ProofForm {...asked} body={say('guard.keyStoreBody')} action={say('guard.keyStoreKeep')} onSend={() => { run(async () => { await shell.keepKey(proof(proven)); return null; }); }} />}
          {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
          {state !== null && task === null && <GuardSettings engine={engine} state={state} onState={setState} onError={fail} />}
          {state !== null && task === null && <KeptKey engine={engine} shell={shell} state={state} onKeep={() => { begin('keep'); }} onForgotten={() => { look().catch(fail); }} onError={fail} />}
        </>
      )}
    </Dialog>
  );
}
