import * as z from 'zod';
import { call, stream } from './operation.ts';

/** Everything needed to load an embedder; written by the engine from the catalogue. Paths are absolute. */
export const EmbedderSpec = z.object({
  id: z.string(), modelPath: z.string(), tokenizerPath: z.string(), dimensions: z.int(), maxTokens: z.int(),
  pooling: z.enum(['cls', 'mean']), queryPrefix: z.string(), passagePrefix: z.string(),
});
export type EmbedderSpec = z.infer<typeof EmbedderSpec>;

/** What a model that reads two texts together may say of them: that the second answers the first, or that it follows from it, is denied by it, or neither. */
export const PairOutput = z.enum(['relevance', 'entailment', 'contradiction', 'neutral']);
/** Such a model, a cross-encoder. `outputs`: what its numbers stand for, in its order. Paths are absolute. */
export const CrossEncoderSpec = z.object({ id: z.string(), modelPath: z.string(), tokenizerPath: z.string(), maxTokens: z.int().min(8), outputs: z.array(PairOutput).min(1) });
export type CrossEncoderSpec = z.infer<typeof CrossEncoderSpec>;
export const Pair = z.object({ first: z.string(), second: z.string() });
export type Pair = z.infer<typeof Pair>;
/** Probabilities, 0..1, of what the model says anything of. */
export const PairScores = z.partialRecord(PairOutput, z.number());
export type PairScores = z.infer<typeof PairScores>;

/** `wrapper` names how turns are written for the model; the file's own template is never rendered. `skipThoughts`: the model thinks aloud unless told not to. */
export const ChatSpec = z.object({
  id: z.string(), modelPath: z.string(), contextTokens: z.int(), skipThoughts: z.boolean().optional(),
  wrapper: z.enum(['chatml', 'llama3', 'gemma', 'gemma4', 'mistral', 'phi', 'falcon3', 'deepseek', 'granite', 'harmony', 'generic']),
});
export type ChatSpec = z.infer<typeof ChatSpec>;

/** One vector: `part` counts from 0 where a text is longer than the embedder reads and is embedded piece by piece, nothing cut. */
export const PartVector = z.object({ part: z.int(), vector: z.instanceof(Float32Array) });
export type PartVector = z.infer<typeof PartVector>;

/** What the model reads, in order of turns. The text is always tokenized with special tokens off, so that no document can forge a turn. */
export const PromptPiece = z.object({ kind: z.enum(['system', 'user', 'assistant']), text: z.string() });
export type PromptPiece = z.infer<typeof PromptPiece>;

export const GenerateEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('prompt-progress'), done: z.int(), total: z.int() }),
  z.object({ type: z.literal('text-delta'), text: z.string() }),
  z.object({ type: z.literal('end'), reason: z.enum(['stop', 'length']), promptTokens: z.int(), reusedTokens: z.int(), answerTokens: z.int(), promptMs: z.number(), answerMs: z.number() }),
]);
export type GenerateEvent = z.infer<typeof GenerateEvent>;

export const modelsContract = {
  /** Loads an embedder and answers when it is ready. Errors: model-missing, model-damaged. */
  loadEmbedder: call(EmbedderSpec, z.object({ id: z.string() })),
  unloadEmbedder: call(z.object({ id: z.string() }), z.object({})),
  /** Vectors of texts, one list of parts a text, unit length, in order. `background` work gives way to anything else within one text. */
  embed: call(
    z.object({ embedder: z.string(), kind: z.enum(['query', 'passage']), texts: z.array(z.string()).max(256), priority: z.enum(['interactive', 'background']) }),
    z.array(z.array(PartVector)),
  ),
  /** Loads a cross-encoder and answers when it is ready. Errors: model-missing, model-damaged, model-unsupported. */
  loadCrossEncoder: call(CrossEncoderSpec, z.object({ id: z.string() })),
  unloadCrossEncoder: call(z.object({ id: z.string() }), z.object({})),
  /** What the model says of each pair, in order, as a person waits for it. Errors: model-missing where it is not loaded. */
  scorePairs: call(z.object({ model: z.string(), pairs: z.array(Pair).max(64) }), z.array(PairScores)),
  loadChat: call(ChatSpec, z.object({ id: z.string(), contextTokens: z.int() })),
  unloadChat: call(z.object({}), z.object({})),
  /** Counts tokens of plain text with the loaded chat model. */
  countTokens: call(z.object({ texts: z.array(z.string()) }), z.array(z.int())),
  /** Writes after the given turns. What the last prompt shares with this one from its start is not read again. Temperature 0 is greedy. */
  generate: stream(
    z.object({ pieces: z.array(PromptPiece).min(1), maxTokens: z.int().min(1), temperature: z.number().min(0).max(2), seed: z.int(), stop: z.array(z.string()).default([]) }),
    GenerateEvent,
  ),
  /** What runs where: threads in use, GPU name or null. */
  hardware: call(z.object({}), z.object({ threads: z.int(), gpu: z.string().nullable() })),
} as const;
export type ModelsContract = typeof modelsContract;
