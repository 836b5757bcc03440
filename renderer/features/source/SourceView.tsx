import { lazy, Suspense, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document } from '../../../electron/shared/schemas.ts';
import { useAllWords } from '../../words/later.ts';
import { hiddenWords, stateWords } from '../document/describeDocument.ts';
import { DocumentActions } from '../document/DocumentActions.tsx';
import { KeptQuote } from './KeptQuote.tsx';
import { PdfPage } from './PdfPage.tsx';
import type { Rotation } from './rotations.ts';
import { standingOf } from './standing.ts';
import { TextPage } from './TextPage.tsx';
import type { OpenedSource } from './useSource.ts';
import type { Zoom } from './zooms.ts';

const PicturePage = lazy(() => import('./PicturePage.tsx').then((module) => ({ default: module.PicturePage })));

type Props = { readonly engine: Client<EngineContract>; readonly opened: OpenedSource; readonly zoom: Zoom; readonly turned: Rotation; readonly isText: boolean; readonly onPassword: (document: Document) => void; readonly onChange: () => void; readonly onBack: () => void };

/** A page as it looks, or as the text that was read from it: where that was asked for, for formats without a look, and where the file is out of reach. A quote that no longer stands there comes first, as it was. */
export function SourceView(props: Props): ReactNode {
  return <>{standingOf(props.opened) === 'gone' && <KeptQuote source={props.opened.source} why="changed" />}<View {...props} /></>;
}

function View(props: Props): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const { source, shown, page, names, original, location, doubts, away } = props.opened;
  if (original !== null && !(props.isText && page !== null)) {
    return original.kind === 'pdf'
      ? <PdfPage pdf={original.pdf} page={shown} zoom={props.zoom} turned={props.turned} location={location} doubts={doubts} />
      : <Suspense><PicturePage picture={original.picture} page={page} zoom={props.zoom} turned={props.turned} location={location} doubts={doubts} /></Suspense>;
  }
  if (page === null) return <NotRead {...props} />;
  const isEmpty = page.text.trim() === '';
  return (
    <>
      {away !== null && <p className="quiet away">{say(away === 'locked' ? 'source.locked' : 'source.away')}</p>}
      {page.hidden !== undefined && (
        <p className="away hidden-note"><strong>{say('hidden.title')}</strong> {hiddenWords(page.hidden, words)}. {say('document.hiddenUse')} <button type="button" className="link" onClick={props.onBack}>{say('hidden.back')}</button></p>
      )}
      {original !== null && <p className="quiet away">{say(isEmpty ? 'source.noText' : 'source.asText')}</p>}
      {!isEmpty && <TextPage page={page} names={names} range={['exact', 'doubtful'].includes(standingOf(props.opened)) ? source : { start: 0, end: 0 }} />}
    </>
  );
}

/** Stands where nothing of a document can be shown: why, and what to do. */
function NotRead({ opened, engine, onPassword, onChange }: Props): ReactNode {
  const words = useAllWords();
  const { document } = opened;
  const why = document.reason === null ? null : words.reason(document.reason, false);
  return (
    <div className="not-read">
      <h3>{stateWords(document, words)}</h3>
      {why !== null && <p>{why.what} <span className="next">{why.next}</span></p>}
      <p className="document-actions"><DocumentActions engine={engine} document={document} onPassword={onPassword} onChange={onChange} /></p>
    </div>
  );
}
