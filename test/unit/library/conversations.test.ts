import { describe, expect, it } from 'vitest';
import type { Answer, Source } from '../../../electron/shared/schemas.ts';
import { makeLibrary } from './testLibrary.ts';

const source: Source = {
  n: 1, documentId: 3, path: "/docs/it's 日本語.pdf", title: 'It', page: 2, locator: { kind: 'pdf-page', page: 2, label: 'ii' }, start: 5, end: 9, quote: 'word',
  continues: { page: 3, start: 0, end: 2, quote: 'ab' },
};

function answer(conversationId: string, messageId: number): Answer {
  return {
    verdict: 'answered', answer: 'A word [1].', sentences: [{ text: 'A word', support: 'supported', citations: [1] }], sources: [source],
    evidence: [source], closest: [], coverage: { documents: 1, documentsTotal: 2, pages: 3, pagesTotal: 4, unreadable: [], vectorsShare: 0.5 },
    mode: 'quotes', searchMode: 'hybrid', searchedFor: 'word', model: null,
    timings: { searchMs: 1, firstEvidenceMs: 2, firstTokenMs: null, totalMs: 3, promptTokens: 0, answerTokens: 0 }, conversationId, messageId,
  };
}

describe('conversations', () => {
  it('keep questions and answers exactly, in order', async () => {
    const { library } = await makeLibrary();
    const { conversations } = library;
    const created = conversations.create({ title: 'First' });
    expect(created).toMatchObject({ title: 'First', messages: 0, pinned: false });
    const first = conversations.appendQuestion(created.id, "What's 100% of “it”?");
    const second = conversations.appendQuestion(created.id, 'And before?');
    const third = conversations.appendQuestion(created.id, 'Stopped?');
    const given = answer(created.id, first);
    conversations.saveAnswer(first, given);
    conversations.saveAnswer(first, { ...given, answer: 'Another word.' });
    conversations.saveError(third, 'models-crashed');
    expect(conversations.messages(created.id)).toEqual([
      { id: first, askedMs: expect.any(Number), question: "What's 100% of “it”?", answer: { ...given, answer: 'Another word.' }, error: null },
      { id: second, askedMs: expect.any(Number), question: 'And before?', answer: null, error: null },
      { id: third, askedMs: expect.any(Number), question: 'Stopped?', answer: null, error: 'models-crashed' },
    ]);
    expect(conversations.get(created.id)?.messages).toBe(3);
  });

  it('begin under any new name and go on under a known one', async () => {
    const { library } = await makeLibrary();
    const { conversations } = library;
    expect(conversations.create({ id: "it's mine", title: 'One' })).toMatchObject({ id: "it's mine", title: 'One' });
    expect(conversations.create({ id: "it's mine", title: 'Two' })).toMatchObject({ title: 'One' });
    expect(conversations.rename("it's mine", 'Three').title).toBe('Three');
    expect(conversations.get('other')).toBeNull();
    expect(conversations.list()).toHaveLength(1);
  });

  it('list the last used first, and are gone when deleted, answers and all', async () => {
    const { library } = await makeLibrary();
    const { conversations } = library;
    const ids = ['a', 'b', 'c'].map((id) => conversations.create({ id, title: id }).id);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const message = conversations.appendQuestion('b', 'Why?');
    conversations.saveAnswer(message, answer('b', message));
    expect(conversations.list()[0]?.id).toBe('b');
    conversations.delete('b');
    expect(conversations.list().map(({ id }) => id).sort()).toEqual(ids.filter((id) => id !== 'b'));
    expect(() => conversations.saveAnswer(message, answer('b', message))).toThrow('conversation-unknown');
    for (const act of [() => conversations.messages('b'), () => conversations.delete('b'), () => conversations.rename('b', 'x'), () => conversations.appendQuestion('b', 'x')]) {
      expect(act).toThrow('conversation-unknown');
    }
  });

  it('branch before a question of theirs: the other has all up to it, as its own', async () => {
    const { library } = await makeLibrary();
    const { id } = library.conversations.create({ title: 'Rent' });
    const [one, two] = ['What is the rent?', 'And the deposit?'].map((question) => library.conversations.appendQuestion(id, question));
    library.conversations.saveAnswer(one ?? 0, answer(id, one ?? 0));
    const made = library.conversations.branch({ id, before: two ?? 0, title: 'Rent otherwise' });
    expect(made).toMatchObject({ title: 'Rent otherwise', messages: 1 });
    const [copy] = library.conversations.messages(made.id);
    expect(copy).toMatchObject({ question: 'What is the rent?', answer: { conversationId: made.id, messageId: copy?.id } });
    expect(copy?.id).not.toBe(one);
    expect(library.conversations.search('rent', 10).map(({ conversationId }) => conversationId).toSorted()).toEqual([id, made.id].toSorted());
    library.conversations.delete(made.id);
    expect(library.conversations.messages(id).map(({ question }) => question)).toEqual(['What is the rent?', 'And the deposit?']);
    expect(() => library.conversations.branch({ id, before: 99, title: 'x' })).toThrow(expect.objectContaining({ code: 'conversation-unknown' }));
  });
});

describe('settings', () => {
  it('have their default until set and refuse what is no value of theirs', async () => {
    const { library } = await makeLibrary();
    expect([library.settings.get('embedder'), library.settings.get('paused'), library.settings.get('analysisVersion')]).toEqual([null, false, 0]);
    library.settings.set('paused', true);
    library.settings.set('chatModel', 'none');
    expect([library.settings.get('paused'), library.settings.get('chatModel')]).toEqual([true, 'none']);
    // @ts-expect-error a wrong type does not compile, and does not pass at run time either
    expect(() => library.settings.set('paused', 'yes')).toThrow();
    expect(library.settings.get('paused')).toBe(true);
  });
});
