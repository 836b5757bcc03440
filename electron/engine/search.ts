import { AppError } from '../shared/AppError.ts';
import type { SearchMode } from '../shared/schemas.ts';
import type { IndexHit } from './index/findInScope.ts';
import type { SearchIndex } from './index/SearchIndex.ts';
import type { PassageRecord, ScopeFilter } from './library/records.ts';
import type { Library } from './library/Library.ts';
import { DocumentMatcher, type DocumentMatch, type DocumentSource } from './matchDocuments.ts';
import { arrange } from './search/arrange.ts';
import { figureDensity } from './search/figureDensity.ts';
import { fingerprint } from './search/fingerprint.ts';
import { fuseScores, type Candidate } from './search/fuseScores.ts';
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
  readonly library: DocumentSource & { readonly passages: Pick<Library['passages'], 'byIds' | 'count'> };
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
  readonly bestKeyword: number | null;
  readonly bestCosine: number | null;
  readonly names: readonly string[];
  readonly namesFound: readonly string[];
  readonly periodsAsked: number;
  readonly periodsFound: number;
  /** Contents the question means by name, period or "latest"; 0 when none in particular. */
  readonly documentsMeant: number;
};

export type SearchTimings = { readonly documentsMs: number; readonly embedMs: number; readonly lookupMs: number; readonly totalMs: number };
export type SearchResult = { readonly hits: readonly ScoredPassage[]; readonly timings: SearchTimings; readonly features: SearchFeatures };

/** Hits asked of each search. */
const depth = 100;
/** Passages whose text is looked at before the last ordering, at least; a limit above asks for more. */
const fewestRead = 60;
const weights = { document: 1, neighbour: 0.2, figures: 0.1 } as const;
/** The share of the vector that the question without its document's name and period has. */
const focusShare = 0.7;

const matchers = new WeakMap<DocumentSource, DocumentMatcher>();

/**
 * Finds the passages that bear on a query: by words and by meaning side by side, in the documents it means and everywhere. Both
 * searches ask for the query without the names and periods that only say which document is meant, for those stand on covers and
 * in lists of contents, not beside the answer. Errors: `model-missing` for mode `vector` without an embedder; `index-damaged`.
 */
export async function search(input: SearchInput, deps: SearchDeps, signal: AbortSignal): Promise<SearchResult> {
  const startMs = performance.now();
  const query = readQuery(input.query);
  const match = matcherOf(deps.library).match(query, input.filter);
  const focused = withoutSpans(input.query, match.resolved);
  const terms = contentTerms(focused);
  const documentsMs = performance.now() - startMs;
  const scopes = scopesOf(match, input.filter);
  const [keyword, { vector, embedMs }] = await Promise.all([
    input.mode === 'vector' ? [] : Promise.all(scopes.map((filter) => deps.index.searchTerms(terms, { limit: depth, filter }))),
    input.mode === 'keyword' ? { vector: [], embedMs: 0 } : searchByMeaning(input, focused, scopes, deps, signal),
  ]);
  signal.throwIfAborted();
  const lookupMs = performance.now() - startMs - documentsMs;
  const candidates = fuseScores({
    keyword, vector, documentScores: match.scores,
    weights: { ...weights, meaning: meaningWeight(query, deps.embedderId) },
  });
  const hits = readAndArrange(candidates, { input, query, match, library: deps.library });
  return {
    hits, timings: { documentsMs, embedMs, lookupMs, totalMs: performance.now() - startMs },
    features: {
      terms, usedVectors: vector.length > 0, bestKeyword: bestOf(keyword), bestCosine: bestOf(vector), names: query.names.map(({ text }) => text),
      namesFound: match.names, periodsAsked: query.periods.length, periodsFound: match.periods.length, documentsMeant: match.meant.length,
    },
  };
}

async function searchByMeaning(
  { query, mode }: SearchInput, focused: string, scopes: readonly ScopeFilter[], { index, embedQuery, embedderId }: SearchDeps, signal: AbortSignal,
): Promise<{ readonly vector: IndexHit[][]; readonly embedMs: number }> {
  const startMs = performance.now();
  const whole = embedderId === null || !index.hasVectors(embedderId) ? null : await embedQuery(query, signal);
  if (whole === null || embedderId === null) {
    if (mode === 'vector') throw new AppError('model-missing');
    return { vector: [], embedMs: 0 };
  }
  const part = focused === query ? null : await embedQuery(focused, signal);
  const embedMs = performance.now() - startMs;
  const asked = part === null ? whole : whole.map((value, at) => (1 - focusShare) * value + focusShare * (part[at] ?? 0));
  return { vector: await Promise.all(scopes.map((filter) => index.searchVectors(embedderId, asked, { limit: depth, filter }))), embedMs };
}

/** The whole scope, and the documents meant by themselves: in a library of look-alikes their passages are not among the best of all. */
function scopesOf({ meant }: DocumentMatch, filter: ScopeFilter): ScopeFilter[] {
  return meant.length === 0 ? [filter] : [filter, { folderIds: [], contentIds: meant }];
}

function readAndArrange(
  candidates: readonly Candidate[], { input, query, match, library }: { input: SearchInput; query: ReadQuery; match: DocumentMatch; library: SearchDeps['library'] },
): ScoredPassage[] {
  const wanted = candidates.slice(0, Math.max(fewestRead, input.limit * 3));
  const passages = new Map(library.passages.byIds(wanted.map(({ id }) => id), input.filter).map((passage) => [passage.id, passage]));
  const scored = wanted.flatMap((candidate) => {
    const passage = passages.get(candidate.id);
    if (passage === undefined) return [];
    const figures = query.asksFigure ? weights.figures * figureDensity(passage.text) : 0;
    const score = (candidate.relevance + figures) / (query.asksFigure ? 1 + weights.figures : 1);
    return [{ candidate, passage, contentId: passage.contentId, score: Math.min(1, score), same: fingerprint(passage.text, passage.headingPath) }];
  }).sort((a, b) => b.score - a.score || a.passage.id - b.passage.id);
  // Several periods are asked for: each of the documents meant gets its part of the places.
  const share = query.overTime && match.meant.length > 1 ? 1 / match.meant.length : undefined;
  return arrange(scored, input.limit, share).map(({ item: { candidate, passage, score }, duplicates }) => ({
    ...passage, score, keyword: candidate.keyword, cosine: candidate.cosine, documentScore: match.scores.get(passage.contentId) ?? 0,
    alsoIn: [
      ...passage.alsoIn.map((place) => ({ ...place, page: passage.page })),
      ...duplicates.flatMap(({ passage: other }) => [{ documentId: other.documentId, path: other.path, page: other.page }, ...other.alsoIn.map((place) => ({ ...place, page: other.page }))]),
    ],
  }));
}

function matcherOf(library: DocumentSource): DocumentMatcher {
  const known = matchers.get(library);
  if (known !== undefined) return known;
  const matcher = new DocumentMatcher(library);
  matchers.set(library, matcher);
  return matcher;
}

function bestOf(lists: readonly (readonly IndexHit[])[]): number | null {
  const scores = lists.flat().map(({ score }) => score);
  return scores.length === 0 ? null : Math.max(...scores);
}
