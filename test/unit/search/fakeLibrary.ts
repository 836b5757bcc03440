import { analyseTerms } from '../../../electron/engine/analyse.ts';
import type { DocumentRecord, PageRecord, PassageRecord, ScopeFilter } from '../../../electron/engine/library/records.ts';

/** A document of a fake library: each page is one passage. Content and document ids are its place in the list, from 1. */
export type FakeDocument = { readonly path: string; readonly title: string; readonly pages: readonly string[]; readonly documentDate?: string; readonly folderId?: number };

/** What search asks of a library and of full text, over documents in memory. */
export function fakeLibrary(documents: readonly FakeDocument[]) {
  let state = build(documents);
  const library = {
    vectorsShare: () => 1,
    documents: { all: () => state.records, byState: () => ({ indexed: state.records.length }) },
    documentText: {
      match: (query: string, limit: number) => state.documentsWith(analyseTerms(query)).slice(0, limit),
      matchAll: (query: string, limit: number) => state.documentsWith(analyseTerms(query)).map(({ contentId }) => contentId)
        .filter((contentId) => analyseTerms(query).every((term) => state.documentsWith([term]).some((one) => one.contentId === contentId))).slice(0, limit),
    },
    pages: { first: (contentId: number, count: number) => state.pagesOf(contentId).slice(0, count) },
    vocabulary: { total: () => state.passages.length, frequencies: (terms: readonly string[]) => new Map(terms.map((term) => [term, state.passagesWith(term).length])) },
    passages: {
      count: () => state.passages.length,
      contentsOf: (ids: readonly number[]) => new Map(ids.flatMap((id) => state.passages[id - 1] ?? []).map(({ id, contentId }) => [id, contentId])),
      byIds: (ids: readonly number[], _filter?: ScopeFilter) => ids.flatMap((id) => state.passages[id - 1] ?? []),
    },
  };
  const index = {
    searchTerms: (terms: readonly string[], { limit }: { readonly limit: number; readonly filter: ScopeFilter }) =>
      Promise.resolve(terms.flatMap((term) => state.passagesWith(term)).slice(0, limit).map(({ id }) => ({ id, score: 1 }))),
  };
  return { library, index, passages: () => state.passages, replace: (next: readonly FakeDocument[]) => { state = build(next); } };
}

function build(documents: readonly FakeDocument[]) {
  const records = documents.map((document, at): DocumentRecord => ({
    documentId: at + 1, contentId: at + 1, folderId: document.folderId ?? 1, path: document.path, sizeBytes: 1, modifiedMs: 1, state: 'indexed', reason: null, format: 'pdf',
    title: document.title, language: 'en', pages: document.pages.length, documentDate: document.documentDate ?? null, hiddenText: false, addressesAi: false, readMs: 0,
  }));
  let id = 0;
  const passages = documents.flatMap((document, at) => document.pages.map((text, page): PassageRecord => ({
    id: ++id, contentId: at + 1, documentId: at + 1, path: document.path, title: document.title, page: page + 1, locator: { kind: 'pdf-page', page: page + 1 },
    start: 0, end: text.length, text, headingPath: [], alsoIn: [],
  })));
  const passagesByTerm = Map.groupBy(passages.flatMap((passage) => distinctTerms(passage.path, passage.title, passage.text).map((term) => ({ term, passage }))), ({ term }) => term);
  const firstPages = Map.groupBy(documents.flatMap(({ path, title, pages }, at) => distinctTerms(path, title, pages[0] ?? '').map((term) => ({ term, contentId: at + 1 }))), ({ term }) => term);
  return {
    records, passages,
    passagesWith: (term: string) => (passagesByTerm.get(term) ?? []).map(({ passage }) => passage),
    pagesOf: (contentId: number): PageRecord[] => (documents[contentId - 1]?.pages ?? []).map((text, page) => ({ contentId, page: page + 1, locator: { kind: 'pdf-page', page: page + 1 }, text, hash: '', hidden: null })),
    documentsWith: (terms: readonly string[]) => [...new Set(terms.flatMap((term) => (firstPages.get(term) ?? []).map(({ contentId }) => contentId)))].map((contentId) => ({ contentId, score: 1 })),
  };
}

function distinctTerms(...texts: readonly string[]): string[] {
  return [...new Set(analyseTerms(texts.join(' ')))];
}
