import { useImperativeHandle, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { QueuedQuestion } from '../../hooks/useAsk.ts';
import type { ScopeChoice } from '../../hooks/useScope.ts';
import { useWords } from '../../words/words.ts';

export type PlacedQuestion = { readonly words: 'ask.replaces' | 'ask.branches'; readonly onAskAnew: () => void } | null;
export type ComposerHandle = { focus(): void };

/** The box grows with the question up to this height, px. */
const tallest = 168;

/** The question box: Enter asks, Shift+Enter breaks the line; what is ticked in the library stands below as chips. */
export function Composer(props: {
  readonly handle: RefObject<ComposerHandle | null>; readonly draft: string; readonly onDraft: (draft: string) => void; readonly scope: ScopeChoice; readonly running: boolean; readonly disabled: boolean;
  readonly onAsk: (question: string) => void; readonly onStop: () => void;
  readonly queued: readonly QueuedQuestion[]; readonly onUnqueue: (key: string) => void;
  /** Set while the question takes the place of another, or leaves the conversation before it: what it does, and the way to ask it as a new one. */
  readonly placed: PlacedQuestion;
}): ReactNode {
  const { say } = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(props.handle, () => ({ focus: () => { box.current?.focus(); } }));
  useLayoutEffect(() => {
    const area = box.current;
    if (area === null) return;
    area.style.height = 'auto';
    // Empty it has its one row, and nobody waits for a layout to say so.
    if (props.draft !== '') area.style.height = `${Math.min(tallest, area.scrollHeight)}px`;
  }, [props.draft]);
  const ask = (): void => {
    const question = props.draft.trim();
    if (question !== '' && !props.disabled) props.onAsk(question);
  };
  const { parts, tick } = props.scope;
  const placeholder = say(parts.length > 0 ? 'ask.placeholderScoped' : 'ask.placeholder');
  return (
    <form className="compose" onSubmit={(event) => { event.preventDefault(); ask(); }}>
      {props.queued.length > 0 && (
        <ul className="queued" aria-label={say('ask.queued')}>
          {props.queued.map(({ key, question }) => (
            <li key={key}><span className="queued-words">{say('ask.queued')}</span> <span className="queued-question">{question}</span> <button type="button" className="icon" aria-label={say('ask.unqueue', { question })} onClick={() => { props.onUnqueue(key); }}>×</button></li>
          ))}
        </ul>
      )}
      <div className="compose-in">
        <textarea ref={box} rows={1} dir={props.draft === '' ? undefined : 'auto'} value={props.draft} placeholder={placeholder} aria-label={placeholder} onChange={(event) => { props.onDraft(event.target.value); }}
          onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) { event.preventDefault(); ask(); } }} />
        <div className="compose-row">
          <span className="chips">
            {parts.map((part) => (
              <button type="button" key={part.path} className="chip" title={part.path} aria-label={say('ask.without', { name: part.name })} onClick={() => { tick(part, false); }}>{part.name} <span aria-hidden="true">×</span></button>
            ))}
            {props.placed !== null && <button type="button" className="chip placed" title={say('ask.replacesNot')} onClick={props.placed.onAskAnew}>{say(props.placed.words)} <span aria-hidden="true">×</span></button>}
            {props.placed === null && parts.length === 0 && <span className="compose-hint">{say('ask.hint')}</span>}
          </span>
          {props.running
            ? <button type="button" className="send stop" onClick={props.onStop}>{say('ask.stop')}</button>
            : <button type="submit" className="send" disabled={props.disabled || props.draft.trim() === ''}>{say('ask.button')} <span aria-hidden="true">⏎</span></button>}
        </div>
      </div>
    </form>
  );
}
