import type { ReactNode } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import { QuoteText } from '../../components/QuoteText.tsx';
import { Where } from '../../components/Where.tsx';
import { useAllWords } from '../../words/later.ts';

/** The words of a citation as they were when it was made, where the document no longer has them, or is no longer there. */
export function KeptQuote(props: { readonly source: Source; readonly why: 'changed' | 'removed' }): ReactNode {
  const words = useAllWords();
  const { source } = props;
  return (
    <section className="kept-quote" aria-label={words.say('source.kept')}>
      <p>{words.say(props.why === 'changed' ? 'source.keptChanged' : 'source.keptRemoved')}</p>
      <blockquote><QuoteText quote={source} question="" lit="whole" /></blockquote>
      <Where quote={source} isNamed={false} />
    </section>
  );
}
