import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { DocumentActions } from '../document/DocumentActions.tsx';
import { useWords } from '../../words/words.ts';

const PasswordDialog = lazy(() => import('../document/PasswordDialog.tsx').then((module) => ({ default: module.PasswordDialog })));

const states = ['failed', 'skipped', 'indexed-partly'] as const;

/** Every file that is not, or not wholly, searchable: name, plain reason, next step. */
export function UnreadableDialog(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract>; readonly libraryVersion: string; readonly onClose: () => void }): ReactNode {
  const { say, reason } = useWords();
  const [documents, setDocuments] = useState<readonly Document[] | null>(null);
  const [asking, setAsking] = useState<Document | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const fail = useCallback((thrown: unknown): void => { setError(toPlainError(thrown)); }, []);
  const { engine } = props;
  const reload = useCallback(() => { Promise.all(states.map((state) => engine.documents({ state }))).then((found) => { setDocuments(found.flat()); }, fail); }, [engine, fail]);
  useEffect(reload, [reload, props.libraryVersion]);
  const unread = documents?.filter(({ state }) => state !== 'indexed-partly') ?? [];
  const retryAll = (): void => { engine.retryDocuments({ documentIds: unread.map(({ id }) => id) }).then(reload, fail); };
  return (
    <Dialog title={say('unreadable.title')} wide onClose={props.onClose}>
      <p className="quiet problems-intro">{say(documents?.length === 0 ? 'unreadable.none' : 'unreadable.intro')} {unread.length > 1 && <button type="button" className="link" onClick={retryAll}>{say('unreadable.againAll')}</button>}</p>
      {error !== null && <ErrorNote error={error} />}
      <ul className="problems">
        {documents?.map((document) => {
          const isPartly = document.state === 'indexed-partly';
          const words = document.reason === null ? null : reason(document.reason, isPartly);
          return (
            <li key={document.id}>
              <strong title={document.path}>{fileName(document.path)}</strong>
              {isPartly && <span className="tag">{say('unreadable.partly')}</span>}
              <span className="problem-actions">
                <DocumentActions engine={engine} document={document} onPassword={setAsking} onChange={reload} />
                <button type="button" className="link" aria-label={`${say('unreadable.show')}: ${fileName(document.path)}`} onClick={() => { setError(null); props.shell.showInFolder({ documentId: document.id }).catch(fail); }}>{say('unreadable.show')}</button>
              </span>
              {words !== null && <p><span>{words.what}</span> <span className="next">{words.next}</span></p>}
            </li>
          );
        })}
      </ul>
      {asking !== null && <Suspense><PasswordDialog engine={engine} document={asking} onRead={reload} onClose={() => { setAsking(null); }} /></Suspense>}
    </Dialog>
  );
}
