import { useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document } from '../../../electron/shared/schemas.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { useAllWords } from '../../words/later.ts';

/** Asks for the password of a protected file and reads it with that. The password is not kept here, and nowhere on disk. */
export function PasswordDialog(props: { readonly engine: Client<EngineContract>; readonly document: Pick<Document, 'id' | 'path'>; readonly onRead: () => void; readonly onClose: () => void }): ReactNode {
  const { say } = useAllWords();
  const { document } = props;
  const [password, setPassword] = useState('');
  const [isReading, setIsReading] = useState(false);
  const [error, setError] = useState<PlainError | null>(null);
  const read = (): void => {
    if (password === '') return;
    setIsReading(true);
    setError(null);
    props.engine.unlockDocument({ documentId: document.id, password }).then(
      () => { props.onRead(); props.onClose(); },
      (reason: unknown) => { setError(toPlainError(reason)); },
    ).finally(() => { setIsReading(false); setPassword(''); });
  };
  return (
    <Dialog title={say('password.title', { name: fileName(document.path) })} onClose={props.onClose}>
      <form className="password" onSubmit={(event) => { event.preventDefault(); read(); }}>
        <p className="quiet">{say('password.body')}</p>
        <input type="password" className="field" data-focus autoComplete="off" value={password} aria-label={say('password.field')} placeholder={say('password.field')} onChange={(event) => { setPassword(event.target.value); }} />
        {error?.code === 'passphrase-wrong' && <p className="warn" role="alert"><strong>{say('password.wrong')}</strong> {say('password.wrongNext')}</p>}
        {error !== null && error.code !== 'passphrase-wrong' && <ErrorNote error={error} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={props.onClose}>{say('common.cancel')}</button>
          <button type="submit" className="button primary" disabled={isReading || password === ''}>{say(isReading ? 'password.reading' : 'password.read')}</button>
        </div>
      </form>
    </Dialog>
  );
}
