import type { ReactNode } from 'react';
import type { PlainError } from '../../electron/shared/AppError.ts';
import type { EngineState } from '../../electron/shared/shellContract.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useWords } from '../words/words.ts';

/** What is wrong with the window as a whole, above the conversation: the engine restarts or has stopped, or an action failed. */
export function Notices(props: { readonly engine: EngineState | null; readonly error: PlainError | null; readonly onRestart: () => void; readonly onClose: () => void }): ReactNode {
  const { say } = useWords();
  const { engine } = props;
  return (
    <div className="notices">
      {engine?.state === 'restarting' && engine.restarts > 0 && <p className="banner" role="alert">{say('engine.restarting')}</p>}
      {engine?.state === 'stopped' && <p className="banner" role="alert">{say('engine.stopped')} <button type="button" className="link" onClick={props.onRestart}>{say('common.retry')}</button></p>}
      {props.error !== null && <ErrorNote error={props.error} onClose={props.onClose} />}
    </div>
  );
}
