import type { ReactNode } from 'react';
import type { PlainError } from '../../electron/shared/AppError.ts';
import { CopyDetails } from '../components/CopyDetails.tsx';
import { useWords } from '../words/words.ts';

/** Stands where the library cannot be opened: what happened, what to do, and the way to try again. */
export function StartTrouble(props: { readonly error: PlainError; readonly onRetry: () => void }): ReactNode {
  const { say, error: wordsOf } = useWords();
  const words = wordsOf(props.error);
  return (
    <div className="welcome" role="alert">
      <h1>{words.what}</h1>
      <p>{words.next}</p>
      <button type="button" className="button primary" onClick={props.onRetry}>{say('common.retry')}</button>
      <CopyDetails error={props.error} />
    </div>
  );
}
