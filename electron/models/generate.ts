import { AppError } from '../shared/AppError.ts';
import type { GenerateEvent, PromptPiece } from '../shared/modelsContract.ts';
import { AnswerText } from './AnswerText.ts';
import { buildPrompt } from './buildPrompt.ts';
import type { ComputeGate } from './ComputeGate.ts';
import type { PromptPace } from './PromptPace.ts';
import type { TokenModel } from './TokenModel.ts';
import type { Wrapper } from './wrappers.ts';

export type GenerateInput = {
  readonly pieces: readonly PromptPiece[]; readonly maxTokens: number; readonly temperature: number; readonly seed: number; readonly stop: readonly string[];
};
export type GenerateDeps = {
  readonly model: TokenModel; readonly wrapper: Wrapper; readonly skipThoughts: boolean; readonly gate: ComputeGate; readonly pace: PromptPace;
};

/** Tokens of context the decoder looks back on to place blanks and complete characters. */
const lookBack = 16;

/**
 * Reads the prompt in slices of about 0.1 s and writes the answer token by token; the signal is looked at before each, so that
 * stopping takes at most one of them. Errors: `cancelled`; `limit-exceeded` when prompt and one token do not fit.
 */
export async function* generate(input: GenerateInput, deps: GenerateDeps, signal: AbortSignal): AsyncGenerator<GenerateEvent, void, void> {
  const { model, wrapper, gate, pace } = deps;
  using _pause = gate.generation();
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw new AppError('cancelled');
    return gate.run('generate', work, { signal });
  };
  const started = performance.now();
  const prompt = buildPrompt(input.pieces, model, wrapper, deps);
  const room = model.contextTokens - prompt.length;
  const last = prompt.at(-1);
  if (room < 1 || last === undefined) throw new AppError('limit-exceeded', { limit: 'context', tokens: prompt.length, contextTokens: model.contextTokens });

  const toRead = prompt.slice(0, -1);
  const reusedTokens = await step(() => model.keepPrefix(toRead));
  yield { type: 'prompt-progress', done: reusedTokens, total: prompt.length };
  for (let done = reusedTokens; done < toRead.length;) {
    const slice = toRead.slice(done, done + pace.sliceTokens);
    const began = performance.now();
    await step(() => model.read(slice));
    pace.add(slice.length, performance.now() - began);
    done += slice.length;
    yield { type: 'prompt-progress', done, total: prompt.length };
  }
  const promptMs = performance.now() - started;

  const text = new AnswerText({ stops: [...input.stop, ...wrapper.stops], thought: wrapper.thought });
  const limit = Math.min(input.maxTokens, room);
  const speak = tokenSpeaker(model, wrapper, prompt.slice(-lookBack));
  const tokens = model.write(last, input);
  let answerTokens = 0;
  let reason: 'stop' | 'length' | null = null;
  const writeOne = (): Promise<IteratorResult<number, void>> => {
    const one = step(() => tokens.next());
    // It is waited for below, or nobody wants it any more.
    one.catch(() => undefined);
    return one;
  };
  try {
    for (let next = writeOne(); reason === null;) {
      const written = await next;
      if (written.done === true || speak.ends.has(written.value)) {
        reason = 'stop';
        break;
      }
      answerTokens += 1;
      const delta = text.push(speak.textOf(written.value));
      reason = text.isStopped ? 'stop' : answerTokens >= limit ? 'length' : null;
      // The next one is written while this one is on its way to whoever reads it.
      if (reason === null) next = writeOne();
      if (delta !== '') yield { type: 'text-delta', text: delta };
    }
  } finally {
    await tokens.return();
  }
  const rest = text.push(speak.rest()) + text.finish();
  if (rest !== '') yield { type: 'text-delta', text: rest };
  yield {
    type: 'end', reason: reason ?? 'length', promptTokens: prompt.length, reusedTokens, answerTokens, promptMs, answerMs: performance.now() - started - promptMs,
  };
}

/** Turns tokens into text as soon as characters are complete, and marks of thoughts into their text although they are special. */
function tokenSpeaker(model: TokenModel, wrapper: Wrapper, before: readonly number[]): { readonly ends: ReadonlySet<number>; textOf(token: number): string; rest(): string } {
  const single = (mark: string): readonly number[] => {
    const tokens = model.tokenize(mark, { marks: true, continued: true });
    return tokens.length === 1 ? tokens : [];
  };
  const thoughtMarks = new Map(wrapper.thought.flatMap((mark) => single(mark).map((token) => [token, mark] as const)));
  let said = before;
  let pending: readonly number[] = [];
  const settle = (text: string): string => {
    said = [...said, ...pending].slice(-lookBack);
    pending = [];
    return text;
  };
  return {
    ends: new Set(wrapper.ends.flatMap(single)),
    textOf(token) {
      const mark = thoughtMarks.get(token);
      if (mark !== undefined) {
        const text = model.detokenize(pending, said);
        pending = [...pending, token];
        return settle(text + mark);
      }
      pending = [...pending, token];
      const text = model.detokenize(pending, said);
      // No character needs more tokens than it can have bytes.
      return text.endsWith('\uFFFD') && pending.length < 8 ? '' : settle(text);
    },
    rest: () => (pending.length === 0 ? '' : settle(model.detokenize(pending, said))),
  };
}
