import { useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, HiddenKind } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { askErase } from '../../hooks/askErase.ts';
import { useAllWords } from '../../words/later.ts';
import { useWords } from '../../words/words.ts';
import { dateWords, hiddenWords, languageWords, stateWords } from './describeDocument.ts';
import { DocumentActions } from './DocumentActions.tsx';

/** What is known of a document: what was read of it and what not, its date and where that is from, what in it does not show. */
export function DocumentCard(props: {
  readonly engine: Client<EngineContract>; readonly document: Document; readonly hidden: readonly { readonly page: number; readonly kind: HiddenKind }[];
  readonly onHidden: (page: number) => void; readonly onPassword: (document: Document) => void; readonly onChange: () => void;
}): ReactNode {
  const words = useAllWords();
  const { say, count, bytes, reason } = words;
  const { document, hidden } = props;
  const shown = document.pages - hidden.length;
  const why = document.reason === null ? null : reason(document.reason, document.state === 'indexed-partly' || document.state === 'searchable');
  const [first] = hidden;
  const language = languageWords(document, words);
  const date = dateWords(document, words);
  return (
    <section className="document-card" aria-label={say('document.about')}>
      <dl>
        {document.title !== fileName(document.path) && <Fact name={say('document.title')}>{document.title}</Fact>}
        <Fact name={say('document.read')}>
          {stateWords(document, words)}{why !== null && <> <span>{why.what}</span> <span className="next">{why.next}</span></>}
          <span className="document-actions"><DocumentActions engine={props.engine} document={document} onPassword={props.onPassword} onChange={props.onChange} /></span>
        </Fact>
        <Fact name={say('document.size')}>{[...(shown > 0 ? [count('answer.pages', shown)] : []), bytes(document.sizeBytes), ...(language === null ? [] : [language])].join(' · ')}</Fact>
        {document.readMs !== null && document.readMs !== undefined && <Fact name={say('document.readAt')}>{words.time(document.readMs)}</Fact>}
        {date !== null && <Fact name={say('document.date')}>{date}</Fact>}
        {document.addressesAi === true && <Fact name={say('document.warning')}>{say('document.addressesAi')}</Fact>}
        {first !== undefined && (
          <Fact name={say('document.hidden')}>
            {[...new Set(hidden.map(({ kind }) => hiddenWords(kind, words)))].join(', ')} · {say('document.hiddenUse')} <button type="button" className="link" onClick={() => { props.onHidden(first.page); }}>{say('document.showHidden')}</button>
          </Fact>
        )}
      </dl>
      <Farewell engine={props.engine} path={document.path} />
    </section>
  );
}

/** The two ways out of the library: one that can be undone, one that cannot. */
function Farewell({ engine, path }: { readonly engine: Client<EngineContract>; readonly path: string }): ReactNode {
  const { say } = useWords();
  const [error, setError] = useState<PlainError | null>(null);
  const remove = (): void => {
    setError(null);
    engine.remove({ path, undoable: true }).catch((reason: unknown) => { setError(toPlainError(reason)); });
  };
  const way = (words: string, act: () => void): ReactNode => <button type="button" className="link quiet" aria-label={`${words}: ${fileName(path)}`} onClick={act}>{words}</button>;
  return (
    <>
      <span className="ways-out">{way(say('library.remove'), remove)}{way(say('erase.open'), () => { askErase(path); })}</span>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
    </>
  );
}

function Fact(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return <div><dt>{props.name}</dt><dd>{props.children}</dd></div>;
}
