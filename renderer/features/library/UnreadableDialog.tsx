import { useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { useWords } from '../../words/words.ts';

const states = ['failed', 'skipped', 'indexed-partly'] as const;

/** Every file that is not, or not wholly, searchable: name, plain reason, next step. */
export function UnreadableDialog(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract> | null; readonly onClose: () => void }): ReactNode {
  const { say, reason } = useWords();
  const [documents, setDocuments] = useState<readonly Document[] | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const fail = (thrown: unknown): void => { setError(toPlainError(thrown)); };
  useEffect(() => { Promise.all(states.map((state) => props.engine.documents({ state }))).then((found) => { setDocuments(found.flat()); }, fail); }, [props.engine]);
  return (
    <Dialog title={say('unreadable.title')} wide onClose={props.onClose}>
      <p className="quiet">{say('unreadable.intro')}</p>
      {error !== null && <ErrorNote error={error} />}
      <ul className="problems">
        {documents?.map((document) => {
          const isPartly = document.state === 'indexed-partly';
          const words = document.reason === null ? null : reason(document.reason, isPartly);
          return (
            <li key={document.id}>
              <strong title={document.path}>{fileName(document.path)}</strong>
              {isPartly && <span className="tag">{say('unreadable.partly')}</span>}
              <button type="button" className="link quiet" aria-label={`${say('unreadable.show')}: ${fileName(document.path)}`} onClick={() => { setError(null); props.shell?.showInFolder({ documentId: document.id }).catch(fail); }}>{say('unreadable.show')}</button>
              {words !== null && <p><span>{words.what}</span> <span className="next">{words.next}</span></p>}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
