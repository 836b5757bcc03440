import { describe, expect, it } from 'vitest';
import { conversationHandlers } from '../../../electron/engine/handlers/conversationHandlers.ts';
import type { OpenLibrary } from '../../../electron/engine/OpenLibrary.ts';
import { ask, makeAnswering } from '../../fakes/answerLibrary.ts';

const lease = { path: '/docs/lease.pdf', title: 'Lease', pages: ['The lease of the boathouse begins on 1 March 2021. The monthly rent of the boathouse is EUR 1,250.', 'The deposit of the boathouse is kept at the Coastal Bank.'] };
const context = { signal: new AbortController().signal };

async function asked() {
  const { library, deps } = await makeAnswering([lease]);
  // The handlers read nothing but the library.
  const handlers = conversationHandlers(() => ({ library }) as unknown as OpenLibrary);
  return { library, deps, handlers };
}

describe('judging answers', () => {
  it('makes a right answer a case with its words, file and page, and a wrong one a question alone', async () => {
    const { deps, handlers } = await asked();
    const right = await ask('What is the monthly rent of the boathouse?', deps());
    const wrong = await ask('Where is the deposit of the boathouse kept?', deps());
    await handlers.judgeAnswer({ messageId: right.answer.messageId, verdict: 'right', reason: '' }, context);
    await handlers.judgeAnswer({ messageId: wrong.answer.messageId, verdict: 'wrong', reason: 'The bank has another name.' }, context);
    const cases = await handlers.answerCases({}, context);
    expect(cases.map(({ verdict, reason }) => [verdict, reason])).toEqual([['wrong', 'The bank has another name.'], ['right', '']]);
    expect(cases[1]?.question).toMatchObject({ question: 'What is the monthly rent of the boathouse?', sources: ['/docs/lease.pdf'], pages: [1], unanswerable: false });
    expect(cases[1]?.question.answer).toContain('1,250');
    expect(cases[0]?.question).toEqual({ question: 'Where is the deposit of the boathouse kept?', sources: [], pages: [], kind: 'wrong', unanswerable: false });
  });
  it('makes a refusal that was right a question without an answer', async () => {
    const { deps, handlers } = await asked();
    const { answer } = await ask('What is the salary of Zanzibar Holdings?', deps());
    expect(answer.verdict).toBe('not-in-documents');
    await handlers.judgeAnswer({ messageId: answer.messageId, verdict: 'right', reason: '' }, context);
    expect((await handlers.answerCases({}, context))[0]?.question).toMatchObject({ unanswerable: true, sources: [] });
  });
  it('is taken back, changed, and gone with the conversation', async () => {
    const { deps, handlers, library } = await asked();
    const { answer } = await ask('What is the monthly rent of the boathouse?', deps());
    const judge = (verdict: 'right' | 'wrong' | null) => handlers.judgeAnswer({ messageId: answer.messageId, verdict, reason: '' }, context);
    await judge('right');
    await judge('wrong');
    expect((await handlers.answerCases({}, context)).map(({ verdict }) => verdict)).toEqual(['wrong']);
    await judge(null);
    expect(await handlers.answerCases({}, context)).toEqual([]);
    await judge('right');
    library.conversations.delete(answer.conversationId);
    expect(await handlers.answerCases({}, context)).toEqual([]);
    expect(() => handlers.judgeAnswer({ messageId: 999, verdict: 'right', reason: '' }, context)).toThrow('conversation-unknown');
  });
});

describe('conversations', () => {
  it('are found by words of question and answer, the last word half written, and no more once deleted', async () => {
    const { deps, handlers, library } = await asked();
    const { answer } = await ask('What is the monthly rent of the boathouse?', deps());
    await ask('Where is the deposit of the boathouse kept?', deps());
    const find = async (query: string) => (await handlers.searchConversations({ query, limit: 10 }, context)).map(({ question, excerpt }) => [question, excerpt.includes('1,250')]);
    expect(await find('monthly re')).toEqual([['What is the monthly rent of the boathouse?', true]]);
    expect(await find('Coastal')).toEqual([['Where is the deposit of the boathouse kept?', false]]);
    expect(await find('boathouse')).toHaveLength(2);
    expect(await find('zanzibar')).toEqual([]);
    for (const odd of ['"', 'rent OR (', '*', "it's NEAR/2 -", 'AND']) expect(Array.isArray(await find(odd))).toBe(true);
    library.conversations.delete(answer.conversationId);
    expect(await find('monthly')).toEqual([]);
  });
  it('are pinned to the front', async () => {
    const { deps, handlers } = await asked();
    const first = await ask({ question: 'What is the monthly rent of the boathouse?', conversationId: 'one' }, deps());
    await ask({ question: 'Where is the deposit of the boathouse kept?', conversationId: 'two' }, deps());
    expect(await handlers.pinConversation({ id: first.answer.conversationId, pinned: true }, context)).toMatchObject({ id: 'one', pinned: true });
    expect((await handlers.conversations({}, context)).map(({ id }) => id)).toEqual(['one', 'two']);
    await handlers.pinConversation({ id: 'one', pinned: false }, context);
    expect((await handlers.conversations({}, context)).every(({ pinned }) => !pinned)).toBe(true);
    expect(() => handlers.pinConversation({ id: 'three', pinned: true }, context)).toThrow('conversation-unknown');
  });
  it('keep a question asked again or edited in the place of the old one, and what was searched for as the person put it', async () => {
    const { deps, library } = await asked();
    const first = await ask({ question: 'What is the monthly rent of the boathouse?', conversationId: 'one' }, deps());
    const second = await ask({ question: 'And the deposit?', conversationId: 'one' }, deps());
    await ask({ question: 'And the garden?', conversationId: 'one' }, deps());
    const edited = await ask({ question: 'When does the lease of the boathouse begin?', conversationId: 'one', replaces: second.answer.messageId } as Parameters<typeof ask>[0], deps());
    expect(library.conversations.messages('one').map(({ id, question }) => [id, question])).toEqual([
      [first.answer.messageId, 'What is the monthly rent of the boathouse?'], [edited.answer.messageId, 'When does the lease of the boathouse begin?'],
    ]);
    expect(library.conversations.search('deposit', 10)).toEqual([]);
    const put = await ask({ question: 'And that?', conversationId: 'one', searchFor: 'Where is the deposit of the boathouse kept?' } as Parameters<typeof ask>[0], deps());
    expect(put.answer.searchedFor).toBe('Where is the deposit of the boathouse kept?');
    expect(put.answer.answer).toContain('Coastal Bank');
    expect(library.conversations.messages('one').at(-1)?.question).toBe('And that?');
  });
  it('lose no question where its new answer does not come', async () => {
    const { deps, library } = await asked();
    const first = await ask({ question: 'What is the monthly rent of the boathouse?', conversationId: 'one' }, deps());
    const stop = new AbortController();
    stop.abort();
    await expect(ask({ question: 'What is the rent?', conversationId: 'one', replaces: first.answer.messageId } as Parameters<typeof ask>[0], deps(), stop.signal)).rejects.toThrow();
    expect(library.conversations.messages('one')[0]).toMatchObject({ id: first.answer.messageId, error: null });
  });
});
