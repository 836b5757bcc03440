import { useEffect, useRef, useState, type ReactNode } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { AnswerStrength, EvaluationReport } from '../../../electron/shared/schemas.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useAllWords } from '../../words/later.ts';
import { judgeChange, runName, type Case } from './outcomes.ts';
import { runChecks, type Complete } from './runChecks.ts';
import '../../styles/rooms.css';

/**
 * What is to be another: the model that answers, the one that finds, or how strict answers are. `words`: how the new one is called. `prepare`: it cannot be
 * asked yet; begins what makes it so, after which the change is to be offered again.
 */
export type Change = {
  readonly words: string; readonly with: { readonly model?: string; readonly embedder?: string; readonly strength?: AnswerStrength }; readonly prepare?: () => void;
};

type Step =
  | { readonly at: 'asked' } | { readonly at: 'running'; readonly part: 'now' | 'then'; readonly done: number }
  | { readonly at: 'known'; readonly before: EvaluationReport; readonly now: Complete };

/** Before a change: offers to ask the questions as it is now and as it would be, and says whether answers get worse, so that nobody takes over what does. */
export function CheckFirst(props: { readonly engine: Client<EngineContract>; readonly cases: readonly Case[]; readonly change: Change; readonly onChange: () => void; readonly onClose: () => void }): ReactNode {
  const { say, count, number } = useAllWords();
  const { engine, cases, change } = props;
  const [step, setStep] = useState<Step>({ at: 'asked' });
  const [error, setError] = useState<PlainError | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => { controller.current?.abort(); }, []);
  const what = change.words;
  const take = (): void => { props.onChange(); props.onClose(); };
  const { prepare } = change;
  const check = async (): Promise<void> => {
    const own = new AbortController();
    controller.current = own;
    setError(null);
    const questions = cases.map(({ question }) => question);
    const follow = (part: 'now' | 'then') => ({ signal: own.signal, onDone: (done: number) => { setStep({ at: 'running', part, done }); } });
    try {
      setStep({ at: 'running', part: 'now', done: 0 });
      const baseline = runName(Date.now());
      const { report: before } = await runChecks(engine, { questions, saveAs: baseline }, follow('now'));
      setStep({ at: 'running', part: 'then', done: 0 });
      const now = await runChecks(engine, { questions, saveAs: runName(Date.now()), compareWith: baseline, ...change.with }, follow('then'));
      setStep({ at: 'known', before, now });
    } catch (reason) {
      setStep({ at: 'asked' });
      if (!isCancelled(reason)) setError(toPlainError(reason));
    }
  };
  return (
    <Dialog title={say('checkFirst.title')} onClose={props.onClose}>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      {step.at === 'asked' && (
        <>
          <p>{count(prepare === undefined ? 'checkFirst.body' : 'checkFirst.later', cases.length, { what })}</p>
          <div className="dialog-actions">
            <button type="button" className="button" onClick={props.onClose}>{say('common.cancel')}</button>
            <button type="button" className="button" onClick={take}>{say('checkFirst.without')}</button>
            {prepare === undefined
              ? <button type="button" className="button primary" data-focus onClick={() => { void check(); }}>{say('checkFirst.check')}</button>
              : <button type="button" className="button primary" data-focus onClick={() => { prepare(); props.onClose(); }}>{say('checkFirst.prepare')}</button>}
          </div>
        </>
      )}
      {step.at === 'running' && (
        <>
          <div role="status" className="run-state">
            <progress value={(step.part === 'now' ? 0 : 0.5) + step.done / cases.length / 2} max={1} aria-label={say('checks.title')} />
            <span>{say(`checkFirst.${step.part}`, { what, done: number(step.done), total: number(cases.length) })}</span>
          </div>
          <div className="dialog-actions"><button type="button" className="button" onClick={() => { controller.current?.abort(); }}>{say('ask.stop')}</button></div>
        </>
      )}
      {step.at === 'known' && <Known before={step.before} now={step.now} what={what} onTake={take} onClose={props.onClose} />}
    </Dialog>
  );
}

function Known(props: { readonly before: EvaluationReport; readonly now: Complete; readonly what: string; readonly onTake: () => void; readonly onClose: () => void }): ReactNode {
  const { say, number } = useAllWords();
  const { before, now, what } = props;
  const { worse, isWorse, isSure, rights } = judgeChange(before, now.report, now.differences);
  return (
    <>
      <div role="status" className={isWorse ? 'change-note worse' : 'change-note'}>
        <p><strong>{say(isWorse ? 'checkFirst.worse' : 'checkFirst.fine', { what })}</strong> {isWorse && !isSure && say('checkFirst.noise')}</p>
        {rights.total > 0 && <p>{say('checkFirst.rights', { what, before: number(rights.before), now: number(rights.now), total: number(rights.total) })}</p>}
      </div>
      {worse.length > 0 && (
        <ul className="worse-list">{worse.map(({ question, before: was, now: is }) => <li key={question}><span>{question}</span> <span className="quiet">{say(`checks.${was}`)} → {say(`checks.${is}`)}</span></li>)}</ul>
      )}
      <div className="dialog-actions">
        <button type="button" className={isWorse ? 'button primary' : 'button'} data-focus onClick={props.onClose}>{say('checkFirst.keep')}</button>
        <button type="button" className={isWorse ? 'button' : 'button primary'} onClick={props.onTake}>{say(isWorse ? 'checkFirst.anyway' : 'checkFirst.change')}</button>
      </div>
    </>
  );
}
