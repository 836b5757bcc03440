import type { ReactNode } from 'react';
import type { Quote } from '../../electron/shared/schemas.ts';
import { useWords } from '../words/words.ts';
import { sectionWords, whereInDocument, whereOf } from './names.ts';

/** Where a quote stands: whoever points at it is told all the headings. `isNamed`: false beneath the name of its document. `children`: what else is said of it. */
export function Where(props: { readonly quote: Pick<Quote, 'path' | 'locator' | 'page' | 'section'>; readonly isNamed?: boolean; readonly children?: ReactNode }): ReactNode {
  const words = useWords();
  const { quote, isNamed = true } = props;
  return <span className="where" title={sectionWords(quote)}>{isNamed ? whereOf(quote, words) : whereInDocument(quote, words)}{props.children}</span>;
}
