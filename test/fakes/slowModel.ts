import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadedChat } from '../../electron/models/createModels.ts';

export type SlowModelOptions = {
  /** What it writes, whatever it is asked. */
  readonly says?: string;
  /** Time to read one token of a prompt, and to write one, in milliseconds. */
  readonly readMs?: number;
  readonly writeMs?: number;
  readonly contextTokens?: number;
  /** Special tokens of its vocabulary; `userDefined` ones are found even where special tokens are off, as real vocabularies do. */
  readonly special?: readonly string[];
  readonly userDefined?: readonly string[];
};

/** A chat model whose tokens are UTF-16 units, plus special ones from 100,000 on. It takes its time and remembers what it was given. */
export class SlowModel implements LoadedChat {
  readonly contextTokens: number;
  readonly startTokens: readonly number[] = [];
  readonly gpu = null;
  /** Tokens read so far, as the context of a real model. */
  context: number[] = [];
  /** Sizes of the slices read. */
  readonly slices: number[] = [];
  /** When it last did anything, on performance.now()'s clock. */
  lastWorkedMs = 0;
  isDisposed = false;
  readonly #options: SlowModelOptions;
  readonly #marks: readonly string[];

  constructor(options: SlowModelOptions = {}) {
    this.#options = options;
    this.contextTokens = options.contextTokens ?? 4_096;
    this.#marks = [...(options.special ?? ['<|im_start|>', '<|im_end|>']), ...(options.userDefined ?? [])];
  }

  tokenize(text: string, { marks }: { readonly marks: boolean }): readonly number[] {
    const tokens: number[] = [];
    const known = marks ? this.#marks : (this.#options.userDefined ?? []);
    for (let at = 0; at < text.length;) {
      const mark = known.find((candidate) => text.startsWith(candidate, at));
      tokens.push(mark === undefined ? text.charCodeAt(at) : 100_000 + this.#marks.indexOf(mark));
      at += mark?.length ?? 1;
    }
    return tokens;
  }

  detokenize(tokens: readonly number[]): string {
    const text = tokens.filter((token) => token < 100_000).map((token) => String.fromCharCode(token)).join('');
    return /[\uD800-\uDBFF]$/.test(text) ? `${text.slice(0, -1)}\uFFFD` : text;
  }

  /** The prompt as text with its special tokens written out. */
  spell(tokens: readonly number[]): string {
    return tokens.map((token) => (token < 100_000 ? String.fromCharCode(token) : `{${this.#marks[token - 100_000] ?? ''}}`)).join('');
  }

  async keepPrefix(tokens: readonly number[]): Promise<number> {
    const different = this.context.findIndex((token, at) => token !== tokens[at]);
    this.context = this.context.slice(0, different < 0 ? Math.min(this.context.length, tokens.length) : different);
    return await Promise.resolve(this.context.length);
  }

  async read(tokens: readonly number[]): Promise<void> {
    this.slices.push(tokens.length);
    await sleep(tokens.length * (this.#options.readMs ?? 0));
    this.context.push(...tokens);
    this.lastWorkedMs = performance.now();
  }

  async *write(last: number): AsyncGenerator<number, void, void> {
    this.context.push(last);
    for (const token of this.tokenize(this.#options.says ?? 'It is so.', { marks: true })) {
      await sleep(this.#options.writeMs ?? 0);
      this.lastWorkedMs = performance.now();
      yield token;
      this.context.push(token);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.isDisposed = true;
    return Promise.resolve();
  }
}
