import { useId, useState, type CSSProperties, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Source } from '../../../electron/shared/schemas.ts';
import { whereOf } from '../../components/names.ts';
import { QuoteText } from '../../components/QuoteText.tsx';
import { Where } from '../../components/Where.tsx';
import { useWords } from '../../words/words.ts';
import { dragQuote } from './dragQuote.ts';

/** Width of the quote that shows while a chip is pointed at, px. */
const width = 380;

/** The number of a source: pointing at it shows the quote, a click opens the page, dragged it gives the quote. */
export function Chip(props: { readonly source: Source; readonly question: string; readonly isOpen: boolean; readonly onOpen: () => void }): ReactNode {
  const words = useWords();
  const { source } = props;
  const id = useId();
  const [place, setPlace] = useState<CSSProperties | null>(null);
  const hide = (): void => { setPlace(null); };
  return (
    <>
      <button type="button" className={props.isOpen ? 'cite on' : 'cite'} aria-label={words.say('answer.source', { n: source.n, where: whereOf(source, words) })} aria-describedby={place === null ? undefined : id}
        draggable onDragStart={(event) => { hide(); dragQuote(event.dataTransfer, source, words); }} onClick={() => { hide(); props.onOpen(); }} onMouseEnter={(event) => { setPlace(beside(event.currentTarget)); }} onMouseLeave={hide}
        onFocus={(event) => { if (event.currentTarget.matches(':focus-visible')) setPlace(beside(event.currentTarget)); }} onBlur={hide}>{source.n}</button>
      {place !== null && createPortal(
        <span id={id} role="tooltip" className="quote-tip" style={place}>
          <Where quote={source} />
          <QuoteText quote={source} question={props.question} lit="whole" />
        </span>, document.body)}
    </>
  );
}

/** Space between the quote and what it belongs to, px, and the least room that is enough to show it in. */
const [gap, enough] = [6, 140];

/** Above or below the sentence the chip stands in, never over it, where there is more room; never outside the window. */
function beside(chip: HTMLElement): CSSProperties {
  const { left: start } = chip.getBoundingClientRect();
  const { top, bottom } = (chip.closest('.sentence') ?? chip).getBoundingClientRect();
  const left = Math.max(8, Math.min(start - 24, window.innerWidth - width - 8));
  const [above, below] = [top - gap - 8, window.innerHeight - bottom - gap - 8];
  return below >= enough || below >= above
    ? { left, width, top: bottom + gap, maxHeight: Math.max(below, enough / 2) } : { left, width, bottom: window.innerHeight - top + gap, maxHeight: above };
}
