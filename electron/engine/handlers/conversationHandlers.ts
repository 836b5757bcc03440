import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import { toCase } from '../evaluate/toCase.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';

type ConversationHandlers = Pick<Handlers<EngineContract>, 'conversations' | 'conversation' | 'searchConversations' | 'pinConversation' | 'renameConversation' | 'deleteConversation' | 'judgeAnswer' | 'answerCases'>;

export function conversationHandlers(current: () => OpenLibrary): ConversationHandlers {
  return {
    conversations: () => current().library.conversations.list(),
    conversation: ({ id }) => current().library.conversations.messages(id),
    searchConversations: ({ query, limit }) => current().library.conversations.search(query, limit),
    pinConversation: ({ id, pinned }) => current().library.conversations.pin(id, pinned),
    renameConversation: ({ id, title }) => current().library.conversations.rename(id, title),
    deleteConversation({ id }) {
      current().library.conversations.delete(id);
      return {};
    },
    judgeAnswer({ messageId, verdict, reason }) {
      current().library.conversations.judge(messageId, verdict, reason);
      return {};
    },
    answerCases: () => current().library.conversations.judged().map(toCase),
  };
}
