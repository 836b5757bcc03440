import { setImmediate as nextTurn } from 'node:timers/promises';
import { placesIn } from '../shared/placesIn.ts';
import type { FindEvent, FoundPassage } from '../shared/schemas.ts';
import { candidatePages, type CandidateSource } from './find/candidates.ts';
import { evaluate, type Span } from './find/evaluate.ts';
import { expand, type Expanded, type ExpandSource } from './find/expand.ts';
import { parseExpression, wordsIn } from './find/expression.ts';
import { pageWords, type PageWord } from './find/pageWords.ts';
import { WordMatcher } from './find/WordMatcher.ts';
import { documentsInScope } from './library/documentsInScope.ts';
import type { Library } from './library/Library.ts';
import type { DocumentRecord, PassageRecord, ScopeFilter } from './library/records.ts';

export type FindSource = {
  readonly index: CandidateSource['index'];
  readonly library: CandidateSource['library'] & ExpandSource & {
    readonly passages: Pick<Library['passages'], 'ofPage'>; readonly pages: Pick<Library['pages'], 'get' | 'keys'>; readonly documents: Pick<Library['documents'], 'ofContent'>;
  };
};
export type FindInput = { readonly query: string; readonly filter: ScopeFilter };
/** A page that fits. `places`: parts of its passages that do. */
export type FoundPage = { readonly contentId: number; readonly page: number; readonly passages: number; readonly places: number };

const progressEveryMs = 250;
/** Pages are looked at for so long before others get a turn. */
const turnMs = 15;
const hitsPerEvent = 100;

/**
 * Every passage whose page fits an expression (see `parseExpression`), in the order of the documents: the index says on which pages to
 * look, the text of the page decides. Goes through all of them, and says so. What does not show is not looked at. `onPage` is told of each page that fits.
 * Errors: input-invalid for an expression that cannot be read; index-damaged; cancelled.
 */
export async function* findAll({ query, filter }: FindInput, { library, index }: FindSource, signal: AbortSignal, onPage: (page: FoundPage) => void = () => undefined): AsyncGenerator<FindEvent, void, undefined> {
  const { expression, expanded, look } = await lookingFor({ query, filter }, library, signal);
  yield { type: 'understood', corrections: [...expanded.values()].flatMap(({ matcher, instead }) => (instead === null ? [] : [{ typed: matcher.typed, instead: [...instead] }])) };

  const candidates = await candidatePages(expression, expanded, filter, { index, library }, signal);
  const pages = inOrder(candidates ?? library.pages.keys());
  const documents = new Set<number>();
  let [pagesFound, passages, matches] = [0, 0, 0];
  let hits: FoundPassage[] = [];
  let [turnSinceMs, toldMs] = [performance.now(), performance.now()];
  for (const [done, { contentId, page }] of pages.entries()) {
    signal.throwIfAborted();
    if (performance.now() - turnSinceMs > turnMs) {
      await nextTurn();
      turnSinceMs = performance.now();
    }
    if (hits.length >= hitsPerEvent || performance.now() - toldMs > progressEveryMs) {
      if (hits.length > 0) yield { type: 'found', passages: hits };
      hits = [];
      yield { type: 'progress', pagesDone: done, pagesTotal: pages.length };
      toldMs = performance.now();
    }
    const found = look(contentId, page);
    if (found === null) continue;
    for (const { documentId } of found.documents) documents.add(documentId);
    pagesFound += 1;
    matches += found.matches;
    passages += found.passages.length;
    hits.push(...found.passages);
    onPage({ contentId, page, passages: found.passages.length, places: placesIn(found.passages) });
  }
  if (hits.length > 0) yield { type: 'found', passages: hits };
  yield { type: 'complete', documents: documents.size, pages: pagesFound, passages, matches, pagesRead: pages.length };
}

/** The passages of pages that were found before, as they are now. Errors: input-invalid, cancelled. */
export async function passagesOn(pages: readonly Pick<FoundPage, 'contentId' | 'page'>[], input: FindInput, library: FindSource['library'], signal: AbortSignal): Promise<FoundPassage[]> {
  const { look } = await lookingFor(input, library, signal);
  return pages.flatMap(({ contentId, page }) => look(contentId, page)?.passages ?? []);
}

type FoundOnPage = { readonly passages: FoundPassage[]; readonly matches: number; readonly documents: readonly DocumentRecord[] };

async function lookingFor({ query, filter }: FindInput, library: FindSource['library'], signal: AbortSignal) {
  const expression = parseExpression(query);
  const expanded = new Map<string, Expanded>();
  for (const typed of new Set(wordsIn(expression))) expanded.set(typed, await expand(typed, library, signal));
  const matcherOf = (typed: string): WordMatcher => expanded.get(typed)?.matcher ?? WordMatcher.of(typed);
  const placesOf = documentsInScope(filter, library.documents);
  /** What fits on a page; null where nothing does, or what it says does not show. */
  const look = (contentId: number, page: number): FoundOnPage | null => {
    const documents = placesOf(contentId);
    const found = documents.length === 0 ? null : library.pages.get(contentId, page);
    if (found === null || found.hidden !== null) return null;
    const words = pageWords(found.text);
    const spans = evaluate(expression, words, matcherOf);
    if (spans === null) return null;
    const passages = library.passages.ofPage(contentId, page).flatMap((passage) => toFound(passage, rangesIn(passage, spans, words), documents));
    return { passages, matches: spans.length, documents };
  };
  return { expression, expanded, look };
}

function toFound(passage: PassageRecord, ranges: FoundPassage['ranges'], [place, ...others]: readonly DocumentRecord[]): FoundPassage[] {
  if (ranges.length === 0 || place === undefined) return [];
  return [{
    passageId: passage.id, documentId: place.documentId, path: place.path, title: passage.title, headingPath: [...passage.headingPath], page: passage.page, locator: passage.locator,
    start: passage.start, end: passage.end, text: passage.text, ranges, alsoIn: others.map(({ documentId, path }) => ({ documentId, path })),
  }];
}

/** By content and page: the order of the documents as they came, and of reading. */
function inOrder(keys: Iterable<string>): { readonly contentId: number; readonly page: number }[] {
  return Array.from(keys, (key) => {
    const [contentId = 0, page = 0] = key.split(' ').map(Number);
    return { contentId, page };
  }).sort((a, b) => a.contentId - b.contentId || a.page - b.page);
}

/** The parts of the matches that lie in a passage, on its page. */
function rangesIn(passage: PassageRecord, spans: readonly Span[], words: readonly PageWord[]): { start: number; end: number }[] {
  return spans.flatMap(({ first, last }) => {
    const start = Math.max(passage.start, words[first]?.start ?? 0);
    const end = Math.min(passage.end, words[last]?.end ?? 0);
    return start < end ? [{ start, end }] : [];
  });
}
