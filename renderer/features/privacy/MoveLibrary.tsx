import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Granted } from '../../../electron/shared/granted.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { Settled } from '../../components/Settled.tsx';
import { usePolicy } from '../../hooks/usePolicy.ts';
import { useAllWords } from '../../words/later.ts';
import { NewPassphrase } from '../lock/NewPassphrase.tsx';

type Step = { readonly done: number; readonly total: number };
type Task = { readonly kind: 'save' } | { readonly kind: 'bring'; readonly file: Granted };

/** The whole library into one locked file, for another computer or a safe place, and back: what comes in is a library of its own and is opened. `open`: the name of the open library. */
export function MoveLibrary(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract>; readonly open: string | null }): ReactNode {
  const { say, bytes } = useAllWords();
  const { engine, shell, open } = props;
  const policy = usePolicy(engine);
  const forbidden = policy?.settings.exports;
  const [task, setTask] = useState<Task | null>(null);
  const [step, setStep] = useState<Step | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => { controller.current?.abort(); }, []);
  const fail = (reason: unknown): void => { if (!isCancelled(reason)) setError(toPlainError(reason)); };
  const begin = (chosen: Task | null): void => {
    setError(null);
    setSaved(null);
    setTask(chosen);
  };
  const run = async (steps: (signal: AbortSignal) => AsyncIterable<Step>): Promise<void> => {
    const own = new AbortController();
    controller.current = own;
    setError(null);
    setStep({ done: 0, total: 0 });
    try {
      for await (const next of steps(own.signal)) setStep(next);
      setTask(null);
    } catch (reason) {
      fail(reason);
    } finally {
      setStep(null);
    }
  };
  const save = (passphrase: Uint8Array<ArrayBuffer>): void => {
    void run(async function* (signal) {
      for await (const next of shell.saveLibrary({ name: open ?? '', passphrase }, { signal })) {
        if (next.path !== null) setSaved(fileName(next.path));
        yield next;
      }
    });
  };
  const choose = (): void => { shell.chooseLibraryFile({}).then(({ granted }) => { if (granted !== null) begin({ kind: 'bring', file: granted }); }, fail); };
  return (
    <section className="privacy-part" aria-label={say('move.title')}>
      <h3>{say('move.title')}</h3>
      <p className="quiet">{say('move.intro')}</p>
      {forbidden !== undefined && <Settled reason={say('save.lockedBody', { reason: forbidden.reason })} contact={policy?.contact ?? null} />}
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      {step !== null && (
        <div className="run-state" role="status">
          <progress aria-label={say('move.title')} {...(step.total === 0 ? {} : { value: step.done, max: step.total })} />
          <span>{step.total === 0 ? say('guard.working') : say('move.progress', { done: bytes(step.done), total: bytes(step.total) })}</span>
        </div>
      )}
      {step === null && task?.kind === 'save' && <NewPassphrase action={say('move.save')} isBusy={false} isFocused onPassphrase={save}><p>{say('move.saveBody')}</p></NewPassphrase>}
      {step === null && task?.kind === 'bring' && <Bring name={task.file.name} onPassphrase={(passphrase) => { void run((signal) => engine.importLibrary({ path: task.file.token, passphrase }, { signal })); }} />}
      <div className="room-actions">
        {step !== null && <button type="button" className="button" onClick={() => { controller.current?.abort(); }}>{say('common.cancel')}</button>}
        {step === null && task !== null && <button type="button" className="button" onClick={() => { begin(null); }}>{say('common.cancel')}</button>}
        {step === null && task === null && <button type="button" className="button" disabled={open === null || forbidden !== undefined} onClick={() => { begin({ kind: 'save' }); }}>{say('move.save')}</button>}
        {step === null && task === null && <button type="button" className="button" onClick={choose}>{say('move.bring')}</button>}
        <span role="status" className="saved">{saved !== null && say('save.saved', { name: saved })}</span>
      </div>
    </section>
  );
}

/** Asks for the passphrase a file was locked with, and gives it as bytes that are wiped where they arrive. */
function Bring(props: { readonly name: string; readonly onPassphrase: (passphrase: Uint8Array<ArrayBuffer>) => void }): ReactNode {
  const { say } = useAllWords();
  const [passphrase, setPassphrase] = useState('');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (passphrase === '') return;
    props.onPassphrase(new TextEncoder().encode(passphrase));
    setPassphrase('');
  };
  return (
    <form className="guard-form" onSubmit={send}>
      <p>{say('move.bringBody', { name: props.name })}</p>
      <input type="password" className="field" autoFocus autoComplete="off" value={passphrase} aria-label={say('move.passphrase')} placeholder={say('move.passphrase')} onChange={(event) => { setPassphrase(event.target.value); }} />
      <div className="dialog-actions"><button type="submit" className="button primary" disabled={passphrase === ''}>{say('move.bringAction')}</button></div>
    </form>
  );
}
