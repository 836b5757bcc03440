import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Source } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { StepButton } from '../../components/StepButton.tsx';
import { useWords, type Speak } from '../../words/words.ts';
import { PdfPage } from './PdfPage.tsx';
import { SourceHeader } from './SourceHeader.tsx';
import { TextPage } from './TextPage.tsx';
import { useSource, type OpenedSource } from './useSource.ts';
import { fits, zooms } from './zooms.ts';

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
  const pane = useFocusReturn();
  if (source === null) return null;
  const current = opened?.source === source ? opened : null;
  const desktop = (action: 'openDocument' | 'showInFolder'): void => {
    setError(null);
    props.shell?.[action]({ documentId: source.documentId }).catch((reason: unknown) => { setError(toPlainError(reason)); });
  };
  const turn = (page: number): void => { setTurned({ source, page }); };
  return (
    <aside ref={pane} className="source" aria-label={say('source.pane')}>
      <SourceHeader source={source} shown={shown} opened={current} zoom={zoom} onZoom={setZoom} onTurn={turn} onDesktop={desktop} onClose={props.onClose} />
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <div className="source-scroll" tabIndex={0} data-pane role="document" aria-label={fileName(source.path)}>
        {failure !== null && <ErrorNote error={failure} />}
        {current !== null ? <Original opened={current} zoom={zooms[zoom] ?? 1} /> : failure === null && <p className="working">{say('source.loading')}</p>}
      </div>
      <footer>
        {source.quote === '' ? <span /> : (
          <span className="source-turn">
            <StepButton label={say('source.previous')} sign="‹" isAtEnd={props.index === 0} onStep={() => { props.onIndex(props.index - 1); }} />
            {say('source.count', { n: props.index + 1, total: props.sources.length })}
            <StepButton label={say('source.next')} sign="›" isAtEnd={props.index >= props.sources.length - 1} onStep={() => { props.onIndex(props.index + 1); }} />
          </span>
        )}
        <span>{current !== null && checkedWords(current, say, () => { turn(source.page); })}</span>
      </footer>
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

function checkedWords(opened: OpenedSource, say: Speak['say'], onBack: () => void): ReactNode {
  const { source, shown, location, page } = opened;
  if (source.quote === '') return null;
  if (shown !== source.page) return <button type="button" className="link" onClick={onBack}>{say('source.back')}</button>;
  if (location?.found === 'moved') return say('source.moved');
  if (location?.found === 'gone' || page?.text.slice(source.start, source.end) !== source.quote) return <span className="warn">{say('source.gone')}</span>;
  return say('source.checked');
}
