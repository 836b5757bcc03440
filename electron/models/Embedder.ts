import { access, readFile } from 'node:fs/promises';
import { PreTrainedTokenizer, env } from '@huggingface/transformers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '../shared/AppError.ts';
import type { EmbedderSpec } from '../shared/modelsContract.ts';
import { cutIntoParts } from './cutIntoParts.ts';
import type { TextEmbedder } from './embedTexts.ts';
import { computeThreads } from './hardware.ts';

// The library may never look for a model anywhere but where we point.
env.allowRemoteModels = false;
env.useFSCache = false;

/**
 * One embedding model on onnxruntime, one text at a time: a batch gains nothing on a processor and makes a vector depend on
 * its neighbours. Level of graph optimisation and threads are fixed, because the first moves vectors.
 */
export class Embedder implements TextEmbedder {
  readonly #spec: EmbedderSpec;
  readonly #session: InferenceSession;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #frame: readonly [first: number, last: number];
  readonly #prefixes: Readonly<Record<'query' | 'passage', readonly number[]>>;

  private constructor(spec: EmbedderSpec, session: InferenceSession, tokenizer: PreTrainedTokenizer) {
    this.#spec = spec;
    this.#session = session;
    this.#tokenizer = tokenizer;
    const [first, last, ...more] = tokenizer.encode('');
    if (first === undefined || last === undefined || more.length > 0) throw new AppError('model-unsupported', { id: spec.id, detail: 'its tokenizer frames texts in an unknown way' });
    this.#frame = [first, last];
    this.#prefixes = { query: this.#plain(spec.queryPrefix), passage: this.#plain(spec.passagePrefix) };
  }

  /** Errors: `model-missing`, `model-damaged`, `model-unsupported`. */
  static async load(spec: EmbedderSpec): Promise<Embedder> {
    for (const path of [spec.modelPath, spec.tokenizerPath]) {
      await access(path).catch((cause: unknown) => {
        throw new AppError('model-missing', { id: spec.id, path }, { cause });
      });
    }
    try {
      const tokenizer = await loadTokenizer(spec);
      const session = await InferenceSession.create(spec.modelPath, sessionOptions());
      const embedder = new Embedder(spec, session, tokenizer);
      const [vector] = await Promise.all(embedder.split('', 'passage').map((part) => embedder.run(part)));
      if (vector?.length !== spec.dimensions) throw new AppError('model-damaged', { id: spec.id, detail: `vectors of ${vector?.length ?? 0} instead of ${spec.dimensions} numbers` });
      return embedder;
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('model-damaged', { id: spec.id, detail: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
  }

  split(text: string, kind: 'query' | 'passage'): readonly (readonly number[])[] {
    const [first, last] = this.#frame;
    const prefix = this.#prefixes[kind];
    return cutIntoParts(this.#plain(text), this.#spec.maxTokens - 2 - prefix.length).map((part) => [first, ...prefix, ...part, last]);
  }

  async run(ids: readonly number[]): Promise<Float32Array<ArrayBuffer>> {
    const shape = [1, ids.length];
    const all: Readonly<Record<string, () => BigInt64Array>> = {
      input_ids: () => BigInt64Array.from(ids, BigInt),
      attention_mask: () => new BigInt64Array(ids.length).fill(1n),
      token_type_ids: () => new BigInt64Array(ids.length),
    };
    const feeds = Object.fromEntries(this.#session.inputNames.map((name) => {
      const make = all[name];
      if (make === undefined) throw new AppError('model-unsupported', { id: this.#spec.id, detail: `it asks for ${name}` });
      return [name, new Tensor('int64', make(), shape)];
    }));
    const outputs = await this.#session.run(feeds);
    const output = outputs['last_hidden_state'] ?? outputs[this.#session.outputNames[0] ?? ''];
    if (!(output?.data instanceof Float32Array)) throw new AppError('model-damaged', { id: this.#spec.id, detail: 'it gives no vectors' });
    return pool(output.data, ids.length, this.#spec.pooling);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }

  #plain(text: string): readonly number[] {
    return text === '' ? [] : this.#tokenizer.encode(text, { add_special_tokens: false });
  }
}

/** `allow_spinning` off: spinning threads halve the speed whenever another program needs a core, and gain little when none does. */
function sessionOptions(): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'], intraOpNumThreads: computeThreads(), interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all',
    logSeverityLevel: 3, extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}

async function loadTokenizer(spec: EmbedderSpec): Promise<PreTrainedTokenizer> {
  const description = JSON.parse(await readFile(spec.tokenizerPath, 'utf8')) as Record<string, unknown>;
  // Some files carry a cut to 128 tokens and padding; nothing is ever cut here.
  return new PreTrainedTokenizer({ ...description, truncation: null, padding: null }, { model_max_length: Number.MAX_SAFE_INTEGER });
}

/** One vector of unit length from the vectors of all tokens: the first token's, or their mean. */
function pool(states: Float32Array, tokens: number, pooling: EmbedderSpec['pooling']): Float32Array<ArrayBuffer> {
  const dimensions = states.length / tokens;
  const vector = new Float32Array(states.subarray(0, dimensions));
  if (pooling === 'mean') {
    for (let at = dimensions; at < states.length; at += 1) vector[at % dimensions] = (vector[at % dimensions] ?? 0) + (states[at] ?? 0);
  }
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0)) throw new AppError('model-damaged', { detail: 'it gives vectors without a direction' });
  for (let at = 0; at < dimensions; at += 1) vector[at] = (vector[at] ?? 0) / length;
  return vector;
}
