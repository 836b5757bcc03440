import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { whereOf } from '../../components/names.ts';
import { runsOf } from '../../components/runsOf.ts';
import type { Turn } from '../../hooks/turns.ts';
import type { Judgements } from '../../hooks/useJudgements.ts';
import { useWords } from '../../words/words.ts';
import { AccountLine } from './AccountLine.tsx';
import { EvidenceCard } from './EvidenceCard.tsx';
import { readQuoteSentence } from './readQuoteSentence.ts';
import { refusalWords } from './refusalWords.ts';
import { Sentences } from './Sentences.tsx';
import { useAnswerRoom } from './useAnswerRoom.ts';

const JudgeAnswer = lazy(async () => ({ default: (await import('./JudgeAnswer.tsx')).JudgeAnswer }));

const ExportAnswer = lazy(async () => ({ default: (await import('../export/ExportAnswer.tsx')).ExportAnswer }));
const WorkingsView = lazy(async () => ({ default: (await import('../developer/WorkingsView.tsx')).WorkingsView }));

export type OpenSource = (sources: readonly Source[], index: number) => void;

export type TurnActions = {
  readonly onOpen: OpenSource; readonly onAgain: (turn: Turn) => void; readonly onWider: (turn: Turn) => void; readonly onEdit: (turn: Turn) => void; readonly onUnreadable: () => void; /** Questions wait: their documents are being read first. */ readonly isHeld: boolean;
  readonly judgements: Judgements; /** Whether answers show how they came about. */ readonly isDeveloper: boolean;
};

/** One question with its answer: what was searched for, the sentences with their marks, the account, the evidence. */
export function TurnView(props: { readonly turn: Turn; readonly open: Source | null; readonly modelName: (id: string) => string; readonly actions: TurnActions }): ReactNode {
  const words = useWords();
  const { say } = words;
  const { turn, actions } = props;
  const isRefused = turn.verdict === 'not-in-documents';
  const sources = turn.answer?.sources ?? turn.evidence;
  const cards = cardsOf(turn, isRefused);
  const room = useAnswerRoom(turn.state === 'running');
  return (
    <article className="turn" aria-busy={turn.state === 'running'}>
      <h2 className="question" dir="auto">{turn.question}</h2>
      {turn.searchedFor !== null && turn.searchedFor !== turn.question && <p className="for">{say('answer.searchedFor', { text: [turn.searchedFor, ...turn.filters].join(' · ') })}</p>}
      {turn.scope.length > 0 && <p className="for">{say('answer.only', { names: turn.scope.map(({ name }) => name).join(', ') })}</p>}
      <div ref={room} className="turn-answer">
        {turn.verdict === 'partly' && <p className="partly-note">{say('answer.partly')}</p>}
        {isRefused
          ? <Refusal turn={turn} onWider={() => { actions.onWider(turn); }} />
          : <Sentences turn={turn} sources={sources} open={props.open} onOpen={actions.onOpen} />}
        <div className="turn-foot">
          {turn.state === 'running' && <p className="working">{workingWords(turn, actions.isHeld, say)}</p>}
          {turn.state === 'stopped' && <p className="for">{say(cards.length > 0 ? 'answer.stopped' : 'answer.stoppedEarly')}</p>}
          {turn.error !== null && <ErrorNote error={turn.error} also={say('answer.error')} onRetry={() => { actions.onAgain(turn); }} />}
          {turn.coverage !== null && <AccountLine turn={turn} coverage={turn.coverage} modelName={props.modelName} onUnreadable={actions.onUnreadable} />}
          {turn.state !== 'running' && <Tools turn={turn} actions={actions} />}
          {actions.isDeveloper && turn.answer !== null && <Suspense><WorkingsView answer={turn.answer} /></Suspense>}
        </div>
      </div>
      {cards.length > 0 && (
        <section className="evidence" aria-label={say(cardsTitle(turn, cards))}>
          <h3>{say(cardsTitle(turn, cards))}</h3>
          {runsOf(cards, (source) => `${source.documentId} ${whereOf(source, words)}`).map((run) => (
            <div key={keyOf(run[0])} className="card-run">
              {run.map((source) => (
                <EvidenceCard key={keyOf(source)} source={source} question={turn.question} numbered={!isRefused} isPlaced={source === run[0]}
                  isOpen={isSame(source, props.open)} onOpen={() => { actions.onOpen(cards, cards.indexOf(source)); }} />
              ))}
            </div>
          ))}
        </section>
      )}
    </article>
  );
}

