import { useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Source } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName, placeOf } from '../../components/names.ts';
import { useWords, type Speak } from '../../words/words.ts';
import { PdfPage } from './PdfPage.tsx';
import { TextPage } from './TextPage.tsx';
import { useSource, type OpenedSource } from './useSource.ts';

/** Shares of the pane's width. */
const zooms = [0.75, 1, 1.25, 1.5, 2, 3] as const;
const fits = 1;

/** The original, beside the conversation, at the words of a citation; previous and next go through the answer's sources. */
export function SourcePane(props: {
  readonly engine: Client<EngineContract> | null; readonly shell: Client<ShellContract> | null; readonly sources: readonly Source[]; readonly index: number;
  readonly onIndex: (index: number) => void; readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  const { say } = words;
  const source = props.sources[props.index] ?? null;
  const [turned, setTurned] = useState<{ readonly source: Source | null; readonly page: number }>({ source: null, page: 1 });
  const shown = turned.source === source ? turned.page : source?.page ?? 1;
  const { opened, error: failure } = useSource(props.engine, source, shown);
  const [zoom, setZoom] = useState(fits);
  const [error, setError] = useState<PlainError | null>(null);
  useEffect(() => { setError(null); }, [source]);
  if (source === null) return null;
  const current = opened?.source === source ? opened : null;
  const desktop = (action: 'openDocument' | 'showInFolder') => () => {
    setError(null);
    props.shell?.[action]({ documentId: source.documentId }).catch((reason: unknown) => { setError(toPlainError(reason)); });
  };
  const turn = (page: number): void => { setTurned({ source, page }); };
  return (
    <aside className="source" aria-label={say('source.pane')}>
      <header>
        <h2 title={source.path}>{fileName(source.path)}</h2>
        <span className="source-place">
          <button type="button" className="icon" aria-label={say('source.previousPage')} disabled={shown <= 1} onClick={() => { turn(shown - 1); }}>‹</button>
          <span>{pageWords(source, shown, current, words)}</span>
          <button type="button" className="icon" aria-label={say('source.nextPage')} disabled={current?.hasNext !== true} onClick={() => { turn(shown + 1); }}>›</button>
        </span>
        <span className="source-tools">
          {current !== null && current.pdf !== null && <Zoom zoom={zoom} onZoom={setZoom} />}
          <button type="button" className="text-button" title={say('source.openHint')} onClick={desktop('openDocument')}>{say('source.open')}</button>
          <button type="button" className="text-button" title={say('source.showHint')} onClick={desktop('showInFolder')}>{say('source.show')}</button>
          <button type="button" className="icon" aria-label={say('source.close')} onClick={props.onClose}>×</button>
        </span>
      </header>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <div className="source-scroll" tabIndex={0} role="document" aria-label={fileName(source.path)}>
        {failure !== null && <ErrorNote error={failure} />}
        {current !== null ? <Original opened={current} zoom={zooms[zoom] ?? 1} /> : failure === null && <p className="working">{say('source.loading')}</p>}
      </div>
      <footer>
        {source.quote === '' ? <span /> : (
          <span className="source-turn">
            <button type="button" className="icon" aria-label={say('source.previous')} disabled={props.index === 0} onClick={() => { props.onIndex(props.index - 1); }}>‹</button>
            {say('source.count', { n: props.index + 1, total: props.sources.length })}
            <button type="button" className="icon" aria-label={say('source.next')} disabled={props.index >= props.sources.length - 1} onClick={() => { props.onIndex(props.index + 1); }}>›</button>
          </span>
        )}
        <span>{current !== null && checkedWords(current, say, () => { turn(source.page); })}</span>
      </footer>
    </aside>
  );
}

function Zoom(props: { readonly zoom: number; readonly onZoom: (zoom: number) => void }): ReactNode {
  const { say, number } = useWords();
  return (
    <span className="zoom">
      <button type="button" className="icon" aria-label={say('source.zoomOut')} disabled={props.zoom === 0} onClick={() => { props.onZoom(props.zoom - 1); }}>−</button>
      <button type="button" className="text-button" title={say('source.fit')} onClick={() => { props.onZoom(fits); }}>{number((zooms[props.zoom] ?? 1) * 100)} %</button>
      <button type="button" className="icon" aria-label={say('source.zoomIn')} disabled={props.zoom === zooms.length - 1} onClick={() => { props.onZoom(props.zoom + 1); }}>+</button>
    </span>
  );
}

function Original(props: { readonly opened: OpenedSource; readonly zoom: number }): ReactNode {
  const { say } = useWords();
  const { source, shown, page, pdf, location, isAway } = props.opened;
  if (pdf !== null) return <PdfPage pdf={pdf} page={shown} zoom={props.zoom} location={location} />;
  if (page === null) return null;
  return (
    <>
      {isAway && <p className="quiet away">{say('source.away')}</p>}
      <TextPage page={page} range={shown === source.page ? source : { start: 0, end: 0 }} />
    </>
  );
}

function pageWords(source: Source, shown: number, opened: OpenedSource | null, words: Speak): string {
  if (opened !== null && opened.pdf !== null) return words.say('source.page', { page: shown, pages: opened.pdf.numPages });
  const locator = opened !== null && opened.page !== null ? opened.page.locator : source.locator;
  return locator.kind === 'section' ? words.say('source.section', { n: shown }) : placeOf(locator, shown, words);
}

function checkedWords(opened: OpenedSource, say: Speak['say'], onBack: () => void): ReactNode {
  const { source, shown, location, page } = opened;
  if (source.quote === '') return null;
  if (shown !== source.page) return <button type="button" className="link" onClick={onBack}>{say('source.back')}</button>;
  if (location?.found === 'moved') return say('source.moved');
  if (location?.found === 'gone' || page?.text.slice(source.start, source.end) !== source.quote) return <span className="warn">{say('source.gone')}</span>;
  return say('source.checked');
}
