import type { PreTrainedTokenizer } from '@huggingface/transformers';
import { InferenceSession } from 'onnxruntime-node';
import { AppError } from '../shared/AppError.ts';
import type { CrossEncoderSpec } from '../shared/modelsContract.ts';
import { fileMark, requireMark } from './fileMark.ts';
import { computeThreads } from './hardware.ts';
import { feedsFor, sessionOptions } from './Inference.ts';
import { loadTokenizer } from './loadTokenizer.ts';
import { validateOnnx } from './validateOnnx.ts';

/** A model that reads two texts together, on the thread that calls it: it is asked about a dozen pairs a question, one at a time. */
export class CrossEncoder {
  readonly #spec: CrossEncoderSpec;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #session: InferenceSession;

  private constructor(spec: CrossEncoderSpec, tokenizer: PreTrainedTokenizer, session: InferenceSession) {
    this.#spec = spec;
    this.#tokenizer = tokenizer;
    this.#session = session;
  }

  /** Errors: `model-missing`, `model-damaged`, `model-unsupported`. */
  static async load(spec: CrossEncoderSpec): Promise<CrossEncoder> {
    const mark = await fileMark(spec);
    await validateOnnx(spec.modelPath);
    const tokenizer = await loadTokenizer(spec);
    const session = await InferenceSession.create(spec.modelPath, sessionOptions(computeThreads())).catch((cause: unknown) => {
      throw new AppError('model-damaged', { id: spec.id, detail: 'it cannot be loaded' }, { cause });
    });
    const loaded = new CrossEncoder(spec, tokenizer, session);
    try {
      await requireMark(spec, mark);
      await loaded.score('a', 'b');
      return loaded;
    } catch (error) {
      await loaded[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The probability, 0..1, of each of the model's outputs. Of a pair longer than it reads the end of the second text is left out. Errors: `model-damaged` where it gives something else. */
  async score(first: string, second: string): Promise<number[]> {
    const { maxTokens, outputs } = this.#spec;
    const whole = this.#tokenizer.encode(first, { text_pair: second });
    const ids = whole.length <= maxTokens ? whole : [...whole.slice(0, maxTokens - 1), ...whole.slice(-1)];
    const secondFrom = this.#tokenizer.encode(first).length;
    const feeds = feedsFor(this.#session, ids, secondFrom);
    const given = (await this.#session.run(feeds))[this.#session.outputNames[0] ?? '']?.data;
    if (!(given instanceof Float32Array) || given.length !== outputs.length) throw new AppError('model-damaged', { id: this.#spec.id, detail: `it does not give ${outputs.length} numbers` });
    return probabilities([...given]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }
}

/** One number stands for yes or no, several for one of them. */
function probabilities(logits: readonly number[]): number[] {
  const [only] = logits;
  if (only !== undefined && logits.length === 1) return [1 / (1 + Math.exp(-only))];
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
