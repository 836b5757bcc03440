import { useId, useState, type ReactNode } from 'react';
import type { EvaluationQuestion } from '../../../electron/shared/schemas.ts';
import { useAllWords } from '../../words/later.ts';

/** A question and what is known of its right answer. */
export function QuestionForm(props: { readonly question: EvaluationQuestion | null; readonly onSave: (question: EvaluationQuestion) => void; readonly onClose: () => void }): ReactNode {
  const { say } = useAllWords();
  const given = props.question;
  const [question, setQuestion] = useState(given?.question ?? '');
  const [answer, setAnswer] = useState(given?.answer ?? '');
  const [sources, setSources] = useState(given?.sources.join(', ') ?? '');
  const [isUnanswerable, setIsUnanswerable] = useState(given?.unanswerable ?? false);
  const [answerHint, sourcesHint] = [useId(), useId()];
  const save = (): void => {
    if (question.trim() === '') return;
    const names = sources.split(',').map((name) => name.trim()).filter((name) => name !== '');
    // Pages were told of the sources they were told with.
    const pages = given !== null && given.sources.join(', ') === names.join(', ') && !isUnanswerable ? given.pages : [];
    props.onSave({
      question: question.trim(), pages, sources: isUnanswerable ? [] : names, unanswerable: isUnanswerable,
      ...(isUnanswerable || answer.trim() === '' ? {} : { answer: answer.trim() }), ...(given?.kind === undefined ? {} : { kind: given.kind }),
    });
  };
  return (
    <form className="question-form" onSubmit={(event) => { event.preventDefault(); save(); }} onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      props.onClose();
    }}>
      <label>{say('checks.field.question')}<input type="text" className="field" autoFocus maxLength={10_000} value={question} onChange={(event) => { setQuestion(event.target.value); }} /></label>
      <label className="tick"><input type="checkbox" checked={isUnanswerable} onChange={(event) => { setIsUnanswerable(event.target.checked); }} /> {say('checks.field.unanswerable')}</label>
      {!isUnanswerable && (
        <>
          <label>{say('checks.field.answer')}<textarea className="field" rows={2} maxLength={20_000} value={answer} aria-describedby={answerHint} onChange={(event) => { setAnswer(event.target.value); }} /></label>
          <p id={answerHint} className="quiet">{say('checks.field.answerHint')}</p>
          <label>{say('checks.field.sources')}<input type="text" className="field" value={sources} aria-describedby={sourcesHint} onChange={(event) => { setSources(event.target.value); }} /></label>
          <p id={sourcesHint} className="quiet">{say('checks.field.sourcesHint')}</p>
        </>
      )}
      <div className="room-actions">
        <button type="submit" className="button primary" disabled={question.trim() === ''}>{say('checks.save')}</button>
        <button type="button" className="button" onClick={props.onClose}>{say('common.cancel')}</button>
      </div>
    </form>
  );
}
