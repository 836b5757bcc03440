import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';
import { Answer, type ConversationSummary, type Message, type Quote } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';

export type Conversations = ReturnType<typeof createConversations>;

type SummaryRow = { id: string; title: string; createdMs: number; updatedMs: number; messages: number; pinned: number };
type MessageRow = { id: number; askedMs: number; question: string; answer: string | null; error: string | null };

/** Questions and answers, kept as they were given. A question is stored before its answer: what stops an answer loses no question. */
export function createConversations(connection: Connection) {
  const select = `
    SELECT c.id, c.title, c.created_ms AS createdMs, c.updated_ms AS updatedMs, c.pinned,
      (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id) AS messages FROM conversations c`;
  const one = connection.prepare<[string], SummaryRow>(`${select} WHERE c.id = ?`);
  const all = connection.prepare<[], SummaryRow>(`${select} ORDER BY c.pinned DESC, c.updated_ms DESC, c.id`);
  const insert = connection.prepare<[string, string, number, number]>(
    'INSERT INTO conversations (id, title, created_ms, updated_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const rename = connection.prepare<[string, string]>('UPDATE conversations SET title = ? WHERE id = ?');
  const touch = connection.prepare<[number, string]>('UPDATE conversations SET updated_ms = max(updated_ms, ?) WHERE id = ?');
  const remove = connection.prepare<[string]>('DELETE FROM conversations WHERE id = ?');
  const messages = connection.prepare<[string], MessageRow>(
    'SELECT id, asked_ms AS askedMs, question, answer, error FROM messages WHERE conversation_id = ? ORDER BY id');
  const message = connection.prepare<[number], { conversationId: string; question: string }>(
    'SELECT conversation_id AS conversationId, question FROM messages WHERE id = ?');
  const ask = connection.prepare<[string, number, string]>('INSERT INTO messages (conversation_id, asked_ms, question) VALUES (?, ?, ?)');
  const answer = connection.prepare<[string | null, string | null, number]>('UPDATE messages SET answer = ?, error = ? WHERE id = ?');
  const removeCitations = connection.prepare<[number]>('DELETE FROM citations WHERE message_id = ?');
  const cite = connection.prepare<[number, string, number, number, string, number, number, number]>(`
    INSERT INTO citations (message_id, list, position, document_id, path, page, start, finish) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const removeText = connection.prepare<[number]>('DELETE FROM message_text WHERE rowid = ?');
  const writeText = connection.prepare<[number, string, string]>('INSERT INTO message_text (rowid, question, answer) VALUES (?, ?, ?)');

  const get = (id: string): ConversationSummary | null => {
    const row = one.get(id);
    return row === undefined ? null : toSummary(row);
  };
  const known = (id: string): ConversationSummary => {
    const summary = get(id);
    if (summary === null) throw new AppError('conversation-unknown', { conversationId: id });
    return summary;
  };
  const settle = (messageId: number, given: Answer | null, error: string | null): void => {
    connection.transaction(() => {
      const row = message.get(messageId);
      if (row === undefined) throw new AppError('conversation-unknown', { messageId });
      answer.run(given === null ? null : JSON.stringify(given), error, messageId);
      removeCitations.run(messageId);
      for (const [list, quotes] of given === null ? [] : quotesOf(given)) {
        for (const [position, quote] of quotes.entries()) {
          cite.run(messageId, list, position, quote.documentId, quote.path, quote.page, quote.start, quote.end);
        }
      }
      removeText.run(messageId);
      writeText.run(messageId, row.question, given?.answer ?? '');
      touch.run(Date.now(), row.conversationId);
    });
  };

  return {
    /** Begins a conversation, or gives the one that has this id. Without an id it gets a random one. */
    create({ id = randomUUID(), title }: { readonly id?: string | undefined; readonly title: string }): ConversationSummary {
      const now = Date.now();
      insert.run(id, title, now, now);
      return known(id);
    },
    get,
    /** Pinned ones first, then the last used. */
    list(): ConversationSummary[] {
      return all.all().map(toSummary);
    },
    /** Errors: conversation-unknown, as for all that follow. */
    rename(id: string, title: string): ConversationSummary {
      rename.run(title, id);
      return known(id);
    },
    delete(id: string): void {
      connection.transaction(() => {
        known(id);
        for (const row of messages.all(id)) removeText.run(row.id);
        remove.run(id);
      });
    },
    /** Gives the message's id. */
    appendQuestion(conversationId: string, question: string): number {
      return connection.transaction(() => {
        known(conversationId);
        const now = Date.now();
        const { id } = ask.run(conversationId, now, question);
        writeText.run(id, question, '');
        touch.run(now, conversationId);
        return id;
      });
    },
    /** Stores an answer with the places it shows; one given before is replaced. */
    saveAnswer(messageId: number, given: Answer): void {
      settle(messageId, given, null);
    },
    /** Notes why a question has no answer, as an error code. */
    saveError(messageId: number, error: string): void {
      settle(messageId, null, error);
    },
    /** The conversation a message belongs to; null where it is gone. */
    conversationOf(messageId: number): string | null {
      return message.get(messageId)?.conversationId ?? null;
    },
    /** In the order asked. */
    messages(conversationId: string): Message[] {
      known(conversationId);
      return messages.all(conversationId).map((row) => ({ ...row, answer: row.answer === null ? null : Answer.parse(JSON.parse(row.answer)) }));
    },
  };
}

function quotesOf(answer: Answer): readonly (readonly [string, readonly Quote[]])[] {
  return [['source', answer.sources], ['evidence', answer.evidence], ['closest', answer.closest]];
}

function toSummary(row: SummaryRow): ConversationSummary {
  return { ...row, pinned: row.pinned === 1 };
}
