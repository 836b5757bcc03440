import { useRef, useState, type ReactNode } from 'react';
import type { AnswerVerdict } from '../../../electron/shared/schemas.ts';
import type { Judgement } from '../../hooks/useJudgements.ts';
import '../../styles/judge.css';
import { useAllWords } from '../../words/later.ts';

const longest = 2_000;

/** Says of an answer that it is right or wrong, and why; pressed again, it is taken back. */
export function JudgeAnswer(props: { readonly judgement: Judgement | null; readonly onJudge: (judgement: Judgement | null) => void }): ReactNode {
  const { say } = useAllWords();
  const { judgement, onJudge } = props;
  const [isWriting, setIsWriting] = useState(false);
  const press = (verdict: AnswerVerdict): void => {
    setIsWriting(false);
    onJudge(judgement?.verdict === verdict ? null : { verdict, reason: judgement?.reason ?? '' });
  };
  const keep = (reason: string): void => {
    setIsWriting(false);
    if (judgement !== null && reason !== judgement.reason) onJudge({ ...judgement, reason });
  };
  return (
    <span className="judge" role="group" aria-label={say('judge.title')}>
      {(['right', 'wrong'] as const).map((verdict) => (
        <button key={verdict} type="button" className="thumb" aria-pressed={judgement?.verdict === verdict} aria-label={say(`judge.${verdict}`)} title={say(judgement?.verdict === verdict ? 'judge.takeBack' : 'judge.keeps')} onClick={() => { press(verdict); }}>
          <svg viewBox="0 0 16 16" aria-hidden="true" className={verdict}><path d="M2 7h2.5v6.5H2zM4.5 7.5 7.3 2c1.3 0 2 .9 1.7 2.2L8.5 6.3h4c1 0 1.7.9 1.5 1.9l-.9 4c-.2.8-.8 1.3-1.6 1.3h-5l-2-.7" /></svg>
          {say(`judge.${verdict}.short`)}
        </button>
      ))}
      {judgement !== null && !isWriting && <button type="button" className="reason" title={judgement.reason === '' ? undefined : say('judge.change')} onClick={() => { setIsWriting(true); }}>{judgement.reason === '' ? say('judge.say') : `“${judgement.reason}”`}</button>}
      {judgement !== null && isWriting && <Reason judgement={judgement} onKeep={keep} />}
    </span>
  );
}

/** Kept on Enter and on leaving, left as it was on Esc. */
function Reason(props: { readonly judgement: Judgement; readonly onKeep: (reason: string) => void }): ReactNode {
  const { say } = useAllWords();
  const { judgement } = props;
  const [draft, setDraft] = useState(judgement.reason);
  const isGivenUp = useRef(false);
  const words = say(`judge.why.${judgement.verdict}`);
  return (
    <input type="text" className="field" autoFocus maxLength={longest} value={draft} placeholder={words} aria-label={words} onChange={(event) => { setDraft(event.target.value); }}
      onBlur={() => { props.onKeep(isGivenUp.current ? judgement.reason : draft.trim()); }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        // The key ends here: it neither closes what is open nor presses what gets the focus.
        event.preventDefault();
        event.stopPropagation();
        isGivenUp.current = event.key === 'Escape';
        // The field goes with the focus, which stays beside it.
        event.currentTarget.parentElement?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
      }} />
  );
}
