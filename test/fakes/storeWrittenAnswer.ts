import { Library } from '../../electron/engine/library/Library.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import type { Answer, Source } from '../../electron/shared/schemas.ts';

/** Puts a conversation into the library in a folder whose answer a model is taken to have written: `node storeWrittenAnswer.ts FOLDER TEXT…`, one sentence each. */
const [folder = '', ...texts] = process.argv.slice(2);
await using vault = await Vault.open({ folder });
await using library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
const { id } = library.conversations.create({ title: texts[0] ?? '' });
const messageId = library.conversations.appendQuestion(id, `What is said of ${texts[0] ?? ''}?`);
const sources = texts.map((text, index): Source => ({ n: index + 1, documentId: 1, path: `/docs/${text.replaceAll('/', ' ')}.txt`, title: text, page: 1, locator: { kind: 'section', section: 1, heading: [text] }, start: 0, end: text.length, quote: text }));
const answer: Answer = {
  verdict: 'answered', answer: texts.join('\n'), sentences: texts.map((text, index) => ({ text, support: index % 2 === 0 ? 'supported' : 'unsupported', citations: [index + 1], note: text })), sources, evidence: sources, closest: [],
  coverage: { documents: 1, documentsTotal: 1, pages: 1, pagesTotal: 1, unreadable: texts.map((text) => ({ path: `/docs/${text}`, state: 'failed', reason: { code: 'file-damaged', detail: text } })), vectorsShare: 1 },
  mode: 'written', searchMode: 'hybrid', searchedFor: texts[0] ?? '', model: texts[0] ?? '', timings: { searchMs: 1, firstEvidenceMs: 1, firstTokenMs: 1, totalMs: 1, promptTokens: 1, answerTokens: 1 }, conversationId: id, messageId,
};
library.conversations.saveAnswer(messageId, answer);
