import type { ReactNode } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import { whereOf } from '../../components/names.ts';
import { QuoteText } from '../../components/QuoteText.tsx';
import { Where } from '../../components/Where.tsx';
import { useWords } from '../../words/words.ts';
import { dragQuote } from './dragQuote.ts';

/** A verbatim quote with its place; opens the source beside the conversation, and can be dragged into another program. `isPlaced`: false where the card above it says the place of both. */
export function EvidenceCard(props: { readonly source: Source; readonly question: string; readonly numbered: boolean; readonly isPlaced: boolean; readonly isOpen: boolean; readonly onOpen: () => void }): ReactNode {
  const words = useWords();
  const { source } = props;
  return (
    <button type="button" className={['card', ...(props.numbered ? [] : ['plain']), ...(props.isOpen ? ['on'] : [])].join(' ')} aria-pressed={props.isOpen} draggable onDragStart={(event) => { dragQuote(event.dataTransfer, source, words); }} onClick={props.onOpen}>
      {props.numbered && <span className="cite" aria-hidden="true">{source.n}</span>}
      {props.isPlaced ? <Where quote={source} /> : <span className="sr-only">{whereOf(source, words)}</span>}
      <q><QuoteText quote={source} question={props.question} lit={props.isOpen ? 'whole' : 'words'} /></q>
    </button>
  );
}
