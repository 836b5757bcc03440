import { useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { useWords } from '../../words/words.ts';
import { isUnderWay, needsPassword } from './describeDocument.ts';

/** What can be done about a document that is not, or not wholly, read: its password given, read again after mending, read before the others. `onChange`: something was done. `onPassword`: it is to be asked for, by who stays while the document is read. */
export function DocumentActions(props: { readonly engine: Client<EngineContract>; readonly document: Document; readonly onPassword: (document: Document) => void; readonly onChange: () => void }): ReactNode {
  const { say } = useWords();
  const { engine, document, onChange } = props;
  const [error, setError] = useState<PlainError | null>(null);
  const act = (done: Promise<unknown>): void => {
    setError(null);
    done.then(onChange, (reason: unknown) => { setError(toPlainError(reason)); });
  };
  const name = fileName(document.path);
  const action = (words: string, run: () => void): ReactNode => <button type="button" className="link" aria-label={`${words}: ${name}`} onClick={run}>{words}</button>;
  return (
    <>
      {isUnderWay(document) && action(say('document.first'), () => { act(engine.readFirst({ path: document.path })); })}
      {needsPassword(document) && action(say('password.enter'), () => { props.onPassword(document); })}
      {(document.state === 'failed' || document.state === 'skipped') && !needsPassword(document) && action(say('document.again'), () => { act(engine.retryDocuments({ documentIds: [document.id] })); })}
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
    </>
  );
}
