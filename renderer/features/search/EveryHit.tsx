import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { FoundPassage } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { sectionOf } from '../../../electron/shared/sectionOf.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Lit } from '../../components/Lit.tsx';
import { fileName } from '../../components/names.ts';
import { TallRows } from '../../components/TallRows.tsx';
import { Where } from '../../components/Where.tsx';
import type { ScopePart } from '../../hooks/useScope.ts';
import { useAllWords } from '../../words/later.ts';
import { isMistake, Mistake } from './Mistake.tsx';
import { SearchBox } from './SearchBox.tsx';
import type { OpenSources } from '../source/MoreSources.ts';
import { openAmong } from './openAmong.ts';
import { useFindAll, type FoundAll } from './useFindAll.ts';

/** Height of an entry, px. */
const usual = 66;

/** Every place that fits an expression, with exact counts; opens each, saves all as a table. */
export function EveryHit(props: {
  readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract>; readonly scope: readonly ScopePart[]; readonly text: string; readonly onText: (text: string) => void;
  readonly onOpen: OpenSources;
}): ReactNode {
  const { say } = useAllWords();
  const all = useFindAll(props.engine, props.text, props.scope);
  const { list } = all;
  const [chosen, setChosen] = useState(0);
  const [error, setError] = useState<PlainError | null>(null);
  const pane = useRef<HTMLDivElement>(null);
  const there = useRef({ first: 0, last: 0 });
  const help = useId();
  useEffect(() => {
    setChosen(0);
    if (pane.current !== null) pane.current.scrollTop = 0;
  }, [props.text]);
  useEffect(() => { pane.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }); }, [chosen]);
  const { want } = list;
  const look = useCallback((first: number, last: number) => {
    there.current = { first, last };
    want(first, last);
  }, [want]);
  // Only what is there can be told of: whoever scrolled away goes on from what they see.
  const choose = (index: number): void => { setChosen(index >= there.current.first && index < there.current.last ? index : Math.max(0, Math.min(there.current.last - 1, there.current.first + 6))); };
  const open = (index: number): void => {
    setError(null);
    openAmong(props.engine, all, props.scope, index).then(({ sources, at, more }) => { props.onOpen(sources, at, more); }, (reason: unknown) => { if (!isCancelled(reason)) setError(toPlainError(reason)); });
  };
  return (
    <>
      <SearchBox text={props.text} onText={props.onText} placeholder={say('find.example')} isExpression describedBy={help} total={list.total} chosen={chosen} onChosen={choose} onOpen={open} />
      {props.scope.length > 0 && <p className="quiet">{say('answer.only', { names: props.scope.map(({ name }) => name).join(', ') })}</p>}
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      {all.error !== null && (isMistake(all.error) ? <Mistake error={all.error} query={all.query} /> : <ErrorNote error={all.error} />)}
      {list.error !== null && <ErrorNote error={list.error} />}
      {all.corrections.map(({ typed, instead }) => <p key={typed} className="quiet">{instead.length === 0 ? say('find.nowhere', { typed }) : say('find.instead', { typed, instead: instead.map((word) => `“${word}”`).join(', ') })}</p>)}
      {all.state !== 'none' && all.state !== 'failed' && <Account all={all} isTypedOn={all.query !== props.text.trim()} scope={props.scope} shell={props.shell} />}
      <div ref={pane} id="search-hits" className="hits" data-scrolls role="listbox" aria-label={say('search.mode.every')} tabIndex={-1}>
        <TallRows role="presentation" className="all-hits" total={list.total} guess={usual} list={all.query} onRows={look}>
          {(index) => {
            const passage = list.at(index);
            return passage === null
              ? <div id={`hit-${index}`} role="option" aria-selected={false} aria-disabled className="hit coming">…</div>
              : <Row passage={passage} isFirst={passage.documentId !== list.at(index - 1)?.documentId} id={index} total={list.total} isChosen={index === chosen} onOpen={() => { open(index); }} />;
          }}
        </TallRows>
      </div>
      <p id={help} className="search-hint">{say('find.hint')}</p>
    </>
  );
}

