import type { ReactNode } from 'react';
import { wordsFor } from '../../electron/shared/errorWords.ts';
import type { PlainError } from '../../electron/shared/AppError.ts';
import { useWords } from '../words/words.ts';

/** What happened, to what, and the next step. */
export function ErrorNote(props: { readonly error: PlainError; readonly onRetry?: () => void }): ReactNode {
  const { say } = useWords();
  const words = wordsFor(props.error);
  return (
    <div className="error-note" role="alert">
      <p><strong>{words.what}</strong> {words.next}</p>
      <div className="tools">
        {props.onRetry !== undefined && <button type="button" onClick={props.onRetry}>{say('common.retry')}</button>}
        <button type="button" onClick={() => { void navigator.clipboard.writeText(JSON.stringify(props.error)); }}>{say('common.details')}</button>
      </div>
    </div>
  );
}
