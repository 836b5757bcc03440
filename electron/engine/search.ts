import { AppError } from '../shared/AppError.ts';
import type { SearchMode } from '../shared/schemas.ts';
import type { IndexHit } from './index/findInScope.ts';
import type { SearchIndex } from './index/SearchIndex.ts';
import type { PassageRecord, ScopeFilter } from './library/records.ts';
import type { Library } from './library/Library.ts';
import { DocumentMatcher, type DocumentMatch, type DocumentSource } from './matchDocuments.ts';
import { arrange } from './search/arrange.ts';
import { fingerprint } from './search/fingerprint.ts';
import { fuseScores, joinScopes, type Candidate } from './search/fuseScores.ts';
import { meaningWeight } from './search/meaningWeight.ts';
import { contentTerms, readQuery, withoutSpans, type ReadQuery } from './search/readQuery.ts';

export type SearchInput = {
  readonly query: string;
  /** How many hits at most. */
  readonly limit: number;
  readonly filter: ScopeFilter;
  readonly mode: SearchMode;
};

export type SearchDeps = {
  readonly library: DocumentSource & { readonly passages: Pick<Library['passages'], 'byIds' | 'count'>; readonly vectorsShare: Library['vectorsShare'] };
  readonly index: Pick<SearchIndex, 'searchTerms' | 'searchVectors' | 'hasVectors'>;
  /** The vector of a question; `null` when there is no embedder just now. */
  readonly embedQuery: (text: string, signal: AbortSignal) => Promise<Float32Array | null>;
  readonly embedderId: string | null;
};

/** A passage found. */
export type ScoredPassage = Omit<PassageRecord, 'alsoIn'> & {
  /** 0..1, higher is better, monotone in relevance; comparable within one result only. */
  readonly score: number;
  /** BM25, above 0; `null` when it was not among the best by words. */
  readonly keyword: number | null;
  /** -1..1; `null` when it was not among the best by meaning. */
  readonly cosine: number | null;
  /** 0..1: how clearly the question means this document. */
  readonly documentScore: number;
  /** Other places with the same content, and passages that differ in no number, sign, date, name or other content word. */
  readonly alsoIn: readonly { readonly documentId: number; readonly path: string; readonly page: number }[];
};

/** What searching learnt of the question, for deciding whether the library answers it. */
export type SearchFeatures = {
  /** Terms looked for inside the documents meant. */
  readonly terms: readonly string[];
  readonly usedVectors: boolean;
  readonly names: readonly string[];
  readonly namesFound: readonly string[];
  readonly periodsAsked: number;
  readonly periodsFound: number;
  /** Contents the question means by name, period or "latest"; 0 when none in particular. */
  readonly documentsMeant: number;
};

export type SearchTimings = { readonly documentsMs: number; readonly embedMs: number; readonly lookupMs: number; readonly totalMs: number };
export type SearchResult = { readonly hits: readonly ScoredPassage[]; readonly timings: SearchTimings; readonly features: SearchFeatures };

/** Hits asked of each search at first, and at most where too many of them are gone or say the same. */
const [firstDepth, lastDepth] = [100, 12_500];
/** Different passages whose text is looked at before the last ordering, at least; a limit above asks for more. */
const fewestRead = 60;
/** How much of the vector comes from the question without what only names its document. */
const focusShare = 0.7;

/** What is known of a library's names lives as long as its index: a damaged one is replaced while the library stays open. */
const matchers = new WeakMap<SearchDeps['index'], DocumentMatcher>();

/**
 * Finds the passages that bear on a query, by words and by meaning side by side: everywhere, and where the query means some documents,
 * inside those by themselves, for in a library of look-alikes their passages are not among the best of all. Inside them it asks
 * without the names and periods that only say which document is meant: those stand on covers and in lists of contents, not beside
 * the answer. Errors: `model-missing` for mode `vector` without an embedder; `index-damaged`; `cancelled`.
 */
export async function search(input: SearchInput, deps: SearchDeps, signal: AbortSignal): Promise<SearchResult> {
  const startMs = performance.now();
  const query = readQuery(input.query);
  const match = await matcherOf(deps).match(query, input.filter);
  const documentsMs = performance.now() - startMs;
  const focused = match.meant.length === 0 ? input.query : withoutSpans(input.query, match.resolved);
  const vectors = await vectorsOf(input, focused, deps, signal);
  const asked = { everywhere: contentTerms(input.query), inside: contentTerms(focused), ...vectors };
  let known: Known[];
  // Rows of documents being replaced, and many copies of one text, can fill the lists: then more is asked for.
  for (let depth = Math.max(firstDepth, input.limit); ; depth *= 5) {
    const { candidates, isAll } = await lookUp(asked, { input, query, match, deps, depth });
    signal.throwIfAborted();
    known = readKnown(candidates, input, deps.library);
    if (distinct(known) >= input.limit || isAll || depth >= lastDepth) break;
  }
  const totalMs = performance.now() - startMs;
  return {
    hits: toHits(known, { input, query, match }),
    timings: { documentsMs, embedMs: vectors.embedMs, lookupMs: totalMs - documentsMs - vectors.embedMs, totalMs },
    features: {
      terms: asked.inside, usedVectors: vectors.whole !== null, names: query.names.map(({ text }) => text), namesFound: match.names,
      periodsAsked: query.periods.length, periodsFound: match.periods.length, documentsMeant: match.meant.length,
    },
  };
}

