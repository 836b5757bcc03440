import * as z from 'zod';
import { call } from './operation.ts';
import { ConversationSummary } from './schemas.ts';

/** What is typed and not asked yet, in a conversation or, as `new`, where none has begun. */
const Draft = z.object({ conversationId: z.string().min(1).max(200), text: z.string().max(10_000) });

/** What becomes of conversations beside being asked in. */
export const conversationOperations = {
  /** Begins another conversation with the questions and answers of one up to, but without, a message. Errors: conversation-unknown for a message that is not in it. */
  branchConversation: call(z.object({ id: z.string(), before: z.int(), title: z.string().min(1).max(300) }), ConversationSummary),
  /** Empty where nothing is typed. */
  draft: call(Draft.pick({ conversationId: true }), Draft.pick({ text: true })),
  /** Keeps it, with the library and as well guarded; of the last hundred conversations typed in. */
  keepDraft: call(Draft, z.object({})),
} as const;
