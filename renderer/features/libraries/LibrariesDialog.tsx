import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { LibrarySummary } from '../../../electron/shared/schemas.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import '../../styles/guard.css';
import { useAllWords } from '../../words/later.ts';

/** The libraries of this person, each by itself: one is open; another is opened in its place, or a new one made. */
export function LibrariesDialog(props: { readonly engine: Client<EngineContract>; readonly onClose: () => void }): ReactNode {
  const { say } = useAllWords();
  const { engine } = props;
  const [libraries, setLibraries] = useState<readonly LibrarySummary[]>([]);
  const [asked, setAsked] = useState<LibrarySummary | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [name, setName] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<PlainError | null>(null);
  const fail = (reason: unknown): void => { setError(toPlainError(reason)); };
  useEffect(() => { engine.libraries({}).then(setLibraries, fail); }, [engine]);
  const change = (work: Promise<unknown>): void => {
    setError(null);
    setIsBusy(true);
    work.then(props.onClose, fail).finally(() => {
      setIsBusy(false);
      setPassphrase('');
    });
  };
  const open = (library: LibrarySummary): void => {
    if (library.protection === 'passphrase') setAsked(library);
    else change(engine.openLibrary({ id: library.id }));
  };
  const openLocked = (event: FormEvent): void => {
    event.preventDefault();
    if (asked !== null && passphrase !== '') change(engine.openLibrary({ id: asked.id, passphrase: new TextEncoder().encode(passphrase) }));
  };
  const create = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') change(engine.createLibrary({ name: name.trim() }));
  };
  return (
    <Dialog title={say('libraries.title')} onClose={props.onClose}>
      <p className="quiet">{say('libraries.body')}</p>
      <ul className="guard-list" aria-label={say('libraries.title')}>
        {libraries.map((library) => (
          <li key={library.id} aria-label={library.name}>
            <span>{library.protection === 'passphrase' && <span aria-hidden="true" className="padlock" />}{library.name}</span>
            {library.open ? <span className="in-use">{say('libraries.isOpen')}</span>
              : <button type="button" className="button" disabled={isBusy} aria-label={say('libraries.openOne', { name: library.name })} onClick={() => { open(library); }}>{say('lock.unlock')}</button>}
            {asked?.id === library.id && (
              <form className="guard-form" onSubmit={openLocked}>
                <input type="password" className="field" autoFocus autoComplete="off" value={passphrase} aria-label={say('libraries.passphrase', { name: library.name })} placeholder={say('lock.passphrase')} onChange={(event) => { setPassphrase(event.target.value); }} />
                <div className="dialog-actions"><button type="submit" className="button primary" disabled={isBusy || passphrase === ''}>{say(isBusy ? 'lock.opening' : 'lock.unlock')}</button></div>
              </form>
            )}
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <form className="guard-new" onSubmit={create}>
        <input type="text" className="field" maxLength={200} value={name} aria-label={say('libraries.name')} placeholder={say('libraries.name')} onChange={(event) => { setName(event.target.value); }} />
        <button type="submit" className="button" disabled={isBusy || name.trim() === ''}>{say('libraries.create')}</button>
      </form>
    </Dialog>
  );
}
