import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Hit, Source } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Lit } from '../../components/Lit.tsx';
import { fileName, whereOf } from '../../components/names.ts';
import { wordsThatMatter } from '../../components/wordsThatMatter.ts';
import { useWords } from '../../words/words.ts';
import { plainSource } from '../source/plainSource.ts';
import { snippetOf } from './readSearch.ts';
import { SearchBox } from './SearchBox.tsx';
import { useSearch } from './useSearch.ts';

/** Documents and passages as one types, without a model having to write; Enter or a click opens the page. */
export function BestHits(props: {
  readonly engine: Client<EngineContract>; readonly text: string; readonly onText: (text: string) => void; readonly onOpen: (sources: readonly Source[], index: number) => void;
}): ReactNode {
  const { say } = useWords();
  const { text, onText } = props;
  const [chosen, setChosen] = useState(0);
  const [withHidden, setWithHidden] = useState(false);
  const { search, documents, hits, error } = useSearch(props.engine, text, withHidden);
  const list = useRef<HTMLDivElement>(null);
  const total = documents.length + (hits?.length ?? 0);
  useEffect(() => { setChosen(0); }, [text]);
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }); }, [chosen]);
  const open = (index: number): void => {
    const document = documents[index];
    if (document !== undefined) props.onOpen([plainSource(document)], 0);
    else props.onOpen((hits ?? []).map(toSource), index - documents.length);
  };
  return (
    <>
      <SearchBox text={text} onText={onText} placeholder={say('search.placeholder')} isExpression={false} total={total} chosen={chosen} onChosen={setChosen} onOpen={open} />
      {search.filters.length > 0 && (
        <div className="chips">
          {search.filters.map((filter) => <button key={filter.typed} type="button" className="chip" aria-label={say('search.without', { filter: filter.typed })} onClick={() => { onText(text.replace(filter.typed, '').trim()); }}>{filter.typed} <span aria-hidden="true">×</span></button>)}
        </div>
      )}
      {error !== null && <ErrorNote error={error} />}
      <div ref={list} id="search-hits" className="hits" role="listbox" aria-label={say('search.title')}>
        {documents.length > 0 && <Group title={say('search.documents')}>{documents.map((document, index) => <DocumentRow key={document.id} document={document} id={index} isChosen={index === chosen} onOpen={() => { open(index); }} />)}</Group>}
        {hits !== null && hits.length > 0 && (
          <Group title={say('search.passages')}>
            {hits.map((hit, index) => <HitRow key={hit.rank} hit={hit} words={search.words} id={index + documents.length} isChosen={index + documents.length === chosen} onOpen={() => { open(index + documents.length); }} />)}
          </Group>
        )}
      </div>
      {hits?.length === 0 && documents.length === 0 && <p className="quiet">{say('search.none')}</p>}
      <div className="search-foot">
        <p className="search-hint">{say('search.hint')}</p>
        <label><input type="checkbox" checked={withHidden} onChange={(event) => { setWithHidden(event.target.checked); }} /> {say('search.withHidden')}</label>
      </div>
    </>
  );
}

function Group(props: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return <div role="group" aria-label={props.title}><h3 aria-hidden="true">{props.title}</h3>{props.children}</div>;
}

type Row = { readonly id: number; readonly isChosen: boolean; readonly onOpen: () => void };

function DocumentRow(props: Row & { readonly document: Document }): ReactNode {
  const { count } = useWords();
  const { document } = props;
  return (
    <div id={`hit-${props.id}`} role="option" aria-selected={props.isChosen} className={props.isChosen ? 'hit on' : 'hit'} onClick={props.onOpen}>
      <span className="hit-name">{fileName(document.path)}</span><span className="where">{count('answer.pages', document.pages)} · {document.path.split(/[\\/]/).at(-2)}</span>
    </div>
  );
}

function HitRow(props: Row & { readonly hit: Hit; readonly words: string }): ReactNode {
  const words = useWords();
  const snippet = snippetOf(props.hit.text, props.words);
  return (
    <div id={`hit-${props.id}`} role="option" aria-selected={props.isChosen} className={props.isChosen ? 'hit on' : 'hit'} onClick={props.onOpen}>
      <span className="where">{whereOf(props.hit, words)}{props.hit.hidden !== undefined && <> <span className="tag">{words.say('hidden.tag')}</span></>}</span>
      <span className="hit-text"><Lit text={snippet} from={0} to={snippet.length} spans={wordsThatMatter(snippet, props.words)} /></span>
    </div>
  );
}

function toSource(hit: Hit): Source {
  const { documentId, path, title, page, locator, start, end } = hit;
  return { n: hit.rank, documentId, path, title, page, locator, start, end, quote: hit.text };
}
