import { useId, useState, type CSSProperties, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Source } from '../../../electron/shared/schemas.ts';
import { whereOf } from '../../components/names.ts';
import { QuoteText } from '../../components/QuoteText.tsx';
import { useWords } from '../../words/words.ts';

/** Width of the quote that shows while a chip is pointed at, px. */
const width = 380;

/** The number of a source: pointing at it shows the quote, a click opens the page. */
export function Chip(props: { readonly source: Source; readonly question: string; readonly isOpen: boolean; readonly onOpen: () => void }): ReactNode {
  const words = useWords();
  const { source } = props;
  const id = useId();
  const [place, setPlace] = useState<DOMRect | null>(null);
  const hide = (): void => { setPlace(null); };
  return (
    <>
      <button type="button" className={props.isOpen ? 'cite on' : 'cite'} aria-label={words.say('answer.source', { n: source.n, where: whereOf(source, words) })} aria-describedby={place === null ? undefined : id}
        onClick={() => { hide(); props.onOpen(); }} onMouseEnter={(event) => { setPlace(event.currentTarget.getBoundingClientRect()); }} onMouseLeave={hide}
        onFocus={(event) => { if (event.currentTarget.matches(':focus-visible')) setPlace(event.currentTarget.getBoundingClientRect()); }} onBlur={hide}>{source.n}</button>
      {place !== null && createPortal(
        <span id={id} role="tooltip" className="quote-tip" style={beside(place)}>
          <span className="where">{whereOf(source, words)}</span>
          <QuoteText quote={source} question={props.question} lit="whole" />
        </span>, document.body)}
    </>
  );
}

/** Above the chip, or below where there is no room; never outside the window. */
function beside(chip: DOMRect): CSSProperties {
  const left = Math.max(8, Math.min(chip.left - 24, window.innerWidth - width - 8));
  return chip.top > window.innerHeight / 2 ? { left, width, bottom: window.innerHeight - chip.top + 6 } : { left, width, top: chip.bottom + 6 };
}