function Refusal(props: { readonly turn: Turn; readonly onWider: () => void }): ReactNode {
  const words = useWords();
  const { say } = words;
  const { turn } = props;
  const { title, body } = refusalWords(turn, words);
  return (
    <div className="refused">
      <h3>{title}</h3>
      <p>{body} {turn.closest.length > 0 && say('answer.refusedClosest')}</p>
      {turn.scope.length > 0 && <button type="button" className="button" onClick={props.onWider}>{say('answer.wider')}</button>}
    </div>
  );
}

/** How long a button says that it has copied. */
const copiedMs = 3_000;

function Tools(props: { readonly turn: Turn; readonly actions: TurnActions }): ReactNode {
  const words = useWords();
  const { say } = words;
  const { turn, actions } = props;
  const { judgements } = actions;
  const messageId = turn.answer?.messageId;
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => { setCopied(false); }, copiedMs);
    return () => { clearTimeout(timer); };
  }, [copied]);
  return (
    <div className="tools">
      {turn.answer !== null && turn.answer.sources.length > 0 && (
        <button type="button" className="first" onClick={() => { void import('./copyText.ts').then(({ copyAnswer }) => copyAnswer(turn, words)).then(() => { setCopied(true); }); }}>{say(copied ? 'answer.copied' : 'answer.copy')}</button>
      )}
      <button type="button" onClick={() => { actions.onAgain(turn); }}>{say('answer.again')}</button>
      <button type="button" onClick={() => { actions.onEdit(turn); }}>{say('answer.edit')}</button>
      {turn.answer !== null && <Suspense><ExportAnswer question={turn.question} answer={turn.answer} /></Suspense>}
      {messageId !== undefined && <Suspense><JudgeAnswer judgement={judgements.of(messageId)} onJudge={(judgement) => { judgements.judge(messageId, judgement); }} /></Suspense>}
    </div>
  );
}

/** The quotes shown as cards: what was found, less what an answer in quotes already tells word for word. A refusal has no sources: its closest passages get numbers only so that they can be opened. */
function cardsOf(turn: Turn, isRefused: boolean): readonly Source[] {
  if (isRefused) return turn.closest.map((quote, index) => ({ ...quote, n: index + 1 }));
  if (turn.answer?.mode !== 'quotes') return turn.answer !== null && turn.answer.sources.length > 0 ? turn.answer.sources : turn.evidence;
  const { sources, evidence, sentences } = turn.answer;
  const told = new Set(sentences.flatMap(({ text, citations }) => sources.filter((source) => citations[0] === source.n && readQuoteSentence(text, source).isVerbatim).map(({ n }) => n)));
  const all = [...sources, ...evidence.filter(({ n }) => !sources.some((source) => source.n === n))];
  return all.filter(({ n }) => !told.has(n));
}

function cardsTitle(turn: Turn, cards: readonly Source[]): 'answer.closest' | 'answer.alsoFound' | 'answer.evidence' {
  if (turn.verdict === 'not-in-documents') return 'answer.closest';
  const cited = turn.answer?.sources ?? [];
  return cited.length > 0 && cards.every(({ n }) => !cited.some((source) => source.n === n)) ? 'answer.alsoFound' : 'answer.evidence';
}

function keyOf(source: Source): string {
  return `${source.n}-${source.documentId}-${source.page}-${source.start}`;
}

export function isSame(one: Source, other: Source | null): boolean {
  return other !== null && one.documentId === other.documentId && one.page === other.page && one.start === other.start && one.n === other.n;
}

function workingWords(turn: Turn, isHeld: boolean, say: ReturnType<typeof useWords>['say']): string {
  if (isHeld && turn.coverage === null) return say('answer.readingFirst');
  if (turn.evidence.length === 0 && turn.verdict === null) return say('answer.searching');
  if (turn.readingShare !== null && turn.readingShare < 1) return say('answer.reading', { percent: Math.floor(turn.readingShare * 100) });
  return say('answer.writing');
}
