import type { IndexHit } from '../index/findInScope.ts';

/** A passage found, with what each search said of it; `null` where it was not among that search's best. `relevance` is 0..1. */
export type Candidate = {
  readonly id: number; readonly keyword: number | null; readonly cosine: number | null; readonly relevance: number;
};

/** What the two searches found for one question in one scope, best first. */
export type Lists = { readonly keyword: readonly IndexHit[]; readonly vector: readonly IndexHit[] };

/** What passages outside the documents meant can reach, beside 1 inside. */
const elsewhere = 0.75;

/**
 * Fuses two lists by weighted scores, not by ranks: BM25 as a share of the best, the cosine by its place between the last and the
 * best of its list. `meaning` is the vectors' share, 0..1. One list alone counts wholly. In no order.
 */
export function fuseScores({ keyword, vector }: Lists, meaning: number): Candidate[] {
  const bestKeyword = keyword[0]?.score ?? 0;
  const bestCosine = vector[0]?.score ?? 0;
  const lastCosine = vector.at(-1)?.score ?? 0;
  const weight = vector.length === 0 ? 0 : keyword.length === 0 ? 1 : meaning;
  const words = new Map(keyword.map((hit) => [hit.id, hit]));
  const meanings = new Map(vector.map((hit) => [hit.id, hit]));
  return [...new Map([...words, ...meanings]).values()].map(({ id }) => {
    const word = words.get(id)?.score ?? null;
    const cosine = meanings.get(id)?.score ?? null;
    const near = cosine === null ? 0 : bestCosine > lastCosine ? (cosine - lastCosine) / (bestCosine - lastCosine) : 1;
    const share = word === null || bestKeyword === 0 ? 0 : word / bestKeyword;
    return { id, keyword: word, cosine, relevance: weight * near + (1 - weight) * share };
  });
}

/**
 * Joins what was found everywhere with what was found inside the documents a question means: those come first unless they fit badly
 * and something elsewhere fits well. `documentScoreOf`: 0..1, how clearly the question means the document a passage is of. Best first, ties by id.
 */
export function joinScopes(everywhere: readonly Candidate[], inside: readonly Candidate[], documentScoreOf: (id: number) => number): Candidate[] {
  const joined = new Map<number, Candidate>();
  for (const candidate of everywhere) joined.set(candidate.id, inside.length === 0 ? candidate : { ...candidate, relevance: elsewhere * candidate.relevance });
  for (const candidate of inside) {
    const relevance = (candidate.relevance + documentScoreOf(candidate.id)) / 2;
    joined.set(candidate.id, { ...candidate, relevance: Math.max(relevance, joined.get(candidate.id)?.relevance ?? 0) });
  }
  return [...joined.values()].sort((a, b) => b.relevance - a.relevance || a.id - b.id);
}
