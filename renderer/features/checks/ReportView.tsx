import type { ReactNode } from 'react';
import type { EvaluationOutcome } from '../../../electron/shared/schemas.ts';
import { TallRows } from '../../components/TallRows.tsx';
import { useAllWords } from '../../words/later.ts';
import type { ChecksState } from './checksJob.ts';
import { Figures } from './Figures.tsx';
import { howOf } from './KeptRuns.tsx';
import { changesBetween, judgedOf, type Judged } from './outcomes.ts';

/** Height of a question with its answer, px. */
const usual = 72;
const marks: Readonly<Record<Judged, string>> = { right: '✓', partly: '◐', wrong: '✗', unknown: '·' };

/** What a check came to: how many answers are right, what changed since, the figures behind it, and each question. */
export function ReportView(props: { readonly state: Extract<ChecksState, { readonly phase: 'report' }>; readonly models: ReadonlyMap<string, string>; readonly onBack: () => void }): ReactNode {
  const words = useAllWords();
  const { say, count, number, time } = words;
  const { report, before, differences } = props.state;
  const known = report.outcomes.map(judgedOf).filter((judged) => judged !== 'unknown');
  const changes = before === null ? null : changesBetween(before, report);
  // A run of before keeps its figures, not its words.
  const isKept = report.outcomes.some(({ answer }) => answer !== '');
  const was = new Map([...changes?.worse ?? [], ...changes?.better ?? []].map((change) => [change.question, change.before]));
  return (
    <>
      <header className="run-head">
        <h2 className="question">{known.length === 0 ? say('checks.nothingKnown') : say('checks.rightOf', { right: number(known.filter((judged) => judged === 'right').length), total: number(known.length) })}</h2>
        <p className="for">{count('checks.asked', report.outcomes.length, { how: howOf(report, props.models, words) })} · {say(`strength.${report.strength}`)} · {time(report.atMs, before === null ? [] : [before.atMs])}</p>
        {changes !== null && before !== null && (
          <p role="status" className={changes.worse.length > 0 ? 'change-note worse' : 'change-note'}>
            {changes.worse.length > 0 ? count('checks.worse', changes.worse.length) : say('checks.sameAs', { when: time(before.atMs, [report.atMs]) })} {changes.better.length > 0 && count('checks.better', changes.better.length)}
          </p>
        )}
        <div className="room-actions"><button type="button" className="button" onClick={props.onBack}>{say('checks.back')}</button></div>
      </header>
      <section className="cases" aria-label={say('checks.each')}>
        <h2>{say('checks.each')}</h2>
        {!isKept && <p className="quiet">{say('checks.noAnswersKept')}</p>}
        <TallRows role="list" className="outcomes" total={report.outcomes.length} guess={usual} list={report}>
          {(index) => {
            const outcome = report.outcomes[index];
            return outcome === undefined ? null : <Outcome outcome={outcome} was={was.get(outcome.question) ?? null} isKept={isKept} />;
          }}
        </TallRows>
      </section>
      <Figures measures={report.measures} differences={differences} />
    </>
  );
}

function Outcome(props: { readonly outcome: EvaluationOutcome; readonly was: Judged | null; readonly isKept: boolean }): ReactNode {
  const { say } = useAllWords();
  const { outcome, was } = props;
  const judged = judgedOf(outcome);
  const answer = outcome.answer !== '' ? outcome.answer : outcome.verdict === 'not-in-documents' ? say('checks.refused') : props.isKept ? say('checks.noAnswerKept') : null;
  return (
    <div className="case outcome">
      <span className={`judged ${judged}`}><span aria-hidden="true">{marks[judged]}</span> {say(`checks.${judged}`)}{was !== null && <span className="was"> {say('checks.was', { was: say(`checks.${was}`) })}</span>}</span>
      <span className="case-question">{outcome.question}</span>
      {answer !== null && <span className="outcome-answer">{answer}</span>}
    </div>
  );
}
