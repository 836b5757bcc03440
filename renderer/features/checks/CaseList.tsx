import { useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { EvaluationQuestion } from '../../../electron/shared/schemas.ts';
import { Confirm } from '../../components/Dialog.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { useAllWords, type SpeakAll } from '../../words/later.ts';
import type { Case } from './outcomes.ts';
import { QuestionForm } from './QuestionForm.tsx';

/** What a person knows of the right answer, in one line. */
function expectation({ question: { answer, unanswerable, sources } }: Case, { say }: SpeakAll): string {
  if (unanswerable) return say('checks.expectsRefusal');
  if (answer === undefined) return say('checks.expectsNothing');
  return [say('checks.expects', { answer }), ...sources].join(' · ');
}

const keyOf = (one: Case): string => (one.from === 'person' ? `person-${one.id}` : `answer-${one.messageId}`);

/** The questions answers are checked with; those a person wrote can be changed here, of those collected by thumbs it can be said what is right. */
export function CaseList(props: { readonly engine: Client<EngineContract>; readonly cases: readonly Case[]; readonly onChange: () => void; readonly onError: (reason: unknown) => void }): ReactNode {
  const words = useAllWords();
  const { say, number } = words;
  const { engine, cases, onChange, onError } = props;
  const [edited, setEdited] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<Case | null>(null);
  const save = (question: EvaluationQuestion, of: Case | null): void => {
    engine.saveCheckQuestion({ question, ...(of?.from === 'person' ? { id: of.id } : {}) }).then(() => { setEdited(null); onChange(); }, onError);
  };
  const remove = (one: Case): void => {
    (one.from === 'person' ? engine.deleteCheckQuestion({ id: one.id }) : engine.judgeAnswer({ messageId: one.messageId, verdict: null, reason: '' })).then(onChange, onError);
  };
  return (
    <section className="cases" aria-label={say('checks.questions')}>
      <div className="list-head">
        <h2>{say('checks.questions')} {cases.length > 0 && number(cases.length)}</h2>
        {edited === null && <button type="button" className="text-button" onClick={() => { setEdited('new'); }}>+ {say('checks.add')}</button>}
      </div>
      {edited === 'new' && <QuestionForm question={null} onSave={(question) => { save(question, null); }} onClose={() => { setEdited(null); }} />}
      {cases.length === 0 && edited === null && <p className="quiet">{say('checks.none')}</p>}
      <ul>
        {cases.map((one) => (edited === keyOf(one)
          ? <li key={keyOf(one)} className="case edited"><QuestionForm question={one.question} onSave={(question) => { save(question, one); }} onClose={() => { setEdited(null); }} /></li>
          : (
            <li key={keyOf(one)} className="case">
              <span className="case-question">{one.question.question}</span>
              <span className="quiet">{expectation(one, words)}{one.from === 'answer' && ` ${say(one.verdict === 'right' ? 'checks.fromRight' : 'checks.fromWrong')}`}{one.from === 'answer' && one.reason !== '' && ` “${one.reason}”`}</span>
              <MenuButton label={say('library.menu', { name: one.question.question })} about={null} items={[
                { words: say(one.from === 'person' ? 'checks.change' : 'checks.sayRight'), act: () => { setEdited(keyOf(one)); } },
                { words: say(one.from === 'person' ? 'checks.delete' : 'checks.takeBack'), act: () => { if (one.from === 'person') setDeleting(one); else remove(one); }, isDangerous: true },
              ]} />
            </li>
          )))}
      </ul>
      {deleting !== null && (
        <Confirm title={say('checks.deleteTitle')} body={say('checks.deleteBody', { question: deleting.question.question })} action={say('goThrough.deleteAction')} onConfirm={() => { remove(deleting); }} onClose={() => { setDeleting(null); }} />
      )}
    </section>
  );
}
