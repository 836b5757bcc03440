import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';

type ConversationHandlers = Pick<Handlers<EngineContract>, 'conversations' | 'conversation' | 'renameConversation' | 'deleteConversation'>;

export function conversationHandlers(current: () => OpenLibrary): ConversationHandlers {
  return {
    conversations: () => current().library.conversations.list(),
    conversation: ({ id }) => current().library.conversations.messages(id),
    renameConversation: ({ id, title }) => current().library.conversations.rename(id, title),
    deleteConversation({ id }) {
      current().library.conversations.delete(id);
      return {};
    },
  };
}
