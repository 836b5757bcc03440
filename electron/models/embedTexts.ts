import { AppError } from '../shared/AppError.ts';
import type { PartVector } from '../shared/modelsContract.ts';
import type { ComputeGate } from './ComputeGate.ts';

/** An embedding model as far as lists of texts are concerned. The real one is `Embedder`; tests have a fake. */
export type TextEmbedder = {
  /** Token numbers of the text with all that the model wants around them, in as many parts as it takes to cut nothing. */
  split(text: string, kind: 'query' | 'passage'): readonly (readonly number[])[];
  /** The vector of one part, of unit length. */
  run(part: readonly number[]): Promise<Float32Array<ArrayBuffer>>;
};

export type EmbedInput = {
  readonly texts: readonly string[]; readonly kind: 'query' | 'passage'; readonly priority: 'interactive' | 'background';
};

/** Vectors of texts, part by part; between two parts anything more urgent goes first. Errors: `cancelled`. */
export async function embedTexts({ texts, kind, priority }: EmbedInput, embedder: TextEmbedder, gate: ComputeGate, signal: AbortSignal): Promise<PartVector[][]> {
  const vectors: PartVector[][] = [];
  for (const text of texts) {
    const parts: PartVector[] = [];
    for (const [part, ids] of embedder.split(text, kind).entries()) {
      if (signal.aborted) throw new AppError('cancelled');
      parts.push({ part, vector: await gate.run(priority, () => embedder.run(ids), signal) });
    }
    vectors.push(parts);
  }
  return vectors;
}
