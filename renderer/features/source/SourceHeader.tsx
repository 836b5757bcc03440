import type { ReactNode } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import { fileName, placeOf } from '../../components/names.ts';
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
        <button type="button" className="icon" aria-label={say('source.previousPage')} disabled={shown <= 1} onClick={() => { props.onTurn(shown - 1); }}>‹</button>
        <span>{pageWords(source, shown, opened, words)}</span>
        <button type="button" className="icon" aria-label={say('source.nextPage')} disabled={opened?.hasNext !== true} onClick={() => { props.onTurn(shown + 1); }}>›</button>
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
      <button type="button" className="icon" aria-label={say('source.zoomOut')} disabled={props.zoom === 0} onClick={() => { props.onZoom(props.zoom - 1); }}>−</button>
      <button type="button" className="text-button" title={say('source.fit')} onClick={() => { props.onZoom(fits); }}>{number((zooms[props.zoom] ?? 1) * 100)} %</button>
      <button type="button" className="icon" aria-label={say('source.zoomIn')} disabled={props.zoom === zooms.length - 1} onClick={() => { props.onZoom(props.zoom + 1); }}>+</button>
    </span>
  );
}

function pageWords(source: Source, shown: number, opened: OpenedSource | null, words: Speak): string {
  if (opened !== null && opened.pdf !== null) return words.say('source.page', { page: shown, pages: opened.pdf.numPages });
  const locator = opened !== null && opened.page !== null ? opened.page.locator : source.locator;
  return locator.kind === 'section' ? words.say('source.section', { n: shown }) : placeOf(locator, shown, words);
}
