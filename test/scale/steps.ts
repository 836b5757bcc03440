import * as z from 'zod';

/** What `buildPassages.ts` prints. `seconds` are without making the passages and comparing them with the questions. */
export const Built = z.object({ seconds: z.number(), peakBytes: z.number(), realPassages: z.number() });
export type Built = z.infer<typeof Built>;

/** What `buildPassages.ts` leaves beside the library: questions with their vectors and the ids of their nearest passages, best first. */
export const AskedQuestions = z.array(z.object({ text: z.string(), vector: z.array(z.number()), nearest: z.array(z.int()) }));
export type AskedQuestions = z.infer<typeof AskedQuestions>;