type Asked = { readonly everywhere: readonly string[]; readonly inside: readonly string[]; readonly whole: Float32Array | null; readonly focused: Float32Array | null };
type Known = { readonly candidate: Candidate; readonly passage: PassageRecord; readonly contentId: number; readonly score: number; readonly same: string };

/** The best of each search, fused. `isAll`: none of them has more to give. */
async function lookUp(
  asked: Asked, { input, query, match, deps, depth }: { readonly input: SearchInput; readonly query: ReadQuery; readonly match: DocumentMatch; readonly deps: SearchDeps; readonly depth: number },
): Promise<{ readonly candidates: Candidate[]; readonly isAll: boolean }> {
  const { index, library, embedderId } = deps;
  const inside: ScopeFilter = match.meant.length === 0 ? null : { folderIds: [], contentIds: match.meant };
  const byWords = (terms: readonly string[], filter: ScopeFilter): Promise<IndexHit[]> | IndexHit[] => (input.mode === 'vector' ? [] : index.searchTerms(terms, { limit: depth, filter }));
  const byMeaning = (vector: Float32Array | null, filter: ScopeFilter): Promise<IndexHit[]> | IndexHit[] =>
    (vector === null || embedderId === null ? [] : index.searchVectors(embedderId, vector, { limit: depth, filter }));
  const lists = await Promise.all([
    byWords(asked.everywhere, input.filter), byMeaning(asked.whole, input.filter),
    inside === null ? [] : byWords(asked.inside, inside), inside === null ? [] : byMeaning(asked.focused, inside),
  ]);
  const [keyword, vector, keywordInside, vectorInside] = lists;
  // What has no vector yet must not fall behind for that.
  const meaning = meaningWeight(query, embedderId) * library.vectorsShare(embedderId);
  return {
    candidates: joinScopes(fuseScores({ keyword, vector }, meaning), fuseScores({ keyword: keywordInside, vector: vectorInside }, meaning), match.scores),
    isAll: lists.every((list) => list.length < depth),
  };
}

/** The query's vector, and the one to ask the documents meant for; `null` without an embedder or its vectors. */
async function vectorsOf(
  { query, mode }: SearchInput, focused: string, { index, embedQuery, embedderId }: SearchDeps, signal: AbortSignal,
): Promise<{ readonly whole: Float32Array | null; readonly focused: Float32Array | null; readonly embedMs: number }> {
  if (mode === 'keyword') return { whole: null, focused: null, embedMs: 0 };
  const startMs = performance.now();
  const whole = embedderId === null || !await index.hasVectors(embedderId) ? null : await embedQuery(query, signal);
  if (whole === null) {
    if (mode === 'vector') throw new AppError('model-missing');
    return { whole, focused: null, embedMs: 0 };
  }
  const part = focused === query ? null : await embedQuery(focused, signal);
  const mixed = part === null ? whole : whole.map((value, at) => (1 - focusShare) * value + focusShare * (part[at] ?? 0));
  return { whole, focused: mixed, embedMs: performance.now() - startMs };
}

/** The best candidates that are still in the library and in scope, with their text. */
function readKnown(candidates: readonly Candidate[], { limit, filter }: SearchInput, library: SearchDeps['library']): Known[] {
  const wanted = Math.max(fewestRead, limit * 3);
  const known: Known[] = [];
  for (let from = 0; from < candidates.length && distinct(known) < wanted; from += wanted) {
    const some = candidates.slice(from, from + wanted);
    const passages = new Map(library.passages.byIds(some.map(({ id }) => id), filter).map((passage) => [passage.id, passage]));
    for (const candidate of some) {
      const passage = passages.get(candidate.id);
      if (passage === undefined) continue;
      known.push({ candidate, passage, contentId: passage.contentId, score: candidate.relevance, same: fingerprint(passage.text, passage.headingPath) });
    }
  }
  return known;
}

function distinct(known: readonly Known[]): number {
  return new Set(known.map(({ same }) => same)).size;
}

function toHits(known: readonly Known[], { input, query, match }: { readonly input: SearchInput; readonly query: ReadQuery; readonly match: DocumentMatch }): ScoredPassage[] {
  // The same is asked of several periods: each of the documents meant gets its part of the places.
  const share = query.overTime && match.meant.length > 1 ? 1 / match.meant.length : undefined;
  return arrange(known, input.limit, share).map(({ item: { candidate, passage, score }, duplicates }) => ({
    ...passage, score, keyword: candidate.keyword, cosine: candidate.cosine, documentScore: match.scores.get(passage.contentId) ?? 0,
    alsoIn: [passage, ...duplicates.map((duplicate) => duplicate.passage)]
      .flatMap((one) => [one, ...one.alsoIn].map(({ documentId, path }) => ({ documentId, path, page: one.page }))).slice(1),
  }));
}

function matcherOf({ library, index }: SearchDeps): DocumentMatcher {
  const known = matchers.get(index);
  if (known !== undefined) return known;
  const matcher = new DocumentMatcher(library, index);
  matchers.set(index, matcher);
  return matcher;
}
