import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { EmbedderSpec } from '../shared/modelsContract.ts';

/** One session of an embedding model: token numbers in, a vector of unit length out. Throws plain errors with a sentence. */
export class Inference {
  readonly #session: InferenceSession;
  readonly #spec: EmbedderSpec;

  private constructor(session: InferenceSession, spec: EmbedderSpec) {
    this.#session = session;
    this.#spec = spec;
  }

  static async load(spec: EmbedderSpec, threads: number): Promise<Inference> {
    return new Inference(await InferenceSession.create(spec.modelPath, sessionOptions(threads)), spec);
  }

  async run(ids: readonly number[]): Promise<Float32Array<ArrayBuffer>> {
    const feeds = feedsFor(this.#session, ids);
    const outputs = await this.#session.run(feeds);
    const output = outputs['last_hidden_state'] ?? outputs[this.#session.outputNames[0] ?? ''];
    if (!(output?.data instanceof Float32Array)) throw new Error('it gives no vectors');
    return pool(output.data, ids.length, this.#spec);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }
}

/**
 * The level of graph optimisation is fixed, because it moves vectors. Threads do not spin while they wait: spinning gains a
 * tenth on an idle machine and makes it four times slower on a busy one.
 */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'], intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all',
    logSeverityLevel: 3, extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}

/** What a session asks for of one text, or of a pair whose second begins at `secondFrom`. Throws a plain error where it asks for anything else. */
export function feedsFor({ inputNames }: Pick<InferenceSession, 'inputNames'>, ids: readonly number[], secondFrom = ids.length): Record<string, Tensor> {
  const inputs: Readonly<Record<string, () => BigInt64Array>> = {
    input_ids: () => BigInt64Array.from(ids, BigInt),
    attention_mask: () => new BigInt64Array(ids.length).fill(1n),
    token_type_ids: () => new BigInt64Array(ids.length).fill(1n, secondFrom),
  };
  return Object.fromEntries(inputNames.map((name) => {
    const make = inputs[name];
    if (make === undefined) throw new Error(`it asks for ${name}`);
    return [name, new Tensor('int64', make(), [1, ids.length])];
  }));
}

/** One vector of unit length from the vectors of all tokens: the first token's, or their mean. */
function pool(states: Float32Array, tokens: number, { pooling, dimensions }: EmbedderSpec): Float32Array<ArrayBuffer> {
  if (states.length !== tokens * dimensions) throw new Error(`vectors of ${states.length / tokens} instead of ${dimensions} numbers`);
  const vector = new Float32Array(states.subarray(0, dimensions));
  if (pooling === 'mean') {
    for (let at = dimensions; at < states.length; at += 1) vector[at % dimensions] = (vector[at % dimensions] ?? 0) + (states[at] ?? 0);
  }
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0)) throw new Error('it gives vectors without a direction');
  for (let at = 0; at < dimensions; at += 1) vector[at] = (vector[at] ?? 0) / length;
  return vector;
}
