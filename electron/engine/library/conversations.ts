import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';
import { Answer, type AnswerVerdict, type ConversationHit, type ConversationSummary, type Message, type Quote } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';

export type Conversations = ReturnType<typeof createConversations>;

type SummaryRow = { id: string; title: string; createdMs: number; updatedMs: number; messages: number; pinned: number };
type MessageRow = { id: number; askedMs: number; question: string; answer: string | null; error: string | null };
type VerdictRow = { messageId: number; conversationId: string; verdict: 'right' | 'wrong'; reason: string; atMs: number; question: string; answer: string };

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
  const pin = connection.prepare<[number, string]>('UPDATE conversations SET pinned = ? WHERE id = ?');
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
  const removeMessage = connection.prepare<[number]>('DELETE FROM messages WHERE id = ?');
  const find = connection.prepare<[string, number], { messageId: number; conversationId: string; title: string; question: string; answer: string | null; askedMs: number }>(`
    SELECT m.id AS messageId, m.conversation_id AS conversationId, c.title, m.question, m.answer, m.asked_ms AS askedMs
    FROM message_text t JOIN messages m ON m.id = t.rowid JOIN conversations c ON c.id = m.conversation_id WHERE message_text MATCH ? ORDER BY bm25(message_text), m.id DESC LIMIT ?`);
  const writeVerdict = connection.prepare<[number, string, string, number]>(
    'INSERT INTO answer_verdicts (message_id, verdict, reason, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET verdict = excluded.verdict, reason = excluded.reason, at_ms = excluded.at_ms');
  const removeVerdict = connection.prepare<[number]>('DELETE FROM answer_verdicts WHERE message_id = ?');
  const verdicts = connection.prepare<[], VerdictRow>(`
    SELECT v.message_id AS messageId, m.conversation_id AS conversationId, v.verdict, v.reason, v.at_ms AS atMs, m.question, m.answer
    FROM answer_verdicts v JOIN messages m ON m.id = v.message_id WHERE m.answer IS NOT NULL ORDER BY v.at_ms DESC, v.message_id DESC`);
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

  const create = ({ id = randomUUID(), title }: { readonly id?: string | undefined; readonly title: string }): ConversationSummary => {
    const now = Date.now();
    insert.run(id, title, now, now);
    return known(id);
  };

  return {
    /** Begins a conversation, or gives the one that has this id. Without an id it gets a random one. */
    create,
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
    pin(id: string, isPinned: boolean): ConversationSummary {
      pin.run(isPinned ? 1 : 0, id);
      return known(id);
    },
    /**
     * Questions and answers that hold all words asked for, the last as the beginning of one, best first. The excerpt is of the answer
     * where one of the words stands there.
     */
    search(query: string, limit: number): ConversationHit[] {
      const words = query.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
      if (words.length === 0) return [];
      const expression = words.map((word, index) => `"${word}"${index === words.length - 1 ? '*' : ''}`).join(' AND ');
      return find.all(expression, limit).map(({ answer: given, ...row }) => ({ ...row, excerpt: excerptOf(given === null ? '' : Answer.parse(JSON.parse(given)).answer, words) }));
    },
    /** What a person says of an answer; null takes it back. Errors: conversation-unknown for a message that is not there. */
    judge(messageId: number, verdict: AnswerVerdict | null, reason: string): void {
      if (message.get(messageId) === undefined) throw new AppError('conversation-unknown', { messageId });
      if (verdict === null) removeVerdict.run(messageId);
      else writeVerdict.run(messageId, verdict, reason, Date.now());
    },
    /** Every answer something was said of, the last first. */
    judged(): (Omit<VerdictRow, 'answer'> & { readonly answer: Answer })[] {
      return verdicts.all().map((row) => ({ ...row, answer: Answer.parse(JSON.parse(row.answer)) }));
    },
    /** Takes messages out, from one on up to another that stays: an answer that was given anew takes the place of these. */
    removeBetween(conversationId: string, from: number, before: number): void {
      connection.transaction(() => {
        for (const { id } of messages.all(conversationId)) {
          if (id < from || id >= before) continue;
          removeText.run(id);
          removeMessage.run(id);
        }
      });
    },
    /** Another conversation with what was asked and answered in one before a message of it. Errors: conversation-unknown for a message that is not in it. */
    branch({ id, before, title }: { readonly id: string; readonly before: number; readonly title: string }): ConversationSummary {
      return connection.transaction(() => {
        const rows = messages.all(known(id).id);
        if (!rows.some((row) => row.id === before)) throw new AppError('conversation-unknown', { conversationId: id, messageId: before });
        const made = create({ title });
        for (const row of rows.filter((one) => one.id < before)) {
          const { id: messageId } = ask.run(made.id, row.askedMs, row.question);
          const given = row.answer === null ? null : Answer.parse(JSON.parse(row.answer));
          settle(messageId, given === null ? null : { ...given, conversationId: made.id, messageId }, row.error);
        }
        return known(made.id);
      });
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

/** Around the first of the words, in UTF-16 units. */
const excerptLength = 160;

function excerptOf(text: string, words: readonly string[]): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const lower = plain.toLowerCase();
  const found = words.map((word) => lower.indexOf(word.toLowerCase())).filter((at) => at >= 0);
  const start = found.length === 0 ? 0 : Math.max(0, Math.min(...found) - excerptLength / 4);
  return `${start > 0 ? '…' : ''}${plain.slice(start, start + excerptLength)}${plain.length > start + excerptLength ? '…' : ''}`;
}

function quotesOf(answer: Answer): readonly (readonly [string, readonly Quote[]])[] {
  return [['source', answer.sources], ['evidence', answer.evidence], ['closest', answer.closest]];
}

function toSummary(row: SummaryRow): ConversationSummary {
  return { ...row, pinned: row.pinned === 1 };
}
