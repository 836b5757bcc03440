import * as z from 'zod';
import { call } from './operation.ts';
import { PromptPiece } from './modelsContract.ts';

/** A passage that was looked at for an answer: `score` 0..1 as fused, `keyword` BM25, `cosine` -1..1, `documentScore` 0..1; null where a search did not have it among its best. */
const Candidate = z.object({
  passageId: z.int(), path: z.string(), page: z.int(), start: z.int(), end: z.int(), text: z.string(), score: z.number(), keyword: z.number().nullable(), cosine: z.number().nullable(), documentScore: z.number(),
});

/** One search made for an answer. Times in milliseconds. */
const SearchMade = z.object({
  query: z.string(), mode: z.string(), terms: z.array(z.string()), usedVectors: z.boolean(), documentsMeant: z.int(), candidates: z.array(Candidate),
  timings: z.object({ documentsMs: z.number(), embedMs: z.number(), lookupMs: z.number(), totalMs: z.number() }),
});

/** One run of the chat model: what it was given, word for word, and what it took. `end` is null where it did not come to its end. */
const Generation = z.object({
  pieces: z.array(PromptPiece), seed: z.int(), temperature: z.number(), maxTokens: z.int(), text: z.string(),
  end: z.object({ reason: z.enum(['stop', 'length']), promptTokens: z.int(), reusedTokens: z.int(), answerTokens: z.int(), promptMs: z.number(), answerMs: z.number() }).nullable(),
});

/** How an answer came about. Kept in memory only, of the last answers of the library that is open. */
export const Workings = z.object({ searches: z.array(SearchMade), generations: z.array(Generation) });
export type Workings = z.infer<typeof Workings>;

/** Part of `engineContract`: what only developers look at. */
export const developerOperations = {
  /** Null for an answer given before the library was opened, or long ago. */
  answerWorkings: call(z.object({ messageId: z.int() }), Workings.nullable()),
} as const;
