import { useState, type ReactNode } from 'react';
import type { ConversationSummary } from '../../../electron/shared/schemas.ts';
import { Confirm } from '../../components/Dialog.tsx';
import { useWords } from '../../words/words.ts';

/** More than these are shown when asked for. */
const shownAtOnce = 100;

/** The conversations kept in this library, newest first. */
export function ConversationList(props: {
  readonly conversations: readonly ConversationSummary[]; readonly current: string; readonly onOpen: (id: string) => void; readonly onNew: () => void; readonly onDelete: (id: string) => void;
}): ReactNode {
  const { say, number } = useWords();
  const [deleting, setDeleting] = useState<ConversationSummary | null>(null);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? props.conversations : props.conversations.slice(0, shownAtOnce);
  return (
    <section aria-label={say('conversations.title')} className="conversations">
      <div className="list-head">
        <h2>{say('conversations.title')}</h2>
        <button type="button" className="icon" aria-label={say('conversations.new')} title={say('conversations.new')} onClick={props.onNew}>+</button>
      </div>
      {props.conversations.length === 0 && <p className="quiet">{say('conversations.none')}</p>}
      <ul>
        {shown.map((conversation) => (
          <li key={conversation.id} className={conversation.id === props.current ? 'chat on' : 'chat'}>
            <button type="button" className="chat-open" title={conversation.title} aria-current={conversation.id === props.current ? 'true' : undefined} onClick={() => { props.onOpen(conversation.id); }}>{conversation.title}</button>
            <button type="button" className="icon more" aria-label={say('conversations.deleteOne', { title: conversation.title })} onClick={() => { setDeleting(conversation); }}>×</button>
          </li>
        ))}
      </ul>
      {shown.length < props.conversations.length && <button type="button" className="link quiet" onClick={() => { setIsWhole(true); }}>{say('conversations.more', { count: number(props.conversations.length - shown.length) })}</button>}
      {deleting !== null && (
        <Confirm title={say('conversations.deleteTitle')} body={say('conversations.deleteBody', { title: deleting.title })} action={say('conversations.delete')}
          onConfirm={() => { props.onDelete(deleting.id); }} onClose={() => { setDeleting(null); }} />
      )}
    </section>
  );
}
