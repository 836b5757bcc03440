import { AppError } from '../shared/AppError.ts';
import type { SearchMode } from '../shared/schemas.ts';
import type { SearchIndex } from './index/SearchIndex.ts';
import type { PassageRecord, ScopeFilter } from './library/records.ts';
import type { Library } from './library/Library.ts';
import { DocumentMatcher, type DocumentMatch, type DocumentSource } from './matchDocuments.ts';
import { arrange } from './search/arrange.ts';
import { fingerprint } from './search/fingerprint.ts';
import { fuseScores, joinScopes, type Candidate, type Lists } from './search/fuseScores.ts';
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
  readonly library: DocumentSource & { readonly passages: Pick<Library['passages'], 'byIds' | 'contentsOf' | 'count'>; readonly vectorsShare: Library['vectorsShare'] };
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
  const firstAsked = Math.max(firstDepth, input.limit);
  // The store looks everywhere while this thread finds out which documents are meant.
  const [{ whole, embedMs, found }, { match, focused, part, documentsMs }] = await Promise.all([
    lookEverywhere(input, deps, firstAsked, signal),
    lookForDocuments(query, input, deps, signal).then((known) => ({ ...known, documentsMs: performance.now() - startMs })),
  ]);
  const asked = { whole, inside: contentTerms(focused), focused: whole === null || part === null ? whole : whole.map((value, at) => (1 - focusShare) * value + focusShare * (part[at] ?? 0)) };
  let known: Known[];
  // Rows of documents being replaced, and many copies of one text, can fill the lists: then more is asked for.
  for (let depth = firstAsked; ; depth *= 5) {
    const everywhere = depth === firstAsked ? found : await listsOf({ terms: contentTerms(input.query), vector: whole }, input.filter, input.mode, deps, depth);
    const inside = match.meant.length === 0 ? nothing : await listsOf({ terms: asked.inside, vector: asked.focused }, { folderIds: [], contentIds: match.meant }, input.mode, deps, depth);
    const { candidates, isAll } = join({ everywhere, inside }, { query, match, deps, depth });
    signal.throwIfAborted();
    known = readKnown(candidates, input, deps.library);
    if (distinct(known) >= input.limit || isAll || depth >= lastDepth) break;
  }
  const totalMs = performance.now() - startMs;
  return {
    hits: toHits(known, { input, query, match }),
    timings: { documentsMs, embedMs, lookupMs: totalMs - Math.max(documentsMs, embedMs), totalMs },
    features: {
      terms: asked.inside, usedVectors: whole !== null, names: query.names.map(({ text }) => text), namesFound: match.names,
      periodsAsked: query.periods.length, periodsFound: match.periods.length, documentsMeant: match.meant.length,
    },
  };
}

type Known = { readonly candidate: Candidate; readonly passage: PassageRecord; readonly contentId: number; readonly score: number; readonly same: string };
type Asked = { readonly terms: readonly string[]; readonly vector: Float32Array | null };

const nothing: Lists = { keyword: [], vector: [] };

/** The question's vector, `null` without an embedder or its vectors, and what is found by it and by words in all of the scope. */
async function lookEverywhere(
  { query, mode, filter }: SearchInput, deps: SearchDeps, depth: number, signal: AbortSignal,
): Promise<{ readonly whole: Float32Array | null; readonly embedMs: number; readonly found: Lists }> {
  const startMs = performance.now();
  const terms = contentTerms(query);
  const byWords = listsOf({ terms, vector: null }, filter, mode, deps, depth);
  const [{ keyword }, { whole, embedMs, vector }] = await Promise.all([byWords, vectorOf(query, mode, deps, signal).then(async (whole) => {
    if (whole === null && mode === 'vector') throw new AppError('model-missing');
    const embedMs = whole === null ? 0 : performance.now() - startMs;
    return { whole, embedMs, vector: (await listsOf({ terms: [], vector: whole }, filter, mode, deps, depth)).vector };
  })]);
  return { whole, embedMs, found: { keyword, vector } };
}

/** The documents meant, the question without what only names them, and the vector of that; null where it is the question's own. */
async function lookForDocuments(
  query: ReadQuery, { query: text, filter, mode }: SearchInput, deps: SearchDeps, signal: AbortSignal,
): Promise<{ readonly match: DocumentMatch; readonly focused: string; readonly part: Float32Array | null }> {
  const match = await matcherOf(deps).match(query, filter);
  const focused = match.meant.length === 0 ? text : withoutSpans(text, match.resolved);
  return { match, focused, part: focused === text ? null : await vectorOf(focused, mode, deps, signal) };
}

/** `null` without an embedder or its vectors, and where words alone are asked for. */
async function vectorOf(text: string, mode: SearchMode, { index, embedQuery, embedderId }: SearchDeps, signal: AbortSignal): Promise<Float32Array | null> {
  return mode === 'keyword' || embedderId === null || !await index.hasVectors(embedderId) ? null : await embedQuery(text, signal);
}

/** The best of each search in one scope. */
async function listsOf({ terms, vector }: Asked, filter: ScopeFilter, mode: SearchMode, { index, embedderId }: SearchDeps, depth: number): Promise<Lists> {
  const [keyword, near] = await Promise.all([
    mode === 'vector' || terms.length === 0 ? [] : index.searchTerms(terms, { limit: depth, filter }),
    vector === null || embedderId === null ? [] : index.searchVectors(embedderId, vector, { limit: depth, filter }),
  ]);
  return { keyword, vector: near };
}

/** What was found everywhere and inside the documents meant, fused. `isAll`: no list has more to give. */
function join(
  { everywhere, inside }: { readonly everywhere: Lists; readonly inside: Lists },
  { query, match, deps: { library, embedderId }, depth }: { readonly query: ReadQuery; readonly match: DocumentMatch; readonly deps: SearchDeps; readonly depth: number },
): { readonly candidates: Candidate[]; readonly isAll: boolean } {
  // What has no vector yet must not fall behind for that.
  const meaning = meaningWeight(query, embedderId) * library.vectorsShare(embedderId);
  const fusedInside = fuseScores(inside, meaning);
  const contents = library.passages.contentsOf(fusedInside.map(({ id }) => id));
  return {
    candidates: joinScopes(fuseScores(everywhere, meaning), fusedInside, (id) => match.scores.get(contents.get(id) ?? 0) ?? 0),
    isAll: [everywhere, inside].every(({ keyword, vector }) => keyword.length < depth && vector.length < depth),
  };
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
