import { AppError } from '../shared/AppError.ts';
import type { PartVector } from '../shared/modelsContract.ts';
import type { ComputeGate } from './ComputeGate.ts';

/** An embedding model as far as lists of texts are concerned. The real one is `Embedder`; tests have a fake. */
export type TextEmbedder = {
  /** How many parts it computes at once, each by itself; one more may be asked of it beside them. */
  readonly parallel: number;
  /** Token numbers of the text with all that the model wants around them, in as many parts as it takes to cut nothing. */
  split(text: string, kind: 'query' | 'passage'): readonly (readonly number[])[];
  /** The vector of one part, of unit length. */
  run(part: readonly number[]): Promise<Float32Array<ArrayBuffer>>;
};

export type EmbedInput = {
  readonly texts: readonly string[]; readonly kind: 'query' | 'passage'; readonly priority: 'interactive' | 'background';
};

/** Vectors of texts in order, each part computed by itself; between two parts anything more urgent goes first, and one that a person waits for beside what indexing has in hand. Errors: `cancelled`. */
export async function embedTexts({ texts, kind, priority }: EmbedInput, embedder: TextEmbedder, gate: ComputeGate, signal: AbortSignal): Promise<PartVector[][]> {
  const vectors: PartVector[][] = texts.map(() => []);
  const options = { signal, slots: gate.slots / embedder.parallel, beside: priority === 'interactive' };
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < texts.length) {
      const at = next;
      next += 1;
      for (const [part, ids] of embedder.split(texts[at] ?? '', kind).entries()) {
        if (signal.aborted) throw new AppError('cancelled');
        vectors[at]?.push({ part, vector: await gate.run(priority, () => embedder.run(ids), options) });
      }
    }
  };
  // One lane more than can run, so that a text is always cut into tokens by the time there is room for it.
  const lanes = Array.from({ length: embedder.parallel + 1 }, () => lane().catch((error: unknown) => {
    next = texts.length;
    throw error;
  }));
  const failed = (await Promise.allSettled(lanes)).find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return vectors;
}
