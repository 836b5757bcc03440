import { access, stat } from 'node:fs/promises';
import type { PreTrainedTokenizer } from '@huggingface/transformers';
import { AppError } from '../shared/AppError.ts';
import type { EmbedderSpec } from '../shared/modelsContract.ts';
import { cutIntoParts } from './cutIntoParts.ts';
import { EmbedLane } from './EmbedLane.ts';
import { EmbedLanes } from './EmbedLanes.ts';
import type { TextEmbedder } from './embedTexts.ts';
import type { WorkerSetup } from './embedWorkerMessages.ts';
import { fileMark, requireMark } from './fileMark.ts';
import { computeThreads, embedLanes } from './hardware.ts';
import { loadTokenizer } from './loadTokenizer.ts';
import { validateOnnx } from './validateOnnx.ts';

/** Every lane has its own copy of the weights; above this in all, lanes are given up for threads. */
const mostWeightBytes = 400e6;

/**
 * One embedding model. Texts are computed one by one, several at a time on threads of their own: a batch gains nothing on a
 * processor and makes a vector depend on its neighbours, and threads that share one text wait for each other.
 */
export class Embedder implements TextEmbedder {
  readonly parallel: number;
  readonly #spec: EmbedderSpec;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #frame: readonly [first: number, last: number];
  readonly #prefixes: Readonly<Record<'query' | 'passage', readonly number[]>>;
  readonly #lanes: EmbedLanes;

  private constructor(spec: EmbedderSpec, lanes: EmbedLanes, tokenizer: PreTrainedTokenizer, frame: readonly [number, number]) {
    this.#spec = spec;
    this.#lanes = lanes;
    this.#tokenizer = tokenizer;
    this.#frame = frame;
    this.parallel = lanes.count;
    this.#prefixes = { query: this.#plain(spec.queryPrefix), passage: this.#plain(spec.passagePrefix) };
  }

  /** Errors: `model-missing`, `model-damaged`, `model-unsupported`. */
  static async load(spec: EmbedderSpec): Promise<Embedder> {
    for (const path of [spec.modelPath, spec.tokenizerPath]) {
      await access(path).catch((cause: unknown) => {
        throw new AppError('model-missing', { id: spec.id, path }, { cause });
      });
    }
    const tokenizer = await loadTokenizer(spec);
    const [first, last, ...more] = tokenizer.encode('');
    if (first === undefined || last === undefined || more.length > 0) throw new AppError('model-unsupported', { id: spec.id, detail: 'its tokenizer frames texts in an unknown way' });
    const mark = await fileMark(spec);
    await validateOnnx(spec.modelPath);
    const { size } = await stat(spec.modelPath);
    const count = Math.max(1, Math.min(embedLanes(), Math.floor(mostWeightBytes / size)));
    const threads = Math.max(1, Math.floor(computeThreads() / count));
    const lanes = await EmbedLanes.open(() => startLane({ spec, threads }, mark), { count, hasRoom: size * (count + 1) <= mostWeightBytes });
    try {
      const embedder = new Embedder(spec, lanes, tokenizer, [first, last]);
      await embedder.run([first, last]);
      return embedder;
    } catch (error) {
      await lanes.close();
      throw error;
    }
  }

  split(text: string, kind: 'query' | 'passage'): readonly (readonly number[])[] {
    const [first, last] = this.#frame;
    const prefix = this.#prefixes[kind];
    return cutIntoParts(this.#plain(text), this.#spec.maxTokens - 2 - prefix.length).map((part) => [first, ...prefix, ...part, last]);
  }

  run(ids: readonly number[]): Promise<Float32Array<ArrayBuffer>> {
    return this.#lanes.run(ids);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lanes.close();
  }

  #plain(text: string): readonly number[] {
    return text === '' ? [] : this.#tokenizer.encode(text, { add_special_tokens: false });
  }
}

/** Errors: `model-damaged`, also where the file is no longer the one that was checked. */
async function startLane(setup: WorkerSetup, mark: string): Promise<EmbedLane> {
  const lane = await EmbedLane.start(setup);
  try {
    await requireMark(setup.spec, mark);
    return lane;
  } catch (error) {
    await lane.close();
    throw error;
  }
}
