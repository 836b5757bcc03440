import type { IndexHit } from '../index/findInScope.ts';

/** A passage found, with what each search said of it; `null` where it was not among that search's best. */
export type Candidate = {
  readonly id: number; readonly contentId: number; readonly keyword: number | null; readonly cosine: number | null; readonly relevance: number;
};

/** How much each sign counts. `meaning`: the vectors' share of the two searches, 0..1. */
export type FusionWeights = { readonly meaning: number; readonly document: number; readonly neighbour: number };

/**
 * Fuses what the searches found by weighted scores, not by ranks: BM25 as a share of the best, the cosine by its place between the
 * worst and the best of the first list of vectors, each document's score, and a little of the better neighbour's. Best first, ties
 * by id. `relevance` is 0..1.
 */
export function fuseScores(
  { keyword, vector, documentScores, weights }: {
    readonly keyword: readonly (readonly IndexHit[])[]; readonly vector: readonly (readonly IndexHit[])[];
    readonly documentScores: ReadonlyMap<number, number>; readonly weights: FusionWeights;
  },
): Candidate[] {
  const keywords = new Map(keyword.flat().map((hit) => [hit.id, hit]));
  const cosines = new Map(vector.flat().map((hit) => [hit.id, hit]));
  const bestKeyword = Math.max(0, ...keyword.flat().map(({ score }) => score));
  const bestCosine = Math.max(-1, ...vector.flat().map(({ score }) => score));
  const floor = Math.min(bestCosine, ...(vector[0] ?? []).map(({ score }) => score));
  const meaning = cosines.size === 0 ? 0 : keywords.size === 0 ? 1 : weights.meaning;
  const hasDocuments = documentScores.size > 0;
  const whole = 1 + (hasDocuments ? weights.document : 0);
  const own = new Map<number, number>();
  for (const [id, { contentId }] of new Map([...keywords, ...cosines])) {
    const word = bestKeyword > 0 ? (keywords.get(id)?.score ?? 0) / bestKeyword : 0;
    const cosine = cosines.get(id)?.score;
    const near = cosine === undefined ? 0 : bestCosine > floor ? Math.max(0, (cosine - floor) / (bestCosine - floor)) : 1;
    own.set(id, (meaning * near + (1 - meaning) * word + (hasDocuments ? weights.document * (documentScores.get(contentId) ?? 0) : 0)) / whole);
  }
  const candidates: Candidate[] = [];
  for (const [id, relevance] of own) {
    const contentId = (cosines.get(id) ?? keywords.get(id))?.contentId ?? 0;
    // Ids run through a document in reading order: the passage before and after.
    const besides = [id - 1, id + 1].map((other) => ((cosines.get(other) ?? keywords.get(other))?.contentId === contentId ? own.get(other) ?? 0 : 0));
    candidates.push({
      id, contentId, keyword: keywords.get(id)?.score ?? null, cosine: cosines.get(id)?.score ?? null,
      relevance: (relevance + weights.neighbour * Math.max(...besides)) / (1 + weights.neighbour),
    });
  }
  return candidates.sort((a, b) => b.relevance - a.relevance || a.id - b.id);
}
