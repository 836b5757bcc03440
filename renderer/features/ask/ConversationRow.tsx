import { useState, type ReactNode } from 'react';
import type { ConversationHit, ConversationSummary } from '../../../electron/shared/schemas.ts';
import { MenuButton } from '../../components/MenuButton.tsx';
import { useWords } from '../../words/words.ts';

/** One conversation of the list: opens, is renamed in place, pinned, deleted. `hits`: its questions and answers that hold what is looked for. */
export function ConversationRow(props: {
  readonly conversation: ConversationSummary; readonly isCurrent: boolean; readonly hits: readonly ConversationHit[];
  readonly onOpen: (messageId?: number) => void; readonly onRename: (title: string) => void; readonly onPin: (pinned: boolean) => void; readonly onDelete: () => void;
}): ReactNode {
  const { say, count, ago } = useWords();
  const { conversation, isCurrent } = props;
  const [draft, setDraft] = useState<string | null>(null);
  if (draft !== null) {
    const keep = (): void => {
      const title = draft.trim();
      if (title !== '' && title !== conversation.title) props.onRename(title);
      setDraft(null);
    };
    return (
      <li className="chat">
        <input type="text" className="field" autoFocus maxLength={300} value={draft} aria-label={say('conversations.newName', { title: conversation.title })} onChange={(event) => { setDraft(event.target.value); }} onBlur={keep}
          onFocus={(event) => { event.target.select(); }} onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
            else if (event.key === 'Escape') { event.stopPropagation(); setDraft(null); }
          }} />
      </li>
    );
  }
  return (
    <li className={['chat', ...(isCurrent ? ['on'] : []), ...(conversation.pinned ? ['pinned'] : [])].join(' ')}>
      <button type="button" className="chat-open" title={conversation.title} aria-description={conversation.pinned ? say('conversations.pinned') : undefined} aria-current={isCurrent ? 'true' : undefined} dir="auto" onClick={() => { props.onOpen(); }}>{conversation.title}</button>
      <MenuButton label={say('library.menu', { name: conversation.title })} about={<span>{count('conversations.questions', conversation.messages)} · {ago(conversation.updatedMs)}</span>} items={[
        { words: say('conversations.rename'), act: () => { setDraft(conversation.title); } },
        { words: say(conversation.pinned ? 'conversations.unpin' : 'conversations.pin'), act: () => { props.onPin(!conversation.pinned); } },
        { words: say('conversations.delete'), act: props.onDelete, isDangerous: true },
      ]} />
      {props.hits.length > 0 && (
        <ul className="chat-hits">
          {props.hits.map((hit) => <li key={hit.messageId}><button type="button" onClick={() => { props.onOpen(hit.messageId); }}>{hit.question !== conversation.title && <b>{hit.question} </b>}{hit.excerpt}</button></li>)}
        </ul>
      )}
    </li>
  );
}
