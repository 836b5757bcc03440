import type { ReactNode } from 'react';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useAllWords } from '../../words/later.ts';
import type { GoThroughState } from './goThroughState.ts';

/** What every document was asked, how far it is, and what can be done about it. `save` stands with the actions. */
export function RunHead(props: {
  readonly state: GoThroughState; readonly canGoOn: boolean; readonly save: ReactNode; readonly onStop: () => void; readonly onGoOn: () => void; readonly onOther: () => void;
}): ReactNode {
  const { say, count, number } = useAllWords();
  const { state } = props;
  const only = state.scope === null || state.scope.length === 0 ? null : say('answer.only', { names: state.scope.map(({ name }) => name).join(', ') });
  return (
    <header className="run-head">
      <h2 className="question"><bdi>{state.criterion}</bdi></h2>
      {only !== null && <p className="for">{only}</p>}
      <div role="status" className="run-state">
        {state.phase === 'running' && (
          <>
            <progress value={state.total === 0 ? undefined : state.done / state.total} max={1} aria-label={say('goThrough.title')} />
            <span>{state.total === 0 ? say('goThrough.beginning') : [say('goThrough.progress', { done: number(state.done), total: number(state.total) }), ...leftWords(state, say)].join(' · ')}</span>
          </>
        )}
        {state.phase === 'complete' && <span>{count('goThrough.complete', state.account.documents)}</span>}
        {(state.phase === 'stopped' || state.phase === 'failed') && <span>{say('goThrough.stopped')} {!props.canGoOn && say('goThrough.resumeScope')}</span>}
        {state.kept > 0 && <span> {count('goThrough.kept', state.kept)}.</span>}
      </div>
      {state.error !== null && <ErrorNote error={state.error} />}
      <div className="room-actions">
        {state.phase === 'running' && <button type="button" className="button" onClick={props.onStop}>{say('ask.stop')}</button>}
        {props.canGoOn && <button type="button" className="button primary" onClick={props.onGoOn}>{say('goThrough.resume')}</button>}
        {props.save}
        {state.phase !== 'running' && <button type="button" className="button" onClick={props.onOther}>{say('goThrough.other')}</button>}
      </div>
    </header>
  );
}

function leftWords({ secondsLeft }: GoThroughState, say: ReturnType<typeof useAllWords>['say']): string[] {
  if (secondsLeft === null || secondsLeft < 2) return [];
  const time = secondsLeft < 90 ? say('progress.seconds', { n: Math.ceil(secondsLeft) }) : say('progress.minutes', { n: Math.round(secondsLeft / 60) });
  return [say('progress.left', { time })];
}
