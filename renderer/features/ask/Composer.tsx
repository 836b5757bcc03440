import { useImperativeHandle, useRef, type ReactNode, type RefObject } from 'react';
import type { Folder } from '../../../electron/shared/schemas.ts';
import { useWords } from '../../words/words.ts';

export type ComposerHandle = { focus(): void };

/** The question box: Enter asks, Shift+Enter breaks the line; the ticked folders stand below as chips. */
export function Composer(props: {
  readonly handle: RefObject<ComposerHandle | null>; readonly draft: string; readonly onDraft: (draft: string) => void; readonly scoped: readonly Folder[]; readonly running: boolean; readonly disabled: boolean;
  readonly onAsk: (question: string) => void; readonly onStop: () => void; readonly onUntick: (folderId: number) => void;
}): ReactNode {
  const { say } = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(props.handle, () => ({ focus: () => { box.current?.focus(); } }));
  const ask = (): void => {
    const question = props.draft.trim();
    if (question !== '' && !props.disabled) props.onAsk(question);
  };
  const placeholder = say(props.scoped.length > 0 ? 'ask.placeholderScoped' : 'ask.placeholder');
  return (
    <form className="compose" onSubmit={(event) => { event.preventDefault(); ask(); }}>
      <div className="compose-in">
        <textarea ref={box} rows={1} value={props.draft} placeholder={placeholder} aria-label={placeholder} onChange={(event) => { props.onDraft(event.target.value); }}
          onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) { event.preventDefault(); ask(); } }} />
        <div className="compose-row">
          <span className="chips">
            {props.scoped.map((folder) => <button type="button" key={folder.id} className="chip" onClick={() => { props.onUntick(folder.id); }}>{folder.name} ×</button>)}
          </span>
          {props.running
            ? <button type="button" className="send stop" onClick={props.onStop}>{say('ask.stop')}</button>
            : <button type="submit" className="send" disabled={props.disabled || props.draft.trim() === ''}>{say('ask.button')} ⏎</button>}
        </div>
      </div>
    </form>
  );
}
