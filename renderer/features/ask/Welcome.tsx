import type { ReactNode } from 'react';
import type { Status } from '../../../electron/shared/schemas.ts';
import { useWords, type WordKey } from '../../words/words.ts';

type Props = {
  readonly status: Status; /** What can be asked of the documents there are; empty where nobody knows. */ readonly questions: readonly string[];
  readonly onAsk: (question: string) => void; readonly onChooseFolders: () => void; readonly onSamples: () => void; readonly onModels: () => void; readonly onPrivacy: () => void;
};

/** What stands where no question has been asked: the way in on the first day, an invitation after. */
export function Welcome(props: Props): ReactNode {
  const { say } = useWords();
  if (props.status.folders.length > 0) {
    return (
      <div className="welcome">
        <h1>{say('ask.welcome')}</h1>
        <p>{say('ask.welcomeBody')}</p>
        {props.questions.length > 0 && (
          <section className="try" aria-label={say('ask.try')}>
            <h2>{say('ask.try')}</h2>
            <ul>{props.questions.map((question) => <li key={question}><button type="button" onClick={() => { props.onAsk(question); }}>{question}</button></li>)}</ul>
          </section>
        )}
      </div>
    );
  }
  return (
    <div className="welcome first">
      <h1>{say('ask.welcomeEmpty')}</h1>
      <p>{say('ask.welcomeEmptyBody')}</p>
      <div className="drop-zone">
        <strong>{say('ask.dropHere')}</strong>
        <span>
          <button type="button" className="button primary" onClick={props.onChooseFolders}>{say('ask.chooseFolder')}</button>
          <button type="button" className="button" onClick={props.onSamples}>{say('ask.trySamples')}</button>
        </span>
        <span className="quiet">{say('ask.formats')}</span>
      </div>
      <ul className="readiness" aria-label={say('ready.title')}>
        <Ready isReady={props.status.embedder.state !== 'missing'} yes="ready.meaning" no="ready.meaningMissing" action="ready.seeModels" onAction={props.onModels} />
        <Ready isReady={props.status.model.state !== 'missing'} yes="ready.answers" no="ready.answersMissing" action="ready.seeModels" onAction={props.onModels} />
        <Ready isReady yes="ready.private" no="ready.private" action="ready.seePrivacy" onAction={props.onPrivacy} />
      </ul>
    </div>
  );
}

function Ready(props: { readonly isReady: boolean; readonly yes: WordKey; readonly no: WordKey; readonly action: WordKey; readonly onAction: () => void }): ReactNode {
  const { say } = useWords();
  return (
    <li className={props.isReady ? 'ready' : 'ready not'}>
      <span aria-hidden="true">{props.isReady ? '✓' : '○'}</span>
      <span>{say(props.isReady ? props.yes : props.no)}</span>
      <button type="button" className="link" onClick={props.onAction}>{say(props.action)}</button>
    </li>
  );
}
