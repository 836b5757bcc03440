import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Hit, Source } from '../../../electron/shared/schemas.ts';
import { sectionOf } from '../../../electron/shared/sectionOf.ts';
import type { Command } from '../../app/commands.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Lit } from '../../components/Lit.tsx';
import { fileName } from '../../components/names.ts';
import { Where } from '../../components/Where.tsx';
import { wordsThatMatter } from '../../components/wordsThatMatter.ts';
import { useAllWords } from '../../words/later.ts';
import { plainSource } from '../source/plainSource.ts';
import { commandKeys, commandName, findCommands } from './findCommands.ts';
import { snippetOf } from './readSearch.ts';
import { SearchBox } from './SearchBox.tsx';
import { useSearch } from './useSearch.ts';

/** Documents and passages as one types, without a model having to write, and commands; Enter or a click opens the page or does it. */
export function BestHits(props: {
  readonly engine: Client<EngineContract>; readonly text: string; readonly onText: (text: string) => void; readonly onOpen: (sources: readonly Source[], index: number) => void; readonly onCommand: (command: Command) => void;
}): ReactNode {
  const words = useAllWords();
  const { say, number } = words;
  const { text, onText } = props;
  const [chosen, setChosen] = useState(0);
  const [withHidden, setWithHidden] = useState(false);
  const { found: commands, isAlone } = useMemo(() => findCommands(text, words), [text, words]);
  const { search, named, hits: passages, error } = useSearch(props.engine, isAlone ? '' : text, withHidden);
  const list = useRef<HTMLDivElement>(null);
  const [documents, hits] = [named?.documents ?? [], passages ?? []];
  const total = documents.length + hits.length + commands.length;
  useEffect(() => { setChosen(0); }, [text]);
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }); }, [chosen]);
  const open = (index: number): void => {
    const [document, command] = [documents[index], commands[index - documents.length - hits.length]];
    if (document !== undefined) props.onOpen([plainSource(document)], 0);
    else if (command !== undefined) props.onCommand(command);
    else props.onOpen(hits.map(toSource), index - documents.length);
  };
  const row = (id: number): Row => ({ id, isChosen: id === chosen, onOpen: () => { open(id); } });
  return (
    <>
      <SearchBox text={text} onText={onText} placeholder={say('search.placeholder')} isExpression={false} total={total} chosen={chosen} onChosen={setChosen} onOpen={open} />
      {search.typed.length > 0 && (
        <div className="chips">
          {search.typed.map((filter) => <button key={filter} type="button" className="chip" aria-label={say('search.without', { filter })} onClick={() => { onText(text.replace(filter, '').trim()); }}>{filter} <span aria-hidden="true">×</span></button>)}
        </div>
      )}
      {error !== null && <ErrorNote error={error} />}
      <div ref={list} id="search-hits" className="hits" role="listbox" aria-label={say('search.title')}>
        {documents.length > 0 && (
          <Group title={say('search.documents')} count={named === null || named.total === documents.length ? null : number(named.total)}>
            {documents.map((document, index) => <DocumentRow key={document.id} document={document} {...row(index)} />)}
          </Group>
        )}
        {hits.length > 0 && <Group title={say('search.passages')}>{hits.map((hit, index) => <HitRow key={hit.rank} hit={hit} words={search.words} {...row(index + documents.length)} />)}</Group>}
        {commands.length > 0 && (
          <Group title={say('search.commands')}>
            {commands.map((command, index) => <CommandRow key={command} name={commandName(command, words)} keys={commandKeys(command, words)} {...row(index + documents.length + hits.length)} />)}
          </Group>
        )}
      </div>
      {!isAlone && total === 0 && named !== null && (passages !== null || search.words === '') && <p className="quiet">{say('search.none')}</p>}
      <div className="search-foot">
        <p className="search-hint">{say('search.hint')}</p>
        <label><input type="checkbox" checked={withHidden} onChange={(event) => { setWithHidden(event.target.checked); }} /> {say('search.withHidden')}</label>
      </div>
    </>
  );
}

/** `count`: how many there are, where not all are shown. */
function Group(props: { readonly title: string; readonly count?: string | null; readonly children: ReactNode }): ReactNode {
  return <div role="group" aria-label={props.title}><h3 aria-hidden="true">{props.title}{props.count !== null && props.count !== undefined && ` · ${props.count}`}</h3>{props.children}</div>;
}

type Row = { readonly id: number; readonly isChosen: boolean; readonly onOpen: () => void };

function Option(props: Row & { readonly children: ReactNode }): ReactNode {
  return <div id={`hit-${props.id}`} role="option" aria-selected={props.isChosen} className={props.isChosen ? 'hit on' : 'hit'} onClick={props.onOpen}>{props.children}</div>;
}

function DocumentRow({ document, ...row }: Row & { readonly document: Document }): ReactNode {
  const { count } = useAllWords();
  return <Option {...row}><span className="hit-name"><bdi>{fileName(document.path)}</bdi></span><span className="where">{count('answer.pages', document.pages)} · <bdi>{document.path.split(/[\\/]/).at(-2)}</bdi></span></Option>;
}

function HitRow({ hit, words: sought, ...row }: Row & { readonly hit: Hit; readonly words: string }): ReactNode {
  const words = useAllWords();
  // What is chosen is shown as far as there is room, for a look at it before it is opened.
  const snippet = snippetOf(hit.text, sought, row.isChosen ? { length: 1_200 } : {});
  return (
    <Option {...row}>
      <Where quote={toSource(hit)}>{hit.hidden !== undefined && <> <span className="tag">{words.say('hidden.tag')}</span></>}</Where>
      <span className="hit-text" dir="auto"><Lit text={snippet} from={0} to={snippet.length} spans={wordsThatMatter(snippet, sought)} /></span>
    </Option>
  );
}

function CommandRow({ name, keys, ...row }: Row & { readonly name: string; readonly keys: string | null }): ReactNode {
  return <Option {...row}><span className="hit-command"><span>{name}</span>{keys !== null && <kbd>{keys}</kbd>}</span></Option>;
}

function toSource(hit: Hit): Source {
  const { documentId, path, title, page, locator, start, end } = hit;
  return { n: hit.rank, documentId, path, title, page, locator, start, end, quote: hit.text, section: sectionOf(hit.headingPath) };
}
