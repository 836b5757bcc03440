import { useState, type ReactNode } from 'react';
import type { ConversationSummary } from '../../../electron/shared/schemas.ts';
import { Confirm } from '../../components/Dialog.tsx';
import { useWords } from '../../words/words.ts';

/** The conversations kept in this library, newest first. */
export function ConversationList(props: {
  readonly conversations: readonly ConversationSummary[]; readonly current: string; readonly onOpen: (id: string) => void; readonly onNew: () => void; readonly onDelete: (id: string) => void;
}): ReactNode {
  const { say } = useWords();
  const [deleting, setDeleting] = useState<ConversationSummary | null>(null);
  return (
    <section aria-label={say('conversations.title')} className="conversations">
      <h2>{say('conversations.title')} <button type="button" className="icon" aria-label={say('conversations.new')} title={say('conversations.new')} onClick={props.onNew}>+</button></h2>
      {props.conversations.length === 0 && <p className="quiet">{say('conversations.none')}</p>}
      <ul>
        {props.conversations.map((conversation) => (
          <li key={conversation.id} className={conversation.id === props.current ? 'chat on' : 'chat'}>
            <button type="button" className="chat-open" aria-current={conversation.id === props.current} onClick={() => { props.onOpen(conversation.id); }}>{conversation.title}</button>
            <button type="button" className="icon more" aria-label={`${say('conversations.delete')}: ${conversation.title}`} onClick={() => { setDeleting(conversation); }}>×</button>
          </li>
        ))}
      </ul>
      {deleting !== null && (
        <Confirm title={say('conversations.deleteTitle')} body={say('conversations.deleteBody', { title: deleting.title })} action={say('conversations.delete')}
          onConfirm={() => { props.onDelete(deleting.id); }} onClose={() => { setDeleting(null); }} />
      )}
    </section>
  );
}
