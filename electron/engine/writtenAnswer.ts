import { readFileSync } from 'node:fs';
import { AppError } from '../shared/AppError.ts';
import type { AnswerEvent, AnswerSentence } from '../shared/schemas.ts';
import type { AnswerContext } from './AnswerContext.ts';
import type { PassageRecord } from './library/records.ts';
import { choosePassages, deriveDelimiter, fitPrompt, type NumberedPassage } from './prompt.ts';
import { verifySentence, type CheckedSentence, type VerifySource, type Entail } from './verify.ts';
import { maxAnswerTokens, readWritten, write, type Written, type WrittenSentence } from './write.ts';

export const prompts = {
  answer: readFileSync(new URL('../../resources/prompts/answer.txt', import.meta.url), 'utf8'),
  section: readFileSync(new URL('../../resources/prompts/section.txt', import.meta.url), 'utf8'),
} as const;

/** Passages put before a question that begins anew. */
const maxPassages = 7;
/** An ordinary laptop reads 20 to 60 tokens a second with a good model: more passages would cost minutes before the first word. */
const maxPromptTokens = 2_600;
/** Kept free in the context for what a count leaves out. */
const spareTokens = 64;

/** What a model wrote: its checked sentences, or that it found no answer, or that it could not write. */
export type WrittenAnswer = { readonly outcome: 'sentences' | 'refused' | 'failed'; readonly sentences: readonly AnswerSentence[] };

/** Writes an answer from the passages, checks each sentence, and shows what supports it. */
export async function* writeAnswer(context: AnswerContext, wanted: readonly PassageRecord[]): AsyncGenerator<AnswerEvent, WrittenAnswer> {
  const { chat } = context.deps;
  if (chat === null) return { outcome: 'failed', sentences: [] };
  const kept = context.memory.kept(context.conversationId, chat.spec.id);
  const chosen = choosePassages(kept, wanted, maxPassages);
  const written = yield* writeFrom(context, { system: prompts.answer, chosen, wanted: wanted.slice(0, maxPassages), keeps: true });
  if (written === null) return { outcome: 'failed', sentences: [] };
  const read = readWritten(written.text);
  const statements = read.filter((sentence) => !sentence.isRefusal);
  if (statements.length === 0) return { outcome: read.length === 0 ? 'failed' : 'refused', sentences: [] };
  const sentences = yield* checkSentences(context, statements, written.passages, 0);
  return { outcome: 'sentences', sentences };
}

type PromptChoice = { readonly system: string; readonly chosen: readonly NumberedPassage[]; readonly wanted: readonly PassageRecord[]; readonly keeps: boolean };

/** One run of the model over numbered passages; null when the model could not do it. Cancelling throws. */
export async function* writeFrom(context: AnswerContext, choice: PromptChoice): AsyncGenerator<AnswerEvent, (Written & { readonly passages: readonly NumberedPassage[] }) | null> {
  const { chat, delimiterKey } = context.deps;
  if (chat === null) return null;
  const { client, spec } = chat;
  const { deps, signal, stages, understood } = context;
  const startMs = deps.now();
  let firstMs: number | null = null;
  try {
    const loaded = await client.loadChat(spec, { signal });
    const budget = Math.min(maxPromptTokens, Math.min(spec.contextTokens, loaded.contextTokens) - maxAnswerTokens - spareTokens);
    const delimiter = deriveDelimiter(delimiterKey, context.conversationId);
    const { pieces, passages } = await fitPrompt(
      { system: choice.system, delimiter, question: understood.searchedFor, asked: context.input.question, language: understood.language },
      choice, budget, async (texts) => await client.countTokens({ texts }, { signal }),
    );
    if (choice.keeps) context.memory.keep(context.conversationId, spec.id, passages);
    // A model that begins to copy the marks has nothing more to say, and the mark is nobody's to see.
    const events = write(client, { pieces, seed: context.input.seed ?? 0, stop: [`<<${delimiter}`, delimiter] }, signal);
    for (;;) {
      const next = await events.next();
      if (next.done === true) {
        context.promptTokens += next.value.promptTokens;
        context.answerTokens += next.value.answerTokens;
        return { ...next.value, passages };
      }
      if (next.value.type === 'text-delta') {
        firstMs ??= deps.now();
        context.firstTokenMs ??= context.elapsedMs();
      }
      yield next.value;
    }
  } catch (error) {
    signal.throwIfAborted();
    // A dead or missing model costs the writing, not the answer: the quotes stand.
    if (error instanceof AppError && ['helper-stopped', 'models-crashed', 'model-missing', 'model-damaged', 'model-unsupported', 'port-closed'].includes(error.code)) return null;
    throw error;
  } finally {
    stages.add('prompt', (firstMs ?? deps.now()) - startMs);
    if (firstMs !== null) stages.add('write', deps.now() - firstMs);
  }
}

/** Checks sentences one by one and shows each with the places that support it. `from`: the index of the first. */
export async function* checkSentences(
  context: AnswerContext, sentences: readonly WrittenSentence[], passages: readonly NumberedPassage[], from: number,
): AsyncGenerator<AnswerEvent, AnswerSentence[]> {
  const sources = passages.map(({ n, passage }): VerifySource => ({
    n, passage, page: context.page(passage.contentId, passage.page), identity: context.deps.library.pages.first(passage.contentId, 1)[0]?.text.slice(0, 4_000) ?? '',
  }));
  const { entail: scorePairs } = context.deps;
  const entail: Entail = scorePairs === undefined ? null : async (premise, sentence, signal) => {
    const [said] = await scorePairs([{ first: premise, second: sentence }], signal) ?? [];
    return said === undefined ? null : { entailment: said.entailment ?? 0, contradiction: said.contradiction ?? 0 };
  };
  const checked: AnswerSentence[] = [];
  for (const { text, cited } of sentences) {
    const result = await context.stages.measure('check', () => context.withMeaning(async (embed) => await verifySentence({ text, cited, sources, language: context.understood.language }, embed, context.signal, entail)));
    const sentence: AnswerSentence = { text, support: result.support, citations: citationsOf(context, result), ...(result.note === null ? {} : { note: result.note }) };
    yield { type: 'sentence-checked', index: from + checked.length, sentence };
    checked.push(sentence);
  }
  return checked;
}

function citationsOf(context: AnswerContext, checked: CheckedSentence): number[] {
  const numbers = checked.backings.map(({ source, unit }) => context.citations.add(context.quote(source.passage, unit, source.page.headerOf(unit))));
  return [...new Set(numbers)];
}
