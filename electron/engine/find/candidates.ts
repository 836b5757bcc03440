import type { SearchIndex } from '../index/SearchIndex.ts';
import type { Library } from '../library/Library.ts';
import type { ScopeFilter } from '../library/records.ts';
import type { Expanded } from './expand.ts';
import type { Expression } from './expression.ts';

export type CandidateSource = {
  readonly index: Pick<SearchIndex, 'searchTerms'>;
  readonly library: { readonly passages: Pick<Library['passages'], 'count' | 'pagesOf'> };
};

/** Terms asked for in one search of the index. */
const termsAtOnce = 500;
const idsAtOnce = 5_000;
/** Rows of what is gone lie in the index until they are swept. */
const sweepable = 1.25;

/** Pages by content and number, as keys. */
export type PageKeys = ReadonlySet<string>;

/**
 * Pages that may fit an expression: all that do are among them. Null is every page: what stands under NOT says nothing of where to look.
 * Errors: index-damaged, cancelled.
 */
export async function candidatePages(expression: Expression, expanded: ReadonlyMap<string, Expanded>, filter: ScopeFilter, source: CandidateSource, signal: AbortSignal): Promise<PageKeys | null> {
  const known = new Map<string, Promise<PageKeys>>();
  const pagesWithAny = (terms: readonly string[]): Promise<PageKeys> => {
    const key = terms.join(' ');
    const pages = known.get(key) ?? lookUp(terms, filter, source, signal);
    known.set(key, pages);
    return pages;
  };
  const ofWords = async (words: readonly string[]): Promise<PageKeys | null> => {
    const places = words.flatMap((word) => expanded.get(word)?.terms ?? []);
    return intersect(await Promise.all(places.map(pagesWithAny)));
  };
  const pagesOf = async (part: Expression): Promise<PageKeys | null> => {
    switch (part.kind) {
      case 'word': return ofWords([part.word]);
      case 'phrase': return ofWords(part.words);
      case 'near': return intersect([await pagesOf(part.left), await pagesOf(part.right)]);
      case 'and': return intersect(await Promise.all(part.parts.map(pagesOf)));
      case 'or': {
        const sets = await Promise.all(part.parts.map(pagesOf));
        return sets.includes(null) ? null : new Set(sets.flatMap((set) => [...set ?? []]));
      }
      case 'not': return null;
    }
  };
  return await pagesOf(expression);
}

async function lookUp(terms: readonly string[], filter: ScopeFilter, { index, library }: CandidateSource, signal: AbortSignal): Promise<PageKeys> {
  const pages = new Set<string>();
  const limit = Math.ceil(library.passages.count() * sweepable) + 1_000;
  for (let from = 0; from < terms.length; from += termsAtOnce) {
    signal.throwIfAborted();
    const hits = await index.searchTerms(terms.slice(from, from + termsAtOnce), { limit, filter });
    for (let at = 0; at < hits.length; at += idsAtOnce) {
      for (const { contentId, page } of library.passages.pagesOf(hits.slice(at, at + idsAtOnce).map(({ id }) => id))) pages.add(`${contentId} ${page}`);
    }
  }
  return pages;
}

function intersect(sets: readonly (PageKeys | null)[]): PageKeys | null {
  const known = sets.filter((set) => set !== null).sort((a, b) => a.size - b.size);
  const [smallest, ...others] = known;
  return smallest === undefined ? null : new Set([...smallest].filter((key) => others.every((set) => set.has(key))));
}
