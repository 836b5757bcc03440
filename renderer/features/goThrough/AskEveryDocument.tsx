import { useState, type ReactNode } from 'react';
import type { ScopeChoice } from '../../hooks/useScope.ts';
import { useAllWords } from '../../words/later.ts';

/** The question that every document is asked, and which documents those are. */
export function AskEveryDocument(props: { readonly scope: ScopeChoice; readonly documents: number; readonly onStart: (criterion: string) => void }): ReactNode {
  const { say, count } = useAllWords();
  const [draft, setDraft] = useState('');
  const { parts, tick } = props.scope;
  const criterion = draft.trim();
  const start = (): void => { if (criterion !== '' && props.documents > 0) props.onStart(criterion); };
  return (
    <form className="compose-in" onSubmit={(event) => { event.preventDefault(); start(); }}>
      <div className="compose">
        <textarea rows={2} autoFocus value={draft} placeholder={say('goThrough.placeholder')} aria-label={say('goThrough.field')} onChange={(event) => { setDraft(event.target.value); }}
          onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) { event.preventDefault(); start(); } }} />
      </div>
      <div className="compose-row">
        <span className="chips">
          {parts.map((part) => <button type="button" key={part.path} className="chip" title={part.path} aria-label={say('ask.without', { name: part.name })} onClick={() => { tick(part, false); }}>{part.name} <span aria-hidden="true">×</span></button>)}
          {parts.length === 0 && <span>{say(props.documents === 0 ? 'goThrough.empty' : 'goThrough.whole')}</span>}
        </span>
        <button type="submit" className="send" disabled={criterion === '' || props.documents === 0}>{parts.length > 0 ? say('goThrough.startScoped') : count('goThrough.start', props.documents)}</button>
      </div>
    </form>
  );
}
