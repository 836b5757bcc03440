import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { Settings } from '../library/settings.ts';
import { toCase } from '../evaluate/toCase.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';

type ConversationHandlers = Pick<Handlers<EngineContract>, 'conversations' | 'conversation' | 'searchConversations' | 'pinConversation' | 'renameConversation' | 'deleteConversation' | 'judgeAnswer' | 'answerCases' | 'branchConversation' | 'draft' | 'keepDraft'>;

/** Drafts of so many conversations are kept. */
const mostDrafts = 100;

export function conversationHandlers(current: () => OpenLibrary): ConversationHandlers {
  return {
    conversations: () => current().library.conversations.list(),
    conversation: ({ id }) => current().library.conversations.messages(id),
    searchConversations: ({ query, limit }) => current().library.conversations.search(query, limit),
    pinConversation: ({ id, pinned }) => current().library.conversations.pin(id, pinned),
    renameConversation: ({ id, title }) => current().library.conversations.rename(id, title),
    deleteConversation({ id }) {
      const { conversations, settings } = current().library;
      conversations.delete(id);
      keepDraft(settings, id, '');
      return {};
    },
    branchConversation: ({ id, before, title }) => current().library.conversations.branch({ id, before, title }),
    draft: ({ conversationId }) => ({ text: current().library.settings.get('drafts').find((draft) => draft.conversationId === conversationId)?.text ?? '' }),
    keepDraft({ conversationId, text }) {
      keepDraft(current().library.settings, conversationId, text);
      return {};
    },
    judgeAnswer({ messageId, verdict, reason }) {
      current().library.conversations.judge(messageId, verdict, reason);
      return {};
    },
    answerCases: () => current().library.conversations.judged().map(toCase),
  };
}

function keepDraft(settings: Settings, conversationId: string, text: string): void {
  const others = settings.get('drafts').filter((draft) => draft.conversationId !== conversationId);
  settings.set('drafts', [...others, ...(text === '' ? [] : [{ conversationId, text }])].slice(-mostDrafts));
}
