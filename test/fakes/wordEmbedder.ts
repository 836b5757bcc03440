import type { TextEmbedder } from '../../electron/models/embedTexts.ts';
import type { EmbedderSpec } from '../../electron/shared/modelsContract.ts';
import { Random } from '../eval/random.ts';

const directionsKept = 20_000;

/** An embedder for the models process that needs no model: words are tokens, each adds its own fixed direction. */
export class WordEmbedder implements TextEmbedder, AsyncDisposable {
  readonly parallel = 1;
  readonly #spec: Pick<EmbedderSpec, 'dimensions' | 'maxTokens'>;
  readonly #directions = new Map<number, Float32Array>();

  constructor(spec: Pick<EmbedderSpec, 'dimensions' | 'maxTokens'>) {
    this.#spec = spec;
  }

  split(text: string): readonly (readonly number[])[] {
    const tokens = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']).map(numberOf);
    const { maxTokens } = this.#spec;
    return Array.from({ length: Math.ceil(tokens.length / maxTokens) }, (_, part) => tokens.slice(part * maxTokens, (part + 1) * maxTokens));
  }

  run(part: readonly number[]): Promise<Float32Array<ArrayBuffer>> {
    const sum = new Float32Array(this.#spec.dimensions);
    for (const token of part) {
      const direction = this.#directionOf(token);
      for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (direction[at] ?? 0);
    }
    const length = Math.hypot(...sum);
    return Promise.resolve(sum.map((value) => value / length));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#directions.clear();
    return Promise.resolve();
  }

  #directionOf(token: number): Float32Array {
    const known = this.#directions.get(token);
    if (known !== undefined) return known;
    const random = new Random(token);
    const direction = Float32Array.from({ length: this.#spec.dimensions }, () => random.next() - 0.5);
    if (this.#directions.size >= directionsKept) this.#directions.clear();
    this.#directions.set(token, direction);
    return direction;
  }
}

/** FNV-1a, 32 bits. */
function numberOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
