import { lazy, Suspense, useEffect, useLayoutEffect, useReducer, useRef, useState, type KeyboardEvent as Pressed, type ReactNode, type RefObject } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Source } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import '../../styles/source.css';
import { useAllWords } from '../../words/later.ts';
import { FindBar } from './FindBar.tsx';
import { KeptQuote } from './KeptQuote.tsx';
import type { OpenedSources } from './MoreSources.ts';
import { addRotations, type Rotation } from './rotations.ts';
import { SourceFooter } from './SourceFooter.tsx';
import { SourceHeader } from './SourceHeader.tsx';
import { SourceView } from './SourceView.tsx';
import { useFindInDocument } from './useFindInDocument.ts';
import { useSource } from './useSource.ts';
import { fits, zoomBy, type Zoom } from './zooms.ts';

const DocumentCard = lazy(() => import('../document/DocumentCard.tsx').then((module) => ({ default: module.DocumentCard })));
const PageStrip = lazy(() => import('./PageStrip.tsx').then((module) => ({ default: module.PageStrip })));
const PasswordDialog = lazy(() => import('../document/PasswordDialog.tsx').then((module) => ({ default: module.PasswordDialog })));

/** The original, beside the conversation, at the words of a citation; previous and next go through the answer's sources. `libraryVersion` is another whenever anything in the library may be: counts alone do not tell that a file was read anew. */
export function SourcePane(props: {
  readonly engine: Client<EngineContract> | null; readonly shell: Client<ShellContract>; readonly opened: OpenedSources; readonly libraryVersion: unknown;
  readonly onOpened: (opened: OpenedSources) => void; readonly onClose: () => void;
}): ReactNode {
  const { say } = useAllWords();
  const { sources, index, more } = props.opened;
  const cited = sources[index] ?? null;
  const [isFinding, setIsFinding] = useState(false);
  const [sought, setSought] = useState('');
  const [foundAt, setFoundAt] = useState(0);
  const found = useFindInDocument(props.engine, cited === null ? null : { id: cited.documentId, path: cited.path }, isFinding ? sought : '');
  useEffect(() => { setFoundAt(0); }, [found.places]);
  // What is found stands in for what was cited, until the finding is over.
  const source = found.places?.[foundAt] ?? cited;
  const [turned, setTurned] = useState<{ readonly source: Source | null; readonly page: number }>({ source: null, page: 1 });
  const shown = turned.source === source ? turned.page : source?.page ?? 1;
  const [changes, change] = useReducer((before: number) => before + 1, 0);
  const { opened, error: failure } = useSource(props.engine, source, shown, { asked: changes, library: props.libraryVersion });
  const [zoom, setZoom] = useState<Zoom>(fits);
  const [turning, setTurning] = useState<{ readonly documentId: number; readonly by: Rotation }>({ documentId: 0, by: 0 });
  // Another document lies as it was made.
  const rotation = turning.documentId === source?.documentId ? turning.by : 0;
  const [isStrip, setIsStrip] = useState(false);
  const [isText, setIsText] = useState(false);
  const [asking, setAsking] = useState<Document | null>(null);
  const [isAbout, setIsAbout] = useState(false);
  const [error, setError] = useState<PlainError | null>(null);
  useEffect(() => { setError(null); }, [source]);
  const current = opened?.source === source ? opened : null;
  const pane = useFocusReturn();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f' || window.document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      setIsFinding(true);
    };
    window.addEventListener('keydown', onKey);
    return () => { window.removeEventListener('keydown', onKey); };
  }, []);
  if (source === null || cited === null) return null;
  const desktop = (action: 'openDocument' | 'showInFolder'): void => {
    setError(null);
    props.shell[action]({ documentId: source.documentId }).catch((reason: unknown) => { setError(toPlainError(reason)); });
  };
  const step = (to: number): void => {
    setError(null);
    if (sources[to] !== undefined || more === undefined) return props.onOpened({ ...props.opened, index: to });
    const way = to < 0 ? 'before' : 'after';
    more.load(way).then((beside) => { props.onOpened({ ...props.opened, ...beside, index: way === 'before' ? beside.sources.length - 1 : 0 }); }, (reason: unknown) => { setError(toPlainError(reason)); });
  };
  const turn = (page: number): void => { setTurned({ source, page }); };
  const rotate = (): void => { setTurning({ documentId: source.documentId, by: addRotations(rotation, 90) }); };
  const onKey = (event: Pressed<HTMLElement>): void => {
    const isElsewhere = !(event.target instanceof HTMLElement) || event.target.closest('input, textarea, dialog') !== null;
    if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey || current === null || current.original === null || isText) return;
    if (event.key === '+' || event.key === '=') setZoom(zoomBy(zoom, 1));
    else if (event.key === '-') setZoom(zoomBy(zoom, -1));
    else if (event.key === '0') setZoom(fits);
    else if (event.key === '9') setZoom('page');
    else if (event.key.toLowerCase() === 'r') rotate();
    else return;
    event.preventDefault();
  };
  return (
    <aside ref={pane} className="source" aria-label={say('source.pane')} onKeyDown={onKey}>
      <SourceHeader source={source} shown={shown} opened={current} zoom={zoom} onZoom={setZoom} onRotate={rotate} isStrip={isStrip} onStrip={setIsStrip} isText={isText} onText={setIsText} isFinding={isFinding} onFind={setIsFinding} isAbout={isAbout} onAbout={setIsAbout}
        onTurn={turn} onDesktop={desktop} onClose={props.onClose} />
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      {isFinding && <FindBar text={sought} onText={setSought} found={found} index={foundAt} onIndex={setFoundAt} onClose={() => { setIsFinding(false); }} />}
      {isAbout && current !== null && props.engine !== null && (
        <Suspense><DocumentCard engine={props.engine} document={current.document} hidden={current.hidden} onHidden={turn} onPassword={setAsking} onChange={change} /></Suspense>
      )}
      <div className="source-body">
        {isStrip && current?.original?.kind === 'pdf' && !isText && <Suspense><PageStrip pdf={current.original.pdf} shown={shown} turned={rotation} onTurn={turn} /></Suspense>}
        <div className="source-scroll" tabIndex={0} data-pane role="document" aria-label={fileName(source.path)}>
          {failure !== null && <ErrorNote error={failure} />}
          {failure?.code === 'document-unknown' && source.quote !== '' && <KeptQuote source={source} why="removed" />}
          {current !== null && props.engine !== null
            ? <SourceView engine={props.engine} opened={current} zoom={zoom} turned={rotation} isText={isText} onPassword={setAsking} onChange={change} onBack={() => { turn(source.page); }} />
            : failure === null && <p className="working">{say('source.loading')}</p>}
        </div>
      </div>
      {asking !== null && props.engine !== null && <Suspense><PasswordDialog engine={props.engine} document={asking} onRead={change} onClose={() => { setAsking(null); }} /></Suspense>}
      <SourceFooter source={cited} index={index} before={more?.before ?? 0} total={more?.total ?? sources.length} isHits={props.opened.isHits} opened={current} onIndex={step} onBack={() => { turn(source.page); }} />
    </aside>
  );
}

/** Gives the focus back to what had it before, when it is in the pane as that closes. */
function useFocusReturn(): RefObject<HTMLElement | null> {
  const pane = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = pane.current;
    return () => { if (element?.contains(document.activeElement) === true && before instanceof HTMLElement) before.focus(); };
  }, []);
  return pane;
}
