import { useState, type ReactNode } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import type { Turn } from '../../hooks/useAsk.ts';
import { useWords } from '../../words/words.ts';
import { AccountLine } from './AccountLine.tsx';
import { copyText } from './copyText.ts';
import { EvidenceCard } from './EvidenceCard.tsx';
import { Sentences } from './Sentences.tsx';

export type OpenSource = (sources: readonly Source[], index: number) => void;

/** One question with its answer: what was searched for, the sentences with their marks, the account, the evidence. */
export function TurnView(props: { readonly turn: Turn; readonly open: Source | null; readonly onOpen: OpenSource; readonly onAgain: () => void; readonly onEdit: () => void; readonly onUnreadable: () => void }): ReactNode {
  const { say } = useWords();
  const { turn } = props;
  const [copied, setCopied] = useState(false);
  const refused = turn.verdict === 'not-in-documents';
  const sources = turn.answer?.sources ?? turn.evidence;
  // A refusal has no sources: its closest passages are numbered here only so that they can be opened.
  const cards: readonly Source[] = refused ? turn.closest.map((quote, index) => ({ ...quote, n: index + 1 })) : sources.length > 0 ? sources : turn.evidence;
  return (
    <article className="turn" aria-busy={turn.state === 'running'}>
      <h2 className="question">{turn.question}</h2>
      {turn.searchedFor !== null && turn.searchedFor !== turn.question && <p className="for">{say('answer.searchedFor', { text: turn.searchedFor })}</p>}
      {turn.verdict === 'partly' && <p className="for">{say('answer.partly')}</p>}
      {refused
        ? <div className="refused"><h3>{say('answer.refused')}</h3><p>{say('answer.refusedBody')}</p></div>
        : <Sentences turn={turn} sources={sources} open={props.open} onOpen={props.onOpen} />}
      {turn.state === 'running' && <p className="working" role="status">{workingWords(turn, say)}</p>}
      {turn.state === 'stopped' && <p className="for">{say('answer.stopped')}</p>}
      {turn.error !== null && <ErrorNote error={turn.error} onRetry={props.onAgain} />}
      {turn.coverage !== null && <AccountLine turn={turn} coverage={turn.coverage} onUnreadable={props.onUnreadable} />}
      {turn.state !== 'running' && (
        <div className="tools">
          {turn.answer !== null && !refused && (
            <button type="button" onClick={() => { void navigator.clipboard.writeText(copyText(turn)).then(() => { setCopied(true); }); }}>{say(copied ? 'answer.copied' : 'answer.copy')}</button>
          )}
          <button type="button" onClick={props.onAgain}>{say('answer.again')}</button>
          <button type="button" onClick={props.onEdit}>{say('answer.edit')}</button>
        </div>
      )}
      {cards.length > 0 && (
        <section className="evidence" aria-label={say(refused ? 'answer.closest' : 'answer.evidence')}>
          <h3>{say(refused ? 'answer.closest' : 'answer.evidence')}</h3>
          {cards.map((source, index) => <EvidenceCard key={`${source.n}-${source.documentId}-${source.page}-${source.start}`} source={source} numbered={!refused} isOpen={isSame(source, props.open)} onOpen={() => { props.onOpen(cards, index); }} />)}
        </section>
      )}
      <div className="sr-only" role="status">{turn.state === 'done' ? turn.answer?.answer : ''}</div>
    </article>
  );
}

export function isSame(one: Source, other: Source | null): boolean {
  return other !== null && one.documentId === other.documentId && one.page === other.page && one.start === other.start && one.n === other.n;
}

function workingWords(turn: Turn, say: ReturnType<typeof useWords>['say']): string {
  if (turn.evidence.length === 0 && turn.verdict === null) return say('answer.searching');
  if (turn.readingShare !== null && turn.readingShare < 1) return say('answer.reading', { percent: Math.floor(turn.readingShare * 100) });
  return say('answer.writing');
}
