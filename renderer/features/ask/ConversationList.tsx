import { useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useWords } from '../../words/words.ts';
import { ConversationRow } from './ConversationRow.tsx';
import { useConversationHits } from './useConversationHits.ts';
import type { Conversations } from './useConversations.ts';

/** More than these are shown when asked for. */
const shownAtOnce = 100;
/** With more than these there is a box to find one in. */
const surveyable = 2;
/** So many hits stand under one conversation. */
const hitsEach = 2;

/** The conversations kept in this library, pinned ones first, then the newest; found by their names and by what was asked and answered in them. */
export function ConversationList(props: {
  readonly engine: Client<EngineContract> | null; readonly conversations: Conversations; /** Null while something else is in the middle. */ readonly current: string | null; readonly onOpen: (id: string, messageId?: number) => void; readonly onNew: () => void;
}): ReactNode {
  const { say, number, language } = useWords();
  const { conversations } = props;
  const [sought, setSought] = useState('');
  const [isWhole, setIsWhole] = useState(false);
  const { hits, error } = useConversationHits(props.engine, sought.trim());
  const hitsOf = (id: string): NonNullable<typeof hits> => (hits ?? []).filter(({ conversationId }) => conversationId === id).slice(0, hitsEach);
  const words = sought.toLocaleLowerCase(language).split(/\s+/);
  const found = conversations.all.filter(({ id, title }) => words.every((word) => title.toLocaleLowerCase(language).includes(word)) || hitsOf(id).length > 0);
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
      {sought !== '' && hits !== null && error === null && found.length === 0 && <p className="quiet" role="status">{say('conversations.notFound')}</p>}
      {error !== null && <ErrorNote error={error} />}
      <ul>
        {shown.map((conversation) => (
          <ConversationRow key={conversation.id} conversation={conversation} isCurrent={conversation.id === props.current} hits={hitsOf(conversation.id)} onOpen={(messageId) => { props.onOpen(conversation.id, messageId); }}
            onRename={(title) => { conversations.rename(conversation.id, title); }} onPin={(pinned) => { conversations.pin(conversation.id, pinned); }} onDelete={() => { conversations.remove(conversation); }} />
        ))}
      </ul>
      {shown.length < found.length && <button type="button" className="link quiet" onClick={() => { setIsWhole(true); }}>{say('conversations.more', { count: number(found.length - shown.length) })}</button>}
    </section>
  );
}
