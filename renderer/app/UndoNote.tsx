import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import { keyWords } from './commandKey.ts';
import { focusLibrary } from './focusNextPane.ts';
import type { Undoable } from './useUndo.ts';

/** What was done just now and can still be undone. Told to screen readers when it comes. */
export function UndoNote(props: { readonly undoable: Undoable }): ReactNode {
  const { say, language } = useWords();
  const { undoable } = props;
  return (
    <div role="status" className="undo-place">
      {undoable !== null && <p className="undo">{undoable.text} <button type="button" aria-keyshortcuts="Control+Z Meta+Z" title={keyWords('Ctrl Z', language)} onClick={() => { undoable.undo(); focusLibrary(); }}>{say('common.undo')}</button></p>}
    </div>
  );
}
