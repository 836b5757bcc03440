import type * as z from 'zod';

/** One input, one output. */
export type Call<Input extends z.ZodType, Output extends z.ZodType> = { readonly kind: 'call'; readonly input: Input; readonly output: Output };

/** One input, any number of events, an end. A stream that watches state does not end by itself. */
export type Stream<Input extends z.ZodType, Event extends z.ZodType> = { readonly kind: 'stream'; readonly input: Input; readonly event: Event };

export type Operation = Call<z.ZodType, z.ZodType> | Stream<z.ZodType, z.ZodType>;
export type Contract = Readonly<Record<string, Operation>>;

export function call<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output): Call<Input, Output> {
  return { kind: 'call', input, output };
}

export function stream<Input extends z.ZodType, Event extends z.ZodType>(input: Input, event: Event): Stream<Input, Event> {
  return { kind: 'stream', input, event };
}

export type CallOptions = { readonly signal?: AbortSignal };

/** What the asking side gets: a promise per call, an async iterable per stream. Leaving a `for await` cancels. */
export type Client<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends Call<infer I, infer O>
    ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>>
    : C[K] extends Stream<infer I, infer E>
      ? (input: z.input<I>, options?: CallOptions) => AsyncIterable<z.output<E>>
      : never;
};

/** What the answering side implements. `signal` aborts when the asker cancels, leaves or dies. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends Call<infer I, infer O>
    ? (input: z.output<I>, context: { readonly signal: AbortSignal }) => Promise<z.input<O>> | z.input<O>
    : C[K] extends Stream<infer I, infer E>
      ? (input: z.output<I>, context: { readonly signal: AbortSignal }) => AsyncIterable<z.input<E>>
      : never;
};
