import type { Pair, PairScores } from '../../shared/modelsContract.ts';

/** What a model that reads two texts together says of each pair; null where it cannot just now. */
export type ScorePairs = (pairs: readonly Pair[], signal: AbortSignal) => Promise<readonly PairScores[] | null>;

/** So many passages are read beside the question: about 30 ms each. */
const depth = 12;

/**
 * Puts the best passages in the order of a model that reads each beside the question; those below stay. Scores keep their places: they are compared with those of other lists, and
 * the model's own are of another measure.
 */
export async function rerank<Passage extends { readonly text: string; readonly headingPath: readonly string[]; readonly title: string; readonly score: number }>(
  question: string, passages: readonly Passage[], score: ScorePairs, signal: AbortSignal,
): Promise<Passage[]> {
  const best = passages.slice(0, depth);
  const scores = best.length < 2 ? null : await score(best.map(({ title, headingPath, text }) => ({ first: question, second: [title, ...headingPath, text].join('\n') })), signal);
  if (scores === null) return [...passages];
  const ordered = best.map((passage, at) => ({ passage, at, relevance: scores[at]?.relevance ?? 0 })).sort((a, b) => b.relevance - a.relevance || a.at - b.at);
  return [...ordered.map(({ passage }, at) => ({ ...passage, score: best[at]?.score ?? passage.score })), ...passages.slice(depth)];
}
