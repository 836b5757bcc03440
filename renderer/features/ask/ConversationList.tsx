import { useState, type ReactNode } from 'react';
import { useWords } from '../../words/words.ts';
import { ConversationRow } from './ConversationRow.tsx';
import type { Conversations } from './useConversations.ts';

/** More than these are shown when asked for. */
const shownAtOnce = 100;
/** With more than these there is a box to find one by its name. */
const surveyable = 8;

/** The conversations kept in this library, newest first. */
export function ConversationList(props: { readonly conversations: Conversations; readonly current: string; readonly onOpen: (id: string) => void; readonly onNew: () => void }): ReactNode {
  const { say, number, language } = useWords();
  const { conversations } = props;
  const [sought, setSought] = useState('');
  const [isWhole, setIsWhole] = useState(false);
  const words = sought.toLocaleLowerCase(language).split(/\s+/);
  const found = conversations.all.filter(({ title }) => words.every((word) => title.toLocaleLowerCase(language).includes(word)));
  const shown = isWhole ? found : found.slice(0, shownAtOnce);
  return (
    <section aria-label={say('conversations.title')} className="conversations">
      <div className="list-head">
        <h2>{say('conversations.title')}</h2>
        <button type="button" className="icon" aria-label={say('conversations.new')} title={say('conversations.new')} onClick={props.onNew}>+</button>
      </div>
      {conversations.all.length === 0 && <p className="quiet">{say('conversations.none')}</p>}
      {(conversations.all.length > surveyable || sought !== '') && (
        <input type="search" className="field" value={sought} placeholder={say('conversations.find')} aria-label={say('conversations.find')} onChange={(event) => { setSought(event.target.value); }} />
      )}
      {sought !== '' && found.length === 0 && <p className="quiet">{say('conversations.notFound')}</p>}
      <ul>
        {shown.map((conversation) => (
          <ConversationRow key={conversation.id} conversation={conversation} isCurrent={conversation.id === props.current} onOpen={() => { props.onOpen(conversation.id); }}
            onRename={(title) => { conversations.rename(conversation.id, title); }} onDelete={() => { conversations.remove(conversation); }} />
        ))}
      </ul>
      {shown.length < found.length && <button type="button" className="link quiet" onClick={() => { setIsWhole(true); }}>{say('conversations.more', { count: number(found.length - shown.length) })}</button>}
    </section>
  );
}
