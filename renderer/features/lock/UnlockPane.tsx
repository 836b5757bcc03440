import { useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Status } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import '../../styles/guard.css';
import { useAllWords } from '../../words/later.ts';
import { bytesOf, nothingProven, Proof } from './Proof.tsx';

/** Asks for the passphrase of a locked library, or its recovery key. It goes over as bytes and is not kept. */
export function UnlockPane(props: { readonly engine: Client<EngineContract> | null; readonly status: Status }): ReactNode {
  const { say, error: wordsOf } = useAllWords();
  const [proven, setProven] = useState(nothingProven);
  const [isOpening, setIsOpening] = useState(false);
  const [error, setError] = useState<PlainError | null>(null);
  const unlock = (): void => {
    if (props.engine === null || proven.secret === '') return;
    setIsOpening(true);
    setError(null);
    const opened = proven.kind === 'recoveryKey' ? props.engine.unlockLibrary({ recoveryKey: bytesOf(proven) }) : props.engine.openLibrary({ id: props.status.libraryId, passphrase: bytesOf(proven) });
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
    </form>
  );
}
