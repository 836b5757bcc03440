import type { EmbedSentences } from '../evidence.ts';

/** Cosines of an embedder as the one the gate is fitted with would give them: of a question and a passage, and of two passages. */
export type CosineScale = { readonly ofQuestion: (cosine: number) => number; readonly ofPassages: (cosine: number) => number };

/** The gate's weights know its cosines (`test/eval/fitGate.ts`). */
const fittedWith = /^bge-small-en-v1\.5\b/;
/** What it gives for texts that have nothing to do with each other: the mean over `unrelated`. */
const fitted = { question: 0.383, passages: 0.409 };

/** Of different worlds, plain, of one length. */
const unrelated: readonly string[] = [
  'The ferry to the northern islands leaves at six in the morning and again at noon.',
  'Knead the dough for ten minutes and let it rise under a damp cloth.',
  'The tenant shall repaint the stairwell before the keys are returned.',
  'Turnover in the third quarter was lower than the year before.',
  'The patient was advised to rest the knee and to come back after two weeks.',
  'Owls hunt by hearing, and their feathers make no sound in flight.',
  'Replace the fuse only after the mains switch has been turned off.',
  'The choir sang two motets and a setting of the psalm.',
  'Members elect the treasurer by show of hands at the yearly meeting.',
  'Granite weathers slowly where frost cannot enter its joints.',
  'The striker scored from the penalty spot in the final minute.',
  'Passwords are stored as salted hashes and never in plain text.',
];

const asItIs: CosineScale = { ofQuestion: (cosine) => cosine, ofPassages: (cosine) => cosine };
const known = new Map<string, CosineScale>();

/**
 * One embedder calls texts that have nothing in common 0.4 alike, another 0.05 or 0.75, and all of them the same text 1: between these two points cosines
 * are stretched. MiniLM's best passages of xquad's English questions come from 0.562 to 0.715 so, where BGE gives 0.713, the crowd behind them from
 * 0.189 to 0.473 where BGE gives 0.510 (`test/eval/printCosines.ts`, even half). Asks the embedder for a few short texts, once in the life of the process. `embed`: null where there is none. Errors: those of `embed`.
 */
export async function cosineScale(embedderId: string | null, embed: EmbedSentences, signal: AbortSignal): Promise<CosineScale> {
  if (embedderId === null || embed === null || fittedWith.test(embedderId)) return asItIs;
  const before = known.get(embedderId);
  if (before !== undefined) return before;
  const [questions, passages] = [await embed(unrelated, 'query', signal), await embed(unrelated, 'passage', signal)];
  const scale: CosineScale = { ofQuestion: stretch(meanCosine(questions, passages), fitted.question), ofPassages: stretch(meanCosine(passages, passages), fitted.passages) };
  known.set(embedderId, scale);
  return scale;
}

function stretch(background: number, fittedBackground: number): (cosine: number) => number {
  const factor = (1 - fittedBackground) / Math.max(0.01, 1 - background);
  return (cosine) => 1 - (1 - cosine) * factor;
}

/** Of all pairs of different texts. */
function meanCosine(some: readonly Float32Array[], others: readonly Float32Array[]): number {
  const cosines = some.flatMap((one, at) => others.flatMap((other, place) => (place === at ? [] : [one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)])));
  return cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
}
