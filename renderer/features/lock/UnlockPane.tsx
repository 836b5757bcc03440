import { useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Status } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import '../../styles/guard.css';
import { useAllWords } from '../../words/later.ts';
import { bytesOf, nothingProven, Proof } from './Proof.tsx';

/** Asks for the passphrase of a locked library, or its recovery key. It goes over as bytes and is not kept. Where the system's key store has a key of it, that opens it at a press, never by itself. */
export function UnlockPane(props: { readonly engine: Client<EngineContract> | null; readonly shell: Client<ShellContract>; readonly status: Status }): ReactNode {
  const { say, error: wordsOf } = useAllWords();
  const [proven, setProven] = useState(nothingProven);
  const [isOpening, setIsOpening] = useState(false);
  const [error, setError] = useState<PlainError | null>(null);
  const [holdsKey, setHoldsKey] = useState(false);
  const { shell } = props;
  const { libraryId } = props.status;
  // What is wrong with a key store shows where the passphrase opens as well as ever.
  useEffect(() => { shell.keyStore({}).then((store) => { setHoldsKey(store.holdsKey); }, () => { setHoldsKey(false); }); }, [shell, libraryId, error]);
  const openKept = (): void => {
    setIsOpening(true);
    setError(null);
    shell.openWithKeptKey({}).catch((reason: unknown) => { setError(toPlainError(reason)); }).finally(() => { setIsOpening(false); });
  };
  const unlock = (): void => {
    if (props.engine === null || proven.secret === '') return;
    setIsOpening(true);
    setError(null);
    const opened = proven.kind === 'recoveryKey' ? props.engine.unlockLibrary({ recoveryKey: bytesOf(proven) }) : props.engine.openLibrary({ id: libraryId, passphrase: bytesOf(proven) });
    opened.catch((reason: unknown) => { setError(toPlainError(reason)); }).finally(() => { setIsOpening(false); setProven({ ...proven, secret: '' }); });
  };
  const isWrong = error?.code === 'passphrase-wrong' || error?.code === 'recovery-key-wrong';
  return (
    <form className="welcome unlock" onSubmit={(event) => { event.preventDefault(); unlock(); }}>
      <h1>{say('lock.title', { name: props.status.libraryName })}</h1>
      <p>{say('lock.body')}</p>
      <Proof label={say('lock.passphrase')} proven={proven} isFocused onChange={setProven} />
      {error !== null && isWrong && <p className="warn" role="alert"><strong>{wordsOf(error).what}</strong> {wordsOf(error).next}</p>}
      {error !== null && !isWrong && <ErrorNote error={error} />}
      <button type="submit" className="button primary" disabled={isOpening || proven.secret === ''}>{say(isOpening ? 'lock.opening' : 'lock.unlock')}</button>
      {holdsKey && <button type="button" className="button" disabled={isOpening} onClick={openKept}>{say('lock.openKept')}</button>}
    </form>
  );
}
