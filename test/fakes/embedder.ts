import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../electron/shared/operation.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import type { EmbedderSpec, ModelsContract } from '../../electron/shared/modelsContract.ts';

export type EmbedderClient = Pick<Client<ModelsContract>, 'loadEmbedder' | 'unloadEmbedder' | 'embed'>;

export type FakeEmbedderOptions = {
  /** Time one text takes; a call can be given up between two texts. */
  readonly delayMs?: number;
  /** Texts that kill the helper, as a native crash would: the call rejects with `helper-stopped`. */
  readonly killedBy?: (text: string) => boolean;
};

/** An embedder that needs no model: each word adds its own fixed direction, so texts that share words are near each other. */
export class FakeEmbedder {
  readonly client: EmbedderClient;
  /** Every text embedded, in order. */
  readonly texts: string[] = [];
  readonly loaded = new Set<string>();
  crashes = 0;
  readonly #options: FakeEmbedderOptions;

  constructor(options: FakeEmbedderOptions = {}) {
    this.#options = options;
    this.client = {
      loadEmbedder: async (spec) => {
        this.loaded.add(spec.id);
        return await Promise.resolve({ id: spec.id });
      },
      unloadEmbedder: async ({ id }) => {
        this.loaded.delete(id);
        return await Promise.resolve({});
      },
      embed: async (input, { signal } = {}) => await this.#embed(input.embedder, input.texts, signal),
    };
  }

  async #embed(embedder: string, texts: readonly string[], signal: AbortSignal | undefined): Promise<{ part: number; vector: Float32Array<ArrayBuffer> }[][]> {
    if (!this.loaded.has(embedder)) throw new AppError('model-unknown', { id: embedder });
    const vectors: { part: number; vector: Float32Array<ArrayBuffer> }[][] = [];
    for (const text of texts) {
      if (this.#options.delayMs !== undefined) await sleep(this.#options.delayMs);
      signal?.throwIfAborted();
      if (this.#options.killedBy?.(text) === true) {
        this.crashes += 1;
        this.loaded.clear();
        throw new AppError('helper-stopped', { name: 'models', why: 'exit' });
      }
      this.texts.push(text);
      vectors.push(fakeVectors(text, embedder));
    }
    return vectors;
  }
}

export const fakeDimensions = 32;
/** The fake reads so many words at once; longer texts give several parts, nothing cut. */
export const fakeMaxWords = 60;

export function fakeSpec(id = 'fake-embedder'): EmbedderSpec {
  return { id, modelPath: '/none', tokenizerPath: '/none', dimensions: fakeDimensions, maxTokens: fakeMaxWords, pooling: 'mean', queryPrefix: '', passagePrefix: '' };
}

/** The vectors of a text: pure, the same alone or in a batch, different for every embedder id. */
export function fakeVectors(text: string, embedder: string): { part: number; vector: Float32Array<ArrayBuffer> }[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [''];
  const parts = Math.max(1, Math.ceil(words.length / fakeMaxWords));
  return Array.from({ length: parts }, (_, part) => ({ part, vector: sumOf(words.slice(part * fakeMaxWords, (part + 1) * fakeMaxWords), embedder) }));
}

const directions = new Map<string, Float32Array>();

function sumOf(words: readonly string[], embedder: string): Float32Array<ArrayBuffer> {
  const sum = new Float32Array(fakeDimensions);
  for (const word of words) for (const [at, value] of directionOf(`${embedder} ${word}`).entries()) sum[at] = (sum[at] ?? 0) + value;
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}

function directionOf(word: string): Float32Array {
  const known = directions.get(word);
  if (known !== undefined) return known;
  const bytes = createHash('sha256').update(word).digest();
  const direction = Float32Array.from({ length: fakeDimensions }, (_, at) => (bytes[at % bytes.length] ?? 0) / 127.5 - 1);
  if (directions.size > 50_000) directions.clear();
  directions.set(word, direction);
  return direction;
}
