import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { answer, type AnswerDeps } from '../../electron/engine/answer.ts';
import type { AskInput } from '../../electron/engine/AnswerContext.ts';
import { chunkPages } from '../../electron/engine/chunk.ts';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import type { Library } from '../../electron/engine/library/Library.ts';
import { passageTerms } from '../../electron/engine/ingest/passageTerms.ts';
import { search } from '../../electron/engine/search.ts';
import type { Answer, AnswerEvent } from '../../electron/shared/schemas.ts';
import type { ExtractedPage } from '../../electron/shared/readerContract.ts';
import { file, makeLibrary } from '../unit/library/testLibrary.ts';
import { FakeChat, fakeChatSpec, type FakeChatOptions } from './chat.ts';

export type TestDocument = {
  readonly path: string; readonly pages: readonly string[]; readonly title?: string; readonly date?: string;
  /** Lines of the pages that are headings, by their text. */
  readonly headings?: readonly string[];
};

/** A real library and a real index, without an embedder, holding the documents given. */
export async function makeAnswering(documents: readonly TestDocument[]): Promise<{ readonly library: Library; readonly deps: (chat?: FakeChatOptions & { readonly contextTokens?: number }) => AnswerDeps & { readonly fake: FakeChat | null } }> {
  const { library, folder } = await makeLibrary();
  const index = await SearchIndex.open({ folder: join(folder, 'index'), termKey: randomBytes(32) });
  onTestFinished(() => index.close());
  const root = library.folders.add('/docs');
  const { added } = library.documents.found(root.id, documents.map(({ path, pages }) => file(path, pages.join(''))));
  for (const [at, document] of documents.entries()) {
    const documentId = added.find(({ path }) => path === document.path)?.documentId;
    if (documentId === undefined) throw new Error(`${document.path} was not added`);
    const title = document.title ?? '';
    const contextName = document.path.split('/').at(-1)?.replace(/\.\w+$/, '').replace(/[_-]/g, ' ') ?? '';
    const pages = document.pages.map((text, number): ExtractedPage => ({
      number: number + 1, text, locator: { kind: 'pdf-page', page: number + 1 }, tables: [],
      headings: (document.headings ?? []).flatMap((heading) => (text.includes(heading) ? [{ start: text.indexOf(heading), end: text.indexOf(heading) + heading.length, level: 1 }] : [])),
    }));
    library.documents.setState(documentId, 'reading');
    const draft = library.revisions.begin({ sha256: `${at}`.padStart(64, '0'), sizeBytes: 1, contextName, folderId: root.id });
    const chunks = chunkPages(pages).map((chunk) => {
      const text = pages[chunk.page - 1]?.text.slice(chunk.start, chunk.end) ?? '';
      return { ...chunk, terms: passageTerms({ text, title, contextName, headingPath: chunk.headingPath }) };
    });
    const stored = library.revisions.addPages(draft, pages, chunks);
    library.documents.attach(documentId, draft.contentId);
    library.revisions.finish(draft, { format: 'pdf', title, language: null, pageCount: pages.length, documentDate: document.date ?? null }, { state: 'indexed', reason: null });
    await index.addPassages(stored.map((passage, place) => ({ id: passage.id, contentId: draft.contentId, folderId: draft.folderId, terms: chunks[place]?.terms ?? [] })));
    library.revisions.makeLive([draft]);
  }
  return {
    library,
    deps: (chat) => {
      const fake = chat === undefined ? null : new FakeChat(chat);
      return {
        fake, library, delimiterKey: new Uint8Array(32).fill(1), now: () => performance.now(), embedTexts: null, embedderId: library.settings.get('embedder'),
        search: (input, signal) => search(input, { library, index, embedQuery: () => Promise.resolve(null), embedderId: null }, signal),
        chat: fake === null ? null : { spec: fakeChatSpec(chat?.contextTokens), mode: 'written', client: fake.client },
      };
    },
  };
}

/** Asks and gives all events and the finished answer. */
export async function ask(input: AskInput | string, deps: AnswerDeps, signal = new AbortController().signal): Promise<{ readonly events: AnswerEvent[]; readonly answer: Answer }> {
  const events: AnswerEvent[] = [];
  for await (const event of answer(typeof input === 'string' ? { question: input } : input, deps, signal)) events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'answer-complete') throw new Error(`the answer ended with ${last?.type ?? 'nothing'}`);
  return { events, answer: last.answer };
}

/** Everything an answer quotes that is not word for word where it says. */
export function misquotes(answered: Answer, library: Library): string[] {
  const wrong: string[] = [];
  for (const quote of [...answered.sources, ...answered.evidence, ...answered.closest]) {
    const contentId = library.documents.byId(quote.documentId)?.contentId ?? -1;
    const text = library.pages.get(contentId, quote.page)?.text ?? '';
    if (text.slice(quote.start, quote.end) !== quote.quote || quote.quote === '') wrong.push(quote.quote);
    if (quote.header !== undefined && text.slice(quote.header.start, quote.header.end) !== quote.header.quote) wrong.push(quote.header.quote);
    const { continues } = quote;
    if (continues !== undefined && library.pages.get(contentId, continues.page)?.text.slice(continues.start, continues.end) !== continues.quote) wrong.push(continues.quote);
  }
  return wrong;
}
