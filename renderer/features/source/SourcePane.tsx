import { useState, type ReactNode } from 'react';
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

/** The original, beside the conversation, at the words of a citation; previous and next go through the answer's sources. */
export function SourcePane(props: {
  readonly engine: Client<EngineContract> | null; readonly shell: Client<ShellContract> | null; readonly sources: readonly Source[]; readonly index: number;
  readonly onIndex: (index: number) => void; readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  const { say } = words;
  const source = props.sources[props.index] ?? null;
  const opened = useSource(props.engine, source);
  const [zoom, setZoom] = useState(1);
  const [error, setError] = useState<PlainError | null>(null);
  if (source === null) return null;
  const isCurrent = opened?.source === source;
  const desktop = (action: 'openDocument' | 'showInFolder') => () => {
    setError(null);
    props.shell?.[action]({ documentId: source.documentId }).catch((reason: unknown) => { setError(toPlainError(reason)); });
  };
  return (
    <aside className="source" aria-label={say('source.pane')}>
      <header>
        <h2 title={source.path}>{fileName(source.path)}</h2>
        <span className="quiet">{isCurrent && opened.pdf !== null ? say('source.page', { page: source.page, pages: opened.pdf.numPages }) : placeOf(source.locator, source.page, words)}</span>
        <span className="source-tools">
          {isCurrent && opened.pdf !== null && <Zoom zoom={zoom} onZoom={setZoom} />}
          <button type="button" className="link" onClick={desktop('openDocument')}>{say('source.open')}</button>
          <button type="button" className="link" onClick={desktop('showInFolder')}>{say('source.show')}</button>
          <button type="button" className="icon" aria-label={say('source.close')} onClick={props.onClose}>×</button>
        </span>
      </header>
      {error !== null && <ErrorNote error={error} />}
      <div className="source-scroll" tabIndex={0} role="document" aria-label={source.quote}>
        {isCurrent ? <Original opened={opened} zoom={zooms[zoom] ?? 1} /> : <p className="quiet working" role="status">{say('source.loading')}</p>}
      </div>
      <footer>
        <span>
          <button type="button" className="icon" aria-label={say('source.previous')} disabled={props.index === 0} onClick={() => { props.onIndex(props.index - 1); }}>‹</button>
          {say('source.count', { n: props.index + 1, total: props.sources.length })}
          <button type="button" className="icon" aria-label={say('source.next')} disabled={props.index >= props.sources.length - 1} onClick={() => { props.onIndex(props.index + 1); }}>›</button>
        </span>
        <span>{isCurrent && checkedWords(opened, say)}</span>
      </footer>
    </aside>
  );
}

function Zoom(props: { readonly zoom: number; readonly onZoom: (zoom: number) => void }): ReactNode {
  const { say } = useWords();
  return (
    <>
      <button type="button" className="icon" aria-label={say('source.zoomOut')} disabled={props.zoom === 0} onClick={() => { props.onZoom(props.zoom - 1); }}>−</button>
      <button type="button" className="icon" aria-label={say('source.zoomIn')} disabled={props.zoom === zooms.length - 1} onClick={() => { props.onZoom(props.zoom + 1); }}>+</button>
    </>
  );
}

function Original(props: { readonly opened: OpenedSource; readonly zoom: number }): ReactNode {
  const { say } = useWords();
  const { source, page, pdf, location, isAway } = props.opened;
  if (pdf !== null) return <PdfPage pdf={pdf} page={source.page} zoom={props.zoom} location={location} />;
  return (
    <>
      {isAway && <p className="quiet note">{say('source.away')}</p>}
      <TextPage text={page.text} start={source.start} end={source.end} />
    </>
  );
}

function checkedWords(opened: OpenedSource, say: Speak['say']): string {
  if (opened.location?.found === 'moved') return say('source.moved');
  if (opened.location?.found === 'gone') return say('source.gone');
  return opened.page.text.slice(opened.source.start, opened.source.end) === opened.source.quote ? say('source.checked') : say('source.gone');
}
