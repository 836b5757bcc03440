import { useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Status } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useWords } from '../../words/words.ts';

/** Asks for the passphrase of a locked library. It goes over as bytes and is not kept. */
export function UnlockPane(props: { readonly engine: Client<EngineContract> | null; readonly status: Status }): ReactNode {
  const { say, error: wordsOf } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const [isOpening, setIsOpening] = useState(false);
  const [error, setError] = useState<PlainError | null>(null);
  const unlock = (): void => {
    if (props.engine === null || passphrase === '') return;
    setIsOpening(true);
    setError(null);
    props.engine.openLibrary({ id: props.status.libraryId, passphrase: new TextEncoder().encode(passphrase) })
      .catch((reason: unknown) => { setError(toPlainError(reason)); })
      .finally(() => { setIsOpening(false); setPassphrase(''); });
  };
  return (
    <form className="welcome unlock" onSubmit={(event) => { event.preventDefault(); unlock(); }}>
      <h1>{say('lock.title', { name: props.status.libraryName })}</h1>
      <p>{say('lock.body')}</p>
      <input type="password" className="field" autoFocus autoComplete="off" value={passphrase} aria-label={say('lock.passphrase')} placeholder={say('lock.passphrase')} onChange={(event) => { setPassphrase(event.target.value); }} />
      {error?.code === 'passphrase-wrong' && <p className="warn" role="alert"><strong>{wordsOf(error).what}</strong> {wordsOf(error).next}</p>}
      {error !== null && error.code !== 'passphrase-wrong' && <ErrorNote error={error} />}
      <button type="submit" className="button primary" disabled={isOpening || passphrase === ''}>{say(isOpening ? 'lock.opening' : 'lock.unlock')}</button>
    </form>
  );
}
