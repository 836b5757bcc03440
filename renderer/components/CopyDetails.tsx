import type { ReactNode } from 'react';
import type { PlainError } from '../../electron/shared/AppError.ts';
import { useWords } from '../words/words.ts';

/** Puts what a developer needs of an error on the clipboard. */
export function CopyDetails(props: { readonly error: PlainError }): ReactNode {
  const { say } = useWords();
  return <button type="button" className="text-button" onClick={() => { void navigator.clipboard.writeText(JSON.stringify(props.error)); }}>{say('common.details')}</button>;
}
