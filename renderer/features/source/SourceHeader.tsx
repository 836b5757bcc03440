import type { ReactNode } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import { fileName, placeOf } from '../../components/names.ts';
import { StepButton } from '../../components/StepButton.tsx';
import { useWords, type Speak } from '../../words/words.ts';
import type { OpenedSource } from './useSource.ts';
import { fits, zooms } from './zooms.ts';

/** Which document this is; below it where one is in it, how large it is shown, and the ways to the file itself. */
export function SourceHeader(props: {
  readonly source: Source; readonly shown: number; readonly opened: OpenedSource | null; readonly zoom: number; readonly onZoom: (zoom: number) => void;
  readonly onTurn: (page: number) => void; readonly onDesktop: (action: 'openDocument' | 'showInFolder') => void; readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  const { say } = words;
  const { source, shown, opened } = props;
  return (
    <header>
      <h2 title={source.path}>{fileName(source.path)}</h2>
      <button type="button" className="icon" aria-label={say('source.close')} onClick={props.onClose}>×</button>
      <span className="source-place">
        <StepButton label={say('source.previousPage')} sign="‹" isAtEnd={shown <= 1} onStep={() => { props.onTurn(shown - 1); }} />
        <span>{pageWords(source, shown, opened, words)}</span>
        <StepButton label={say('source.nextPage')} sign="›" isAtEnd={opened?.hasNext !== true} onStep={() => { props.onTurn(shown + 1); }} />
      </span>
      <span className="source-tools">
        {opened !== null && opened.pdf !== null && <Zoom zoom={props.zoom} onZoom={props.onZoom} />}
        <button type="button" className="text-button" title={say('source.openHint')} onClick={() => { props.onDesktop('openDocument'); }}>{say('source.open')}</button>
        <button type="button" className="text-button" title={say('source.showHint')} onClick={() => { props.onDesktop('showInFolder'); }}>{say('source.show')}</button>
      </span>
    </header>
  );
}

function Zoom(props: { readonly zoom: number; readonly onZoom: (zoom: number) => void }): ReactNode {
  const { say, number } = useWords();
  return (
    <span className="zoom">
      <StepButton label={say('source.zoomOut')} sign="−" isAtEnd={props.zoom === 0} onStep={() => { props.onZoom(props.zoom - 1); }} />
      <button type="button" className="text-button" title={say('source.fit')} onClick={() => { props.onZoom(fits); }}>{number((zooms[props.zoom] ?? 1) * 100)} %</button>
      <StepButton label={say('source.zoomIn')} sign="+" isAtEnd={props.zoom === zooms.length - 1} onStep={() => { props.onZoom(props.zoom + 1); }} />
    </span>
  );
}

function pageWords(source: Source, shown: number, opened: OpenedSource | null, words: Speak): string {
  if (opened !== null && opened.pdf !== null) return words.say('source.page', { page: shown, pages: opened.pdf.numPages });
  const locator = opened !== null && opened.page !== null ? opened.page.locator : source.locator;
  return locator.kind === 'section' ? words.say('source.section', { n: shown }) : placeOf(locator, shown, words);
}
