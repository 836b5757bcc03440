import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';

/** What was done just now and can still be undone; null when there is nothing. Told to screen readers when it comes. */
export function UndoNote(props: { readonly text: string | null; readonly onUndo: () => void }): ReactNode {
  const { say } = useWords();
  return (
    <div role="status" className="undo-place">
      {props.text !== null && <p className="undo">{props.text} <button type="button" onClick={props.onUndo}>{say('common.undo')}</button></p>}
    </div>
  );
}
