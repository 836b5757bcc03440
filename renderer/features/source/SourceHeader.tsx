import type { ReactNode } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import { fileName, headingOf, placeOf, sectionWords } from '../../components/names.ts';
import { keyWords } from '../../app/commandKey.ts';
import { MenuButton } from '../../components/MenuButton.tsx';
import { StepButton } from '../../components/StepButton.tsx';
import { useAllWords, type SpeakAll } from '../../words/later.ts';
import type { OpenedSource } from './useSource.ts';
import { fits, zoomBy, zooms, type Zoom } from './zooms.ts';

/** Which document this is; below it where one is in it, how large it is shown, and the ways to the file itself. */
export function SourceHeader(props: {
  readonly source: Source; readonly shown: number; readonly opened: OpenedSource | null; readonly zoom: Zoom; readonly onZoom: (zoom: Zoom) => void; readonly onRotate: () => void; readonly isStrip: boolean; readonly onStrip: (isStrip: boolean) => void;
  readonly isText: boolean; readonly onText: (isText: boolean) => void; readonly isFinding: boolean; readonly onFind: (isFinding: boolean) => void; readonly isAbout: boolean; readonly onAbout: (isAbout: boolean) => void;
  readonly onTurn: (page: number) => void; readonly onDesktop: (action: 'openDocument' | 'showInFolder') => void; readonly onClose: () => void;
}): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const { source, shown, opened } = props;
  const [hidden] = opened?.hidden ?? [];
  const heading = shown === source.page ? headingOf(source, words) : '';
  const turnTo = (page: number | null | undefined): void => { if (page !== null && page !== undefined) props.onTurn(page); };
  return (
    <header>
      <h2 title={source.path}><bdi>{fileName(source.path)}</bdi></h2>
      {hidden !== undefined && <button type="button" className="tag" title={say('document.showHidden')} onClick={() => { props.onTurn(hidden.page); }}>{say('hidden.tag')}</button>}
      {opened !== null && opened.original !== null && opened.page !== null && (
        <button type="button" className="text-button" aria-pressed={props.isText} title={say('source.textHint')} onClick={() => { props.onText(!props.isText); }}>{say('source.text')}</button>
      )}
      <button type="button" className="text-button" aria-expanded={props.isFinding} title={`${say('source.findHint')} (${keyWords('Ctrl F', words.language)})`} onClick={() => { props.onFind(!props.isFinding); }}>{say('source.find')}</button>
      <button type="button" className="text-button" aria-expanded={props.isAbout} title={say('document.about')} onClick={() => { props.onAbout(!props.isAbout); }}>{say('source.about')}</button>
      <button type="button" className="icon" aria-label={say('source.close')} onClick={props.onClose}>×</button>
      <span className="source-place">
        <StepButton label={say('source.previousPage')} sign="‹" isAtEnd={opened === null || opened.previous === null} onStep={() => { turnTo(opened?.previous); }} />
        {opened?.original?.kind === 'pdf' && !props.isText
          ? <button type="button" className="text-button" aria-expanded={props.isStrip} title={say('source.pages')} onClick={() => { props.onStrip(!props.isStrip); }}>{pageWords(source, shown, opened, words)}</button>
          : <span>{pageWords(source, shown, opened, words)}</span>}
        <StepButton label={say('source.nextPage')} sign="›" isAtEnd={opened === null || opened.next === null} onStep={() => { turnTo(opened?.next); }} />
        {heading !== '' && <span className="where" title={sectionWords(source)}><bdi>{heading}</bdi></span>}
      </span>
      <span className="source-tools">
        {opened !== null && opened.original !== null && !props.isText && <Size zoom={props.zoom} onZoom={props.onZoom} onRotate={props.onRotate} />}
        <button type="button" className="text-button" title={say('source.openHint')} onClick={() => { props.onDesktop('openDocument'); }}>{say('source.open')}</button>
        <button type="button" className="text-button" title={say('source.showHint')} onClick={() => { props.onDesktop('showInFolder'); }}>{say('source.show')}</button>
      </span>
    </header>
  );
}

function Size(props: { readonly zoom: Zoom; readonly onZoom: (zoom: Zoom) => void; readonly onRotate: () => void }): ReactNode {
  const { say, number } = useAllWords();
  const { zoom, onZoom } = props;
  const named = (one: Zoom): string => (one === 'page' ? say('source.fitPage') : `${number(one * 100)}\u00a0%`);
  return (
    <span className="zoom">
      <StepButton label={say('source.zoomOut')} sign="−" isAtEnd={zoom === zooms[0]} onStep={() => { onZoom(zoomBy(zoom, -1)); }} />
      <MenuButton label={say('source.size', { size: named(zoom) })} about={null} face={{ words: named(zoom), className: 'text-button' }} items={[
        { words: say('source.fit'), act: () => { onZoom(fits); } }, { words: say('source.fitPage'), act: () => { onZoom('page'); } },
        ...zooms.filter((one) => one !== fits).map((one) => ({ words: named(one), act: () => { onZoom(one); } })),
      ]} />
      <StepButton label={say('source.zoomIn')} sign="+" isAtEnd={zoom === zooms.at(-1)} onStep={() => { onZoom(zoomBy(zoom, 1)); }} />
      <StepButton label={say('source.rotate')} sign="↻" isAtEnd={false} onStep={props.onRotate} />
    </span>
  );
}

function pageWords(source: Source, shown: number, opened: OpenedSource | null, words: SpeakAll): string {
  const { say } = words;
  if (opened !== null && opened.page?.hidden !== undefined) return say('hidden.count', { n: opened.hidden.findIndex(({ page }) => page === shown) + 1, total: opened.hidden.length });
  if (opened?.original?.kind === 'pdf') return say('source.page', { page: shown, pages: opened.original.pdf.numPages });
  const locator = opened !== null && opened.page !== null ? opened.page.locator : source.locator;
  if (locator.kind === 'picture' && locator.part === undefined && opened?.document.format === 'image') return opened.pages > 1 ? say('source.page', { page: shown, pages: opened.pages }) : say('source.onePicture');
  return locator.kind === 'section' ? say('source.section', { n: shown }) : placeOf(locator, shown, words);
}
