import type { ReactNode } from 'react';
import type { PlainError } from '../../electron/shared/AppError.ts';
import { useWords } from '../words/words.ts';
import { CopyDetails } from './CopyDetails.tsx';

/** What happened, to what, and the next step. `also`: one more sentence, of what is kept. */
export function ErrorNote(props: { readonly error: PlainError; readonly also?: string; readonly onRetry?: () => void; readonly onClose?: () => void }): ReactNode {
  const { say, error: wordsOf } = useWords();
  const words = wordsOf(props.error);
  return (
    <div className="error-note" role="alert">
      <p><strong>{words.what}</strong> {words.next}{props.also === undefined ? '' : ` ${props.also}`}</p>
      <div className="tools">
        {props.onRetry !== undefined && <button type="button" onClick={props.onRetry}>{say('common.retry')}</button>}
        <CopyDetails error={props.error} />
        {props.onClose !== undefined && <button type="button" onClick={props.onClose}>{say('common.close')}</button>}
      </div>
    </div>
  );
}
