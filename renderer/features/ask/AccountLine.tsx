import type { ReactNode } from 'react';
import type { Coverage } from '../../../electron/shared/schemas.ts';
import type { Turn } from '../../hooks/turns.ts';
import { useWords } from '../../words/words.ts';

/** What was searched, what could not be read, how far meaning search has got; what of all that the answer rests on, and what it took. */
export function AccountLine(props: { readonly turn: Turn; readonly coverage: Coverage; readonly modelName: (id: string) => string; readonly onUnreadable: () => void }): ReactNode {
  const { say, count, number } = useWords();
  const { turn, coverage } = props;
  const { answer } = turn;
  const facts = answer === null ? [] : [
    ...(answer.sources.length > 0 ? [`${count('answer.fromPassages', answer.sources.length)} ${count('answer.inDocuments', new Set(answer.sources.map(({ documentId }) => documentId)).size)}`] : []),
    say('answer.seconds', { seconds: number(answer.timings.totalMs / 1000, 1) }),
    ...(answer.verdict === 'not-in-documents' ? [] : [answer.mode === 'quotes' || answer.model === null ? say('answer.quotes') : props.modelName(answer.model)]),
  ];
  return (
    <p className="account">
      <span>{say('answer.searched')} <b>{say('answer.ofDocuments', { documents: coverage.documents, total: coverage.documentsTotal })}</b> ({count('answer.pagesInAll', coverage.pages)})</span>
      {coverage.unreadable.length > 0 && <button type="button" className="link" onClick={props.onUnreadable}>{say('answer.unreadable', { count: coverage.unreadable.length })}</button>}
      {coverage.vectorsShare === 0
        ? <span>{say('answer.keywordOnly')}</span>
        : coverage.vectorsShare < 1 && <span>{say('answer.meaning', { percent: Math.floor(coverage.vectorsShare * 100) })}</span>}
      {facts.length > 0 && <span>{facts.join(' · ')}</span>}
    </p>
  );
}
