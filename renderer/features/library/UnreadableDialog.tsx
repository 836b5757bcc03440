import { lazy, Suspense, useCallback, useEffect, useReducer, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { TallRows } from '../../components/TallRows.tsx';
import { DocumentActions } from '../document/DocumentActions.tsx';
import { useAllWords } from '../../words/later.ts';
import { anything, useDocumentList } from './useDocumentList.ts';

const PasswordDialog = lazy(() => import('../document/PasswordDialog.tsx').then((module) => ({ default: module.PasswordDialog })));

const notRead = { ...anything, states: ['failed', 'skipped', 'indexed-partly'] as Document['state'][], by: 'state' } as const;
/** Height of an entry with one line of reason, px. */
const usual = 68;

/** Every file that is not, or not wholly, searchable: name, plain reason, next step. `unread`: how many are not at all. */
export function UnreadableDialog(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract>; readonly libraryVersion: string; readonly unread: number; readonly onClose: () => void }): ReactNode {
  const { say } = useAllWords();
  const [asking, setAsking] = useState<Document | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const fail = useCallback((thrown: unknown): void => { setError(toPlainError(thrown)); }, []);
  const [changes, reload] = useReducer((before: number) => before + 1, 0);
  const { engine } = props;
  const { listed, error: listError, want } = useDocumentList(engine, notRead, `${changes} ${props.libraryVersion}`);
  // Whatever comes into the list while it is open is seen as well.
  useEffect(() => { if (listed !== null && listed.total > 0) engine.seeUnreadable({}).catch(fail); }, [engine, listed, fail]);
  const retryAll = (): void => { engine.retryDocuments({}).then(reload, fail); };
  const show = (document: Document): void => { setError(null); props.shell.showInFolder({ documentId: document.id }).catch(fail); };
  const problem = error ?? listError;
  return (
    <Dialog title={say('unreadable.title')} wide onClose={props.onClose}>
      <p className="quiet problems-intro">{say(listed?.total === 0 ? 'unreadable.none' : 'unreadable.intro')} {props.unread > 1 && <button type="button" className="link" onClick={retryAll}>{say('unreadable.againAll')}</button>}</p>
      {problem !== null && <ErrorNote error={problem} />}
      <TallRows role="list" className="problems" label={say('unreadable.title')} total={listed?.total ?? 0} guess={usual} list={notRead} onRows={want}>
        {(index) => {
          const document = listed?.at(index) ?? null;
          return document === null ? <span className="quiet">…</span> : <Problem document={document} engine={engine} onPassword={setAsking} onShow={show} onChange={reload} />;
        }}
      </TallRows>
      {asking !== null && <Suspense><PasswordDialog engine={engine} document={asking} onRead={reload} onClose={() => { setAsking(null); }} /></Suspense>}
    </Dialog>
  );
}

function Problem(props: { readonly document: Document; readonly engine: Client<EngineContract>; readonly onPassword: (document: Document) => void; readonly onShow: (document: Document) => void; readonly onChange: () => void }): ReactNode {
  const { say, reason } = useAllWords();
  const { document } = props;
  const isPartly = document.state === 'indexed-partly';
  const words = document.reason === null ? null : reason(document.reason, isPartly);
  const name = fileName(document.path);
  return (
    <>
      <strong title={document.path}><bdi>{name}</bdi></strong>
      {isPartly && <span className="tag">{say('unreadable.partly')}</span>}
      <span className="problem-actions">
        <DocumentActions engine={props.engine} document={document} onPassword={props.onPassword} onChange={props.onChange} />
        <button type="button" className="link" aria-label={`${say('unreadable.show')}: ${name}`} onClick={() => { props.onShow(document); }}>{say('unreadable.show')}</button>
      </span>
      {words !== null && <p><span>{words.what}</span> <span className="next">{words.next}</span></p>}
    </>
  );
}
