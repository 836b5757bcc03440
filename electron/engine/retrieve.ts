import type { ScopeFilter } from './library/records.ts';
import { rerank, type ScorePairs } from './search/rerank.ts';
import type { ScoredPassage, SearchInput, SearchResult } from './search.ts';
import type { Understood } from './understand.ts';

export type Search = (input: SearchInput, signal: AbortSignal) => Promise<SearchResult>;

/** Passages for one part of a question: a side of a comparison, one document of a series, or the whole of a plain question. */
export type PassageGroup = { readonly question: string; readonly passages: readonly ScoredPassage[] };

/** `base` is the search for the whole question, which the gate judges; `groups` is what evidence is taken from. */
export type Retrieved = { readonly base: SearchResult; readonly groups: readonly PassageGroup[]; readonly isPerDocument: boolean; readonly searchMs: number };

const baseLimit = 48;
const partLimit = 16;
/** A question over time is answered from at most this many documents, the latest. */
const maxDocuments = 8;
/** Documents the question means as clearly as this share of the clearest. */
const meantShare = 0.6;
const perDocument = 8;

/**
 * Searches for the question, once more for each side of a comparison, and sorts a question over time by document. `score`, where a model for it was chosen, puts what each group has
 * in order: the gate judges the search itself, and a series over documents has its own order.
 */
export async function retrieve(understood: Understood, filter: ScopeFilter, search: Search, signal: AbortSignal, score?: ScorePairs): Promise<Retrieved> {
  const startMs = performance.now();
  const base = await search({ query: understood.searchedFor, limit: baseLimit, filter, mode: 'hybrid' }, signal);
  const done = (groups: readonly PassageGroup[], isPerDocument: boolean): Retrieved => ({ base, groups, isPerDocument, searchMs: performance.now() - startMs });
  const inOrder = async (groups: readonly PassageGroup[]): Promise<readonly PassageGroup[]> => (score === undefined ? groups
    : await Promise.all(groups.map(async ({ question, passages }) => ({ question, passages: await rerank(question, passages, score, signal) }))));
  const whole: PassageGroup = { question: understood.searchedFor, passages: focus(base.hits) };
  if (understood.overTime) {
    const series = byDocument(base.hits);
    if (series.length > 1) return done(series.map((passages) => ({ question: understood.searchedFor, passages })), true);
  }
  if (understood.parts.length > 0) {
    const parts = await Promise.all(understood.parts.map((query) => search({ query, limit: partLimit, filter, mode: 'hybrid' }, signal)));
    const groups = parts.map((part, index) => ({ question: understood.parts[index] ?? understood.searchedFor, passages: focus(part.hits, documentsOf(whole.passages)) }));
    return done(await inOrder(groups.filter((group) => group.passages.length > 0)), false);
  }
  return done(await inOrder([whole]), false);
}

/** Where the question clearly means some documents, the others only stand in the way: a rival's report is no source. */
function focus(hits: readonly ScoredPassage[], within: ReadonlySet<number> | null = null): ScoredPassage[] {
  const best = Math.max(0, ...hits.map((hit) => hit.documentScore));
  const meant = best < 0.5 ? hits : hits.filter((hit) => hit.documentScore >= best * 0.75);
  const inside = within === null ? meant : meant.filter((hit) => within.has(hit.contentId));
  return [...(inside.length > 0 ? inside : meant)];
}

function documentsOf(passages: readonly ScoredPassage[]): ReadonlySet<number> | null {
  return passages.some((passage) => passage.documentScore >= 0.5) ? new Set(passages.map((passage) => passage.contentId)) : null;
}

/** Hits of each document meant, in the order of the documents' names: periods in file names then follow each other. */
function byDocument(hits: readonly ScoredPassage[]): ScoredPassage[][] {
  const best = Math.max(0, ...hits.map((hit) => hit.documentScore));
  const topScore = hits[0]?.score ?? 0;
  const isMeant = (hit: ScoredPassage): boolean => (best > 0 ? hit.documentScore >= best * meantShare : hit.score >= topScore * 0.7);
  const groups = [...Map.groupBy(hits.filter(isMeant), (hit) => hit.contentId).values()];
  const strongest = groups.toSorted((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0)).slice(0, maxDocuments);
  return strongest.map((group) => group.slice(0, perDocument)).sort((a, b) => (a[0]?.path ?? '').localeCompare(b[0]?.path ?? '', 'en', { numeric: true }));
}
