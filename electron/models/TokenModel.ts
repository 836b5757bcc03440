/** A chat model as far as prompts and answers are concerned. The real one is `LlamaChat`; tests have a slow fake. */
export type TokenModel = {
  /** Tokens the model can hold, prompt and answer together. */
  readonly contextTokens: number;
  /** Tokens that every prompt begins with: the model's own start mark, or none. */
  readonly startTokens: readonly number[];
  /** `marks: true` reads special tokens in the text; only our own turn marks are ever read so. `continued`: the text goes on from text before. */
  tokenize(text: string, options: { readonly marks: boolean; readonly continued: boolean }): readonly number[];
  /** The text of tokens that follow `before`. Ends in U+FFFD while a character is incomplete. Special tokens have no text. */
  detokenize(tokens: readonly number[], before: readonly number[]): string;
  /** Forgets what was read after the longest beginning shared with `tokens`; gives the number of tokens kept. */
  keepPrefix(tokens: readonly number[]): Promise<number>;
  /** Reads tokens after those read so far. Not to be broken off, so callers hand over little at a time. */
  read(tokens: readonly number[]): Promise<void>;
  /** Reads one last token and writes on from it, one token a step, until the model ends by itself. Temperature 0 is greedy. */
  write(last: number, options: { readonly temperature: number; readonly seed: number }): AsyncGenerator<number, void, void>;
};