/** How many there are, how far it is, and what can be done with them. */
function Account(props: { readonly all: FoundAll & { stop(): void }; /** It is of another expression than the one that is typed by now, which is looked for in a moment. */ readonly isTypedOn: boolean; readonly scope: readonly ScopePart[]; readonly shell: Client<ShellContract> }): ReactNode {
  const { say, count } = useAllWords();
  const { all, shell } = props;
  const [saved, setSaved] = useState<string | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  useEffect(() => { setSaved(null); setError(null); }, [all.query]);
  const save = (): void => {
    setError(null);
    shell.saveFound({ query: all.query, scope: { paths: props.scope.map(({ path }) => path), folderIds: [] } }).then(
      ({ path, places }) => { if (path !== null) setSaved(count('find.saved', places, { name: fileName(path) })); },
      (reason: unknown) => { if (!isCancelled(reason)) setError(toPlainError(reason)); },
    );
  };
  const { counts, progress } = all;
  if (props.isTypedOn) return <div className="find-account"><span role="status" /><span aria-hidden="true">…</span></div>;
  return (
    <>
      <div className="find-account">
        {/* Told when it is known, not at every passage. */}
        <span role="status">
          {counts === null ? '' : counts.passages === 0 ? say('find.none') : <><strong>{say('find.counts', { passages: count('find.passages', counts.passages), documents: count('find.documents', counts.documents) })}</strong> {say('find.places', { places: count('find.matches', counts.matches), pages: count('answer.pages', counts.pages) })}</>}
        </span>
        {counts === null && <span>{count('find.soFar', all.found)}{progress !== null && ` · ${say('find.progress', { done: progress.pagesDone, total: progress.pagesTotal })}`}{all.state === 'stopped' && ` · ${say('answer.stoppedEarly')}`}</span>}
        {all.state === 'running' && <button type="button" className="link" onClick={all.stop}>{say('ask.stop')}</button>}
        {counts !== null && counts.passages > 0 && <button type="button" className="link" onClick={save}>{say('find.save')}</button>}
      </div>
      {all.state === 'running' && progress !== null && <progress value={progress.pagesDone} max={Math.max(1, progress.pagesTotal)} aria-label={say('progress.title')} />}
      {saved !== null && <p className="quiet" role="status">{saved}</p>}
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
    </>
  );
}

/** Letters of a passage that are shown before the first place in it, and in all. */
const [before, most] = [70, 340];

function Row(props: { readonly passage: FoundPassage; readonly isFirst: boolean; readonly id: number; readonly total: number; readonly isChosen: boolean; readonly onOpen: () => void }): ReactNode {
  const words = useAllWords();
  const { passage } = props;
  const spans = passage.ranges.map(({ start, end }) => ({ start: start - passage.start, end: end - passage.start }));
  const first = spans[0]?.start ?? 0;
  const placed = { ...passage, section: sectionOf(passage.headingPath) };
  const from = first <= before ? 0 : passage.text.indexOf(' ', first - before) + 1;
  return (
    <div id={`hit-${props.id}`} role="option" aria-selected={props.isChosen} aria-setsize={props.total} aria-posinset={props.id + 1} className={props.isChosen ? 'hit on' : 'hit'} onClick={props.onOpen}>
      {props.isFirst && <span className="hit-name">{fileName(passage.path)}{passage.alsoIn.length > 0 && <span className="where"> · {words.count('find.alsoIn', passage.alsoIn.length)}</span>}</span>}
      <Where quote={placed} isNamed={false}>{spans.length > 1 && ` · ${words.count('find.matches', spans.length)}`}</Where>
      <span className="hit-text" dir="auto">{from > 0 && '… '}<Lit text={passage.text} from={from} to={Math.min(passage.text.length, from + most)} spans={spans} /></span>
    </div>
  );
}
