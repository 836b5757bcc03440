import * as z from 'zod';

/** What `buildPassages.ts` prints. `seconds` are without making the passages and comparing them with the questions. */
export const Built = z.object({ seconds: z.number(), peakBytes: z.number(), realPassages: z.number() });
export type Built = z.infer<typeof Built>;

/** Under which `buildTerms.ts` hashes: no secret, but as long as one. */
export const scaleTermKey = Buffer.alloc(32, 30);

/** What `buildTerms.ts` leaves beside the index: what was asked, as people write it. */
export const AskedTexts = z.array(z.string());
export type AskedTexts = z.infer<typeof AskedTexts>;

/** What `buildPassages.ts` leaves beside the library: questions with their vectors and the ids of their nearest passages, best first. */
export const AskedQuestions = z.array(z.object({ text: z.string(), vector: z.array(z.number()), nearest: z.array(z.int()) }));
export type AskedQuestions = z.infer<typeof AskedQuestions>;
