import type { ReactNode } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import { whereOf } from '../../components/names.ts';
import { useWords } from '../../words/words.ts';

/** A verbatim quote with its place; opens the source beside the conversation. */
export function EvidenceCard(props: { readonly source: Source; readonly numbered: boolean; readonly isOpen: boolean; readonly onOpen: () => void }): ReactNode {
  const words = useWords();
  const { source } = props;
  return (
    <button type="button" className={props.isOpen ? 'card on' : 'card'} aria-pressed={props.isOpen} onClick={props.onOpen}>
      <span className={props.numbered ? 'cite' : 'cite plain'} aria-hidden="true">{props.numbered ? source.n : '·'}</span>
      <span className="where">{whereOf(source, words)}</span>
      <q><mark>{source.quote}</mark>{source.continues !== undefined && <mark> {source.continues.quote}</mark>}</q>
    </button>
  );
}
